"""Claims from an article."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.analysis import Analysis, analyse_sentence
from extractor.article import Article, Sentence
from extractor.claim import Claim
from extractor.claims import Claims
from extractor.context import Context, contexts
from extractor.normalise import Row
from extractor.rules import Rules


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article's claims, and the analysis of each sentence that could hold one."""

    article: Article
    claims: Claims
    analyses: tuple[Analysis, ...]


def extract(article: Article, rules: Rules | None = None) -> Claims:
    """The article's claims in the order of the text, by the bundled rules unless others are given.

    >>> from extractor import Article, extract
    >>> claims = extract(Article("2023年，全市专利授权量19.4万件，同比增长5%。"))
    >>> [(claim.indicator, str(claim.value), claim.unit, str(claim.growth)) for claim in claims]
    [('专利授权量', '194000', '件', '5')]
    """
    return analyse(article, rules).claims


def analyse(article: Article, rules: Rules | None = None) -> Extraction:
    """The article's claims together with how they came about: what `explain` reads."""
    rules = Rules.bundled() if rules is None else rules
    analyses = [
        analysis for sentence in article.sentences if (analysis := analyse_sentence(sentence, rules)) is not None
    ]
    claims: list[Claim] = []
    for analysis, context in contexts(article, analyses, rules):
        for row in analysis.rows:
            claims.append(_claim(article, analysis, row, context, claims))
    return Extraction(article, Claims(tuple(claims)), tuple(analyses))
