"""What is told of a number and no rule has bound to it: streaks and comparisons (annotation guide 2.5)."""

from collections.abc import Sequence
from dataclasses import replace

from extractor.basis import basis_code
from extractor.normalise import Row, streak_length
from extractor.rules import Rules
from extractor.tokens import Line

_CLAUSE_ENDS = frozenset({"comma", "stop"})
# Titles and wins in a row are told of who won, not of a number: 三连冠, 连胜五天.
_WINS = ("连冠", "连胜")
# Words of the lexicon that say what goes on: 连续两年下降, 连续4年达标, 连续三个月保持在扩张区间.
_GOING_ON = frozenset({"up", "down", "lasting"})
# How far behind the streak the word stands that says it is a number's: 连续三年比重持续提高.
_REACH = 5


def with_streaks(rows: Sequence[Row], line: Line, text: str, rules: Rules) -> list[Row]:
    """The rows, each with the streak that is told of it.

    A streak holds for the next number of its clause (连续3天超过400万亩). Where it says of what keeps rising
    or falling, it holds for what the clause before told (产量1.92亿吨，连续两年下降), else for the
    number of the next clause (连续两个月回升，增长5.3%).
    """
    settled = list(rows)
    for index in _loose("streak", rows, line):
        token = line.tokens[index]
        place = _told_of(settled, line, index, rules)
        if place is None or "streak" in settled[place].cells or any(win in token.text for win in _WINS):
            continue
        row = settled[place]
        cells = {**row.cells, "streak": streak_length(text[token.start : token.end])}
        settled[place] = replace(row, numbers=(*row.numbers, index), cells=cells)
    return settled


def with_bases(rows: Sequence[Row], line: Line, text: str, rules: Rules) -> list[Row]:
    """The rows, each amount with what the words before its verb compare it with: 比入园前新增1019个.

    `text` is the stored text of the sentence: a comparison stays as written.
    """
    settled = list(rows)
    for index in _loose("basis", rows, line):
        place = next((n for n, row in enumerate(settled) if row.draft.anchor > index), None)
        if place is None or not _is_compared(settled[place], line, index, rules):
            continue
        row, token = settled[place], line.tokens[index]
        cells = {**row.cells, "growth_basis": basis_code(text[token.start : token.end])}
        settled[place] = replace(row, numbers=(*row.numbers, index), cells=cells)
    return _shared_bases(settled, line, text, rules)


def _shared_bases(rows: list[Row], line: Line, text: str, rules: Rules) -> list[Row]:
    """A comparison that is a clause holds for the changes after it, one before a list for its members.

    与初步设计相比，工期提前5个月，投资节约2亿元; 较上年末分别增加5万人、3万人.
    """
    tokens = line.tokens
    leading = [
        index
        for index, token in enumerate(tokens[:-1])
        if token.kind == "basis" and tokens[index + 1].kind == "comma"
    ]
    settled: list[Row] = []
    for row in rows:
        if row.draft.kind == "quantity" and not row.cells.keys() & {"growth", "growth_basis"}:
            basis = ""
            if settled and _goes_on(settled[-1], row, line):
                basis = settled[-1].cells.get("growth_basis", "")
            elif "action" in row.draft.roles and _changes(line, row.draft.roles["action"][0], rules, "moved"):
                before = [index for index in leading if index < row.draft.anchor]
                basis = basis_code(text[tokens[before[-1]].start : tokens[before[-1]].end]) if before else ""
            if basis:
                row = replace(row, cells={**row.cells, "growth_basis": basis})
        settled.append(row)
    return settled


def _goes_on(before: Row, row: Row, line: Line) -> bool:
    """Whether the row is a further amount of the same change."""
    between = line.tokens[before.draft.anchor + 1 : row.draft.anchor]
    return (
        "growth" not in before.cells
        and bool(between)
        and all(token.kind in ("list", "and") for token in between)
    )


def _loose(kind: str, rows: Sequence[Row], line: Line) -> list[int]:
    bound = {index for row in rows for index in row.numbers}
    return [index for index, token in enumerate(line.tokens) if token.kind == kind and index not in bound]


def _told_of(rows: Sequence[Row], line: Line, index: int, rules: Rules) -> int | None:
    end = _clause_end(line, index)
    following = next((n for n, row in enumerate(rows) if row.draft.anchor > index), None)
    if following is not None and rows[following].draft.anchor < end:
        return following
    if not any(
        rules.alphabet.names[line.symbols[place]] & _GOING_ON
        for place in range(index + 1, min(index + 1 + _REACH, end))
    ):
        return None
    if following != 0 and rows:
        return (following or len(rows)) - 1
    return (
        following if following is not None and rows[following].draft.anchor < _clause_end(line, end) else None
    )


def _clause_end(line: Line, index: int) -> int:
    """The next comma or stop after the token."""
    later = range(index + 1, len(line.tokens))
    return next((place for place in later if line.tokens[place].kind in _CLAUSE_ENDS), len(line.tokens))


_BETWEEN = frozenset({"adverb", "modifier", "total", "le", "de", "quantity", "copula"})


def _is_compared(row: Row, line: Line, index: int, rules: Rules) -> bool:
    """Whether the row is the amount of a change whose verb alone stands between it and the comparison."""
    if row.draft.kind != "quantity" or row.cells.keys() & {"growth", "growth_basis"}:
        return False
    between = range(index + 1, row.draft.anchor)
    verbs = [place for place in between if line.tokens[place].kind not in _BETWEEN]
    return len(verbs) == 1 and (
        row.draft.roles.get("action", (None, None))[0] == verbs[0] or _changes(line, verbs[0], rules)
    )


def _changes(line: Line, place: int, rules: Rules, *others: str) -> bool:
    return bool(rules.alphabet.names[line.symbols[place]] & {"up", "down", *others})
