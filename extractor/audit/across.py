"""The same indicator, place and period told by different articles."""

from collections.abc import Iterable, Sequence

import regex

from extractor.article import Article
from extractor.audit.findings import Finding, Placed, finding, levels, placed, told
from extractor.claim import Claim
from extractor.precision import value_interval
from extractor.synonyms import Synonyms

# 全市, 我省, 该县 mean the article's own place.
_OWN = regex.compile(r"(?:全|我|本|该)(?P<level>[省市县区])")


def compare(
    articles: Iterable[tuple[Article, Sequence[Claim]]], *, synonyms: Synonyms | None = None
) -> tuple[Finding, ...]:
    """Findings on each level that several articles tell of one indicator, place and period.

    Indicators are one by the declared synonyms only; 全市 and the like are the place of `place_of`.
    Rows without place, period or indicator are not compared.
    """
    synonyms = Synonyms.bundled() if synonyms is None else synonyms
    told_of: dict[tuple[str, ...], list[tuple[str, Placed]]] = {}
    for article, claims in articles:
        for row in levels(placed(article, claims)):
            claim = row.claim
            place = place_of(claim.region, article)
            key = (
                synonyms.fold(claim.indicator),
                place,
                claim.period,
                claim.unit,
                claim.action,
                claim.modality,
            )
            if all(key[:3]):
                told_of.setdefault(key, []).append((article.doc_id, row))
    findings = []
    for (indicator, place, period, *_), told_rows in told_of.items():
        first_id, first = told_rows[0]
        for doc_id, row in told_rows[1:]:
            if doc_id == first_id:
                continue
            one, other = value_interval(first.claim), value_interval(row.claim)
            if one is None or other is None:
                continue
            figures = f"{first.claim.text} in {first_id}, {row.claim.text} in {doc_id}"
            what = f"{indicator}, {place}, {period}: {figures}"
            if one.meets(other):
                findings.append(finding("across", "agrees", what, [first, row]))
            else:
                message = f"{what} ({told(one)} against {told(other)})"
                findings.append(finding("across", "conflicts", message, [first, row]))
    return tuple(findings)


def place_of(region: str, article: Article) -> str:
    """The region as a place that can be compared between articles.

    >>> place_of("全市", Article("临岚市统计局发布公报。", title="2024年临岚市统计公报"))
    '临岚市'
    >>> place_of("全市", Article("记者获悉。")), place_of("海淀区", Article("记者获悉。"))
    ('', '海淀区')

    全市, 我省 and 该县 are the first place of that level which the title names, else the text;
    empty if none does.
    """
    own = _OWN.fullmatch(region)
    if own is None:
        return region
    for text, longest in ((article.title, 3), (article.text, 2)):
        name = rf"(?![全我本该各])[\p{{Han}}--[年市省县区]]{{2,{longest}}}{own['level']}"
        if match := regex.search(name, text, regex.V1):
            return match.group()
    return ""
