from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.claim import Claim
from extractor.pairing import overlap, pair

Span = tuple[str, int, int]


def row(span: Span) -> Claim:
    kind, start, end = span
    return Claim("a", kind, start, end, "字" * (end - start))  # type: ignore[arg-type]


spans = st.lists(
    st.tuples(st.sampled_from(["quantity", "growth", "rank"]), st.integers(0, 12), st.integers(1, 6)).map(
        lambda drawn: (drawn[0], drawn[1], drawn[1] + drawn[2])
    ),
    max_size=6,
)


Q, G, R = "quantity", "growth", "rank"


@pytest.mark.parametrize(
    ("gold", "extracted", "pairs"),
    [
        pytest.param([(Q, 3, 9)], [(Q, 3, 9)], [(0, 0)], id="equal"),
        pytest.param([(Q, 3, 9)], [(Q, 9, 12)], [], id="touching"),
        pytest.param([(Q, 3, 9)], [(Q, 8, 12)], [(0, 0)], id="one character"),
        pytest.param([(Q, 3, 9)], [(G, 3, 9)], [(0, 0)], id="other kind"),
        pytest.param([(Q, 3, 9)], [(G, 3, 9), (Q, 8, 9)], [(0, 1)], id="kind before overlap"),
        pytest.param([(Q, 0, 3), (Q, 3, 8)], [(Q, 0, 8)], [(1, 0)], id="largest gold"),
        pytest.param([(Q, 0, 8)], [(Q, 0, 3), (Q, 3, 8)], [(0, 1)], id="largest extracted"),
        # 4 goes first, though 3 and 3 would pair more rows
        pytest.param([(Q, 0, 4), (Q, 4, 11)], [(Q, 1, 8), (Q, 8, 12)], [(1, 0)], id="not the largest sum"),
        pytest.param([(Q, 0, 4), (Q, 4, 8)], [(Q, 0, 8)], [(0, 0)], id="tie to the earlier"),
        pytest.param([(Q, 3, 9)], [(Q, 0, 20), (Q, 3, 10)], [(0, 1)], id="tie to the closest"),
        pytest.param([(Q, 3, 9), (G, 4, 6)], [(Q, 3, 9), (R, 5, 8)], [(0, 0), (1, 1)], id="what is left"),
        pytest.param([(Q, 3, 9), (Q, 3, 9)], [(Q, 3, 9), (Q, 3, 9)], [(0, 0), (1, 1)], id="twice"),
        pytest.param([], [(Q, 3, 9)], [], id="no gold"),
        pytest.param([(Q, 3, 9)], [], [], id="none found"),
    ],
)
def test_pairs(gold: list[Span], extracted: list[Span], pairs: list[tuple[int, int]]) -> None:
    assert pair([*map(row, gold)], [*map(row, extracted)]) == pairs


def by_the_guide(gold: list[Claim], extracted: list[Claim]) -> list[tuple[int, int]]:
    """The pairs found by taking the best of all that are left, again and again."""
    left, right, pairs = set(range(len(gold))), set(range(len(extracted))), []
    for same_kind in (True, False):
        while candidates := [
            (*rank(gold[i], extracted[j]), i, j)
            for i in left
            for j in right
            if overlap(gold[i], extracted[j]) and (not same_kind or gold[i].kind == extracted[j].kind)
        ]:
            *_, i, j = min(candidates)
            left.remove(i)
            right.remove(j)
            pairs.append((i, j))
    return sorted(pairs)


def rank(one: Claim, other: Claim) -> tuple[int, ...]:
    distance = abs(one.start - other.start) + abs(one.end - other.end)
    return -overlap(one, other), distance, one.start, other.start


@given(spans, spans)
def test_pairs_are_those_that_the_guides_words_make(gold: list[Span], extracted: list[Span]) -> None:
    left, right = [*map(row, gold)], [*map(row, extracted)]
    assert pair(left, right) == by_the_guide(left, right)


def test_the_order_of_the_table_does_not_matter() -> None:
    gold = [row(("quantity", 0, 5)), row(("growth", 4, 9))]
    extracted = [row(("quantity", 3, 6)), row(("growth", 5, 9)), row(("rank", 0, 3))]
    expected = {(gold[0], extracted[0]), (gold[1], extracted[1])}
    for left in permutations(gold):
        for right in permutations(extracted):
            assert {(left[i], right[j]) for i, j in pair(left, right)} == expected
