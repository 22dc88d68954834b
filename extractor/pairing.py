"""Extracted claims paired with gold by their anchors.

Annotation guide, section 3, point 1. Libraries pair otherwise: nervaluate takes
the predictions in order and for each the first true span that overlaps, and to
it spans that only touch do overlap; scipy's `linear_sum_assignment` makes the
sum of overlaps largest where the guide takes the largest overlap first.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from extractor.claim import Claim


def overlap(one: Claim, other: Claim) -> int:
    """How many characters the two spans share; spans that only touch share none.

    >>> near, bare = Claim("a", "quantity", 10, 15, "近500家"), Claim("a", "quantity", 11, 15, "500家")
    >>> overlap(near, bare)
    4
    """
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def pair(gold: Sequence[Claim], extracted: Sequence[Claim]) -> list[tuple[int, int]]:
    """Indexes (gold row, extracted row) of the rows of one article that stand for the same claim.

    >>> gold = [Claim("a", "quantity", 10, 15, "近500家"), Claim("a", "growth", 20, 22, "6%")]
    >>> extracted = [Claim("a", "quantity", 20, 22, "6%"), Claim("a", "quantity", 11, 15, "500家")]
    >>> pair(gold, extracted)
    [(0, 1), (1, 0)]

    Rows of the same kind are paired first, then what is left whatever its kind;
    spans must overlap, the largest overlap goes first, and a row is paired once.
    Equal overlaps go to the spans that differ least at their ends, then to the
    earlier gold row, then to the earlier extracted row, by span and then by place in the table.
    """
    candidates = sorted(_overlapping(gold, extracted))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, gold_index, extracted_index in candidates:
        if gold_index not in pairs and extracted_index not in taken:
            pairs[gold_index] = extracted_index
            taken.add(extracted_index)
    return sorted(pairs.items())


def _overlapping(gold: Sequence[Claim], extracted: Sequence[Claim]) -> Iterator[tuple[int, ...]]:
    """A sort key for every overlapping pair, the two indexes last."""
    by_start = sorted(range(len(extracted)), key=lambda index: extracted[index].start)
    starts = [extracted[index].start for index in by_start]
    longest = max((row.end - row.start for row in extracted), default=0)
    for gold_index, row in enumerate(gold):
        near = slice(bisect_right(starts, row.start - longest), bisect_left(starts, row.end))
        for extracted_index in by_start[near]:
            other = extracted[extracted_index]
            shared = overlap(row, other)
            if shared:
                yield (
                    row.kind != other.kind,
                    -shared,
                    abs(row.start - other.start) + abs(row.end - other.end),
                    row.start,
                    other.start,
                    gold_index,
                    extracted_index,
                )
