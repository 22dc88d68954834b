"""A finding of an audit, and what the single audits ask of claims."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.article import Article, Sentence
from extractor.claim import Claim
from extractor.precision import Interval
from extractor.synonyms import Synonyms

Topic = Literal["repeated", "heading", "stage", "part", "sum", "share", "growth", "across"]
Verdict = Literal["agrees", "conflicts", "open"]

# A row with one of these says how its figure relates to another, not how much there is.
RELATIVE = frozenset(
    [
        "占",
        "拉动",
        "贡献",
        "高",
        "高出",
        "高于",
        "低于",
        "快于",
        "增加",
        "净增",
        "多增",
        "少增",
        "增长",
        "上升",
        "提高",
        "提升",
        "上涨",
        "扩大",
        "减少",
        "下降",
        "降低",
        "回落",
        "下滑",
        "压减",
        "缩短",
        "节约",
        "增收",
    ]
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the figures say together: topic, verdict, a sentence on it, the rows, the quotes.

    `open` is for what an analyst has to judge: parts that may overlap, cases
    closed this year that were opened in the last.
    """

    topic: Topic
    verdict: Verdict
    message: str
    claims: tuple[Claim, ...]
    quotes: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(
            [f"{self.verdict} ({self.topic}): {self.message}", *(f"    “{q}”" for q in self.quotes)]
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim with the sentence it stands in and that sentence's number."""

    claim: Claim
    sentence: Sentence
    number: int


def placed(article: Article, claims: Sequence[Claim]) -> list[Placed]:
    """The claims with their sentences, in the order of the text; those outside the text are left away."""
    found = []
    for claim in sorted(claims, key=lambda one: (one.start, one.end)):
        for number, sentence in enumerate(article.sentences):
            if sentence.start <= claim.start < sentence.end:
                found.append(Placed(claim, sentence, number))
                break
    return found


def finding(topic: Topic, verdict: Verdict, message: str, rows: Sequence[Placed]) -> Finding:
    """The finding about the rows, with each sentence quoted once."""
    quotes = dict.fromkeys(row.sentence.text for row in rows)
    return Finding(topic, verdict, message, tuple(row.claim for row in rows), tuple(quotes))


def same_name(one: str, other: str, synonyms: Synonyms) -> bool:
    """Whether two indicators are one by the declared synonyms.

    Likeness is not enough: 地区生产总值 and 人均地区生产总值, 出口 and 进出口 are alike and differ.
    """
    one, other = synonyms.fold(one), synonyms.fold(other)
    return bool(one) and one == other


def compatible(one: str, other: str) -> bool:
    """Whether two cells do not speak against each other: the same, or one of them empty."""
    return not one or not other or one == other


def levels(rows: Sequence[Placed]) -> Iterator[Placed]:
    """The rows that say how much of something there is."""
    return (row for row in rows if row.claim.kind == "quantity" and row.claim.action not in RELATIVE)


def told(interval: Interval) -> str:
    """An interval in words: 193500 to 194499."""
    low = "" if interval.low is None else f"{interval.low.normalize():f}"
    high = "" if interval.high is None else f"{interval.high.normalize():f}"
    if not high:
        return f"at least {low}"
    return high if low == high else f"{low} to {high}"
