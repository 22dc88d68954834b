"""Claims from an article."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import regex

from extractor.analysis import Analysis, analyse_sentence, may_hold_number, mentions_of
from extractor.article import Article, framed, plain_html, show_with
from extractor.basis import basis_code
from extractor.claim import Claim
from extractor.claims import Claims
from extractor.context import Context, article_context
from extractor.errors import ExtractorError
from extractor.normalise import Row
from extractor.rules import Rules

# 投资同比增长7%，其中基建增长9%: both, and all that grow in the sentence (annotation guide 2.5).
_SHARED_BASES = frozenset({"yoy", "mom"})
_RELATIVE = frozenset({"%", "倍", "百分点"})
_SHORT_NAME = 2
_OF_SOURCE = regex.compile(r"^(?:的|实现|录得|完成|累计|共)+")
_PEOPLE = frozenset({"人", "名", "位", "人次", "户"})
_LONGEST_SHOWN = 100_000


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article's claims, and the analysis of each sentence that could hold one."""

    article: Article
    claims: Claims
    analyses: tuple[Analysis, ...]

    def _repr_html_(self) -> str:
        """For notebooks: the article with its claims highlighted, and the table."""
        return _html(self.article, self.claims)

    def __repr__(self) -> str:
        return f"{self.article.doc_id}: {self.claims!r}"


def extract(article: Article, rules: Rules | None = None) -> Claims:
    """The article's claims in the order of the text, by the bundled rules unless others are given.

    >>> from extractor import Article, extract
    >>> claims = extract(Article("2023年，全市专利授权量19.4万件，同比增长5%。"))
    >>> [(claim.indicator, str(claim.value), claim.unit, str(claim.growth)) for claim in claims]
    [('专利授权量', '194000', '件', '5')]
    """
    rules = Rules.bundled() if rules is None else rules
    analyses: dict[int, Analysis | None] = {
        number: analyse_sentence(sentence, rules, rows_only=True)
        for number, sentence in enumerate(article.sentences)
        if may_hold_number(sentence)
    }
    return _claims(article, analyses, rules)


def analyse(article: Article, rules: Rules | None = None) -> Extraction:
    """The article's claims together with how they came about: what `explain` reads."""
    rules = Rules.bundled() if rules is None else rules
    analyses = {
        number: analysis
        for number, sentence in enumerate(article.sentences)
        if (analysis := analyse_sentence(sentence, rules)) is not None
    }
    return Extraction(article, _claims(article, analyses, rules), tuple(analyses.values()))


def _claims(article: Article, analyses: Mapping[int, Analysis | None], rules: Rules) -> Claims:
    """The claims of an article whose sentences with numerals are analysed, or None where they state none."""
    last = max((number for number, one in analyses.items() if one is not None and one.rows), default=None)
    if last is None:
        return Claims([])
    mentions = {
        number: mentions_of(article.sentences[number].folded, rules) if one is None else one.mentions
        for number, one in analyses.items()
        if number <= last
    }
    regions = {number: one.regions for number, one in analyses.items() if one is not None}
    context = article_context(article, mentions, rules, regions=regions, last=last)
    claims: list[Claim] = []
    before: Claim | None = None
    for number, analysis in analyses.items():
        if article.sentences[number].heading:
            before = None
        if analysis is None:
            continue
        basis = ""
        for row in analysis.rows:
            before = _carried(_claim(article, number, analysis, row, context), row, before)
            if before.growth is not None and not before.growth_basis:
                before = replace(before, growth_basis=_leading_basis(analysis, row) or basis)
            elif before.growth is not None:
                basis = before.growth_basis if before.growth_basis in _SHARED_BASES else ""
            claims.append(before)
    return Claims(claims)


def _leading_basis(analysis: Analysis, row: Row) -> str:
    """The comparison that a clause of its own makes: 与2012年相比，全省能耗下降26.8%."""
    text = analysis.sentence.folded
    leading = [
        mention
        for mention in analysis.mentions
        if mention.kind == "basis" and mention.end <= row.anchor[0] and text.startswith(",", mention.end)
    ]
    return basis_code(analysis.sentence.text[leading[-1].start : leading[-1].end]) if leading else ""


def _claim(article: Article, number: int, analysis: Analysis, row: Row, context: Context) -> Claim:
    sentence = analysis.sentence
    start, end = row.anchor
    indicator = sentence.text[slice(*row.indicator)] if row.indicator else ""
    cells: dict[str, Any] = {**row.cells, **context.cells(number, analysis, row)}
    indicator = _without_source(indicator, cells["agency"])
    return Claim(
        doc_id=article.doc_id,
        kind=row.draft.kind,
        start=sentence.start + start,
        end=sentence.start + end,
        text=sentence.text[start:end],
        indicator=indicator,
        sentence=sentence.text,
        rule=row.draft.rule.id,
        **cells,
    )


def _without_source(indicator: str, agency: str) -> str:
    """The indicator without whose it is, where that is who states it (annotation guide 2.2, 2.8).

    >>> _without_source("碧桂园实现权益销售额", "碧桂园"), _without_source("民营企业实现营业收入", "市统计局")
    ('权益销售额', '民营企业实现营业收入')
    """
    for source in agency.split("；"):
        rest = indicator.removeprefix(source)
        # 民政部等六部委, 北约盟国: there the name is only the first part of what is counted.
        if rest != indicator and len(source) > _SHORT_NAME and rest and rest[0] not in "等和与及、":
            return _OF_SOURCE.sub("", rest) or indicator
    return indicator


def _carried(claim: Claim, row: Row, before: Claim | None) -> Claim:
    """The claim with what its rule says to carry on from the claim before: 立案738件，结案639件."""
    if before is None:
        return claim
    carried = row.draft.rule.source.carry.split()
    if "indicator" in carried and not claim.indicator and _comparable(claim, before):
        claim = replace(claim, indicator=before.indicator)
    if "action" in carried and not claim.action and claim.sentence == before.sentence:
        claim = replace(claim, action=before.action)
    return claim


def _comparable(claim: Claim, before: Claim) -> bool:
    """Whether both can be about one indicator: 总库容量1.13亿立方米 is none of 解决33万多人的用水.

    Growth, shares and ranks are of anything; an amount is of what is measured in its own unit or dimension.
    """
    if claim.kind != "quantity" or before.kind != "quantity" or claim.unit in _RELATIVE:
        return True
    # 月活跃用户数达5.16亿，同比净增5400万人次: a number without a unit may count people too.
    if claim.sentence == before.sentence and {claim.unit, before.unit} - _PEOPLE == {""}:
        return True
    return claim.unit == before.unit or claim.unit_kind == before.unit_kind != "count"


def article_html(article: Article) -> str:
    """What notebooks show of an article: its text with the claims of the bundled rules, and their table.

    >>> '<a id=' in article_html(Article("全市专利授权量19.4万件。"))
    True

    The claims are extracted when the article is shown. An article of more than 100,000
    characters, or one whose claims cannot be had, is shown without them, and a note says why.
    """
    if len(article.text) > _LONGEST_SHOWN:
        note = f"{len(article.text)} characters are too many to mark the claims; extract(article) gives them"
        return plain_html(article, note=note)
    try:
        return _html(article, extract(article))
    except ExtractorError as error:
        return plain_html(article, note=f"shown without claims: {error}")


def _html(article: Article, claims: Claims) -> str:
    from extractor.notebook import claims_html

    headings = {sentence.start for sentence in article.sentences if sentence.heading}
    return framed(article, claims_html(claims, text=article.text, headings=headings))


show_with(article_html)
