"""The audit of one article."""

from collections.abc import Sequence

from extractor.article import Article
from extractor.audit.findings import Finding, placed
from extractor.audit.growth import growths
from extractor.audit.repeats import headings, repeated
from extractor.audit.wholes import parts, shares, stages
from extractor.claim import Claim
from extractor.synonyms import Synonyms


def audit(
    article: Article, claims: Sequence[Claim], *, synonyms: Synonyms | None = None
) -> tuple[Finding, ...]:
    """What an article's figures say together, each finding with the sentences it rests on.

    >>> from extractor import extract
    >>> article = Article("全市共立案738件知识产权案件，结案639件。")
    >>> for found in audit(article, extract(article)):
    ...     print(found.topic, found.verdict, found.message)
    stage agrees 结案 639件 is within 立案 738件

    Facts told again, headings against the text, stages, parts and sums against wholes,
    shares and growth against levels; `extractor.precision` says how exactly. `conflicts` are errors
    of the text or of the extraction, `open` is for an analyst to judge.
    """
    synonyms = Synonyms.bundled() if synonyms is None else synonyms
    rows = placed(article, claims)
    return (
        *repeated(rows),
        *headings(rows, synonyms),
        *stages(rows),
        *parts(rows, synonyms),
        *shares(rows, synonyms),
        *growths(rows, synonyms),
    )
