"""The areas that a sentence names, and how far each of them reaches (annotation guide 2.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.areas import AREA_SYMBOLS, TAIL, WHOLE, Areas
from extractor.rules import Rule
from extractor.sieve import passing

Span = tuple[int, int]

# What the rules of context/regions.toml find: see `Region`.
KINDS = ("region", "part", "beside", "named")
OPENING = "opening"

MARKS = ",;:。!?，；：！？"
_LAST_MARK = regex.compile(f"(?r)[{MARKS}]")
_CLAUSE_START = regex.compile(r"(?<![^,;:。!?“(在于从到])(?=\p{Han})")
# Where the name of a city or county may begin that no list has: 去年，青川县引进企业17家.
_UNLISTED = regex.compile(r"(?:(?<=[,;:。!?、“(在从于年月日度份])|^)(?=\p{Han}{2}[省市县\ue00a])")
# 岩坦镇山早村, 在沙堰村, 降雨最大的青川县石鼓乡.
_TOWN = regex.compile(
    r"(?:(?<=[,;:。!?、“(])|^)(?=\p{Han}{2,3}[镇乡]\p{Han}{1,4}村)"
    r"|(?<=[在于])(?=\p{Han}{2,3}[镇乡村])|(?<=的)(?=\p{Han}{2}[市县]\p{Han}{1,4}[镇乡])"
)
_TOWN_ENDS = "镇乡村"
# Any number with its unit, as of a quantity told before.
_COUNTED = regex.compile(r"\d(?![\d.]*(?:个?月|年|日|时|号|点|[-—~至到]|届|\)))")
_HEAD = regex.compile(f"[{AREA_SYMBOLS}]")


@dataclass(frozen=True, slots=True)
class Region:
    """A span of a sentence that names an area; `kind` tells how far it reaches.

    `region`: what follows is about it. `part`: only what it stands before (京外印厂3处).
    `beside`: no claim is about it (占全省的57%). `named`: a place in the name of
    something else (北京市版权局), which is no area at all. A `topic` stands at the
    head of its clause, so the clauses after it are about it too; a `subject`, at
    the head of its sentence or 全市 and its like, so the sentences after it may be.
    """

    start: int
    end: int
    kind: str
    topic: bool = False
    subject: bool = False


def find_regions(text: str, areas: Areas, rules: Sequence[Rule], *, named: bool = False) -> list[Region]:
    """The areas that a folded sentence names, in order, none overlapping; the earlier rule wins.

    `rules` are those of `KINDS` and of the kind `opening`. With `named`, places in the
    names of something else are among them.
    """
    line = areas.line(text)
    unlisted = [place.start() for place in _UNLISTED.finditer(line)]
    if any(end in line for end in _TOWN_ENDS):
        unlisted += [place.start() for place in _TOWN.finditer(line)]
    if line is text and not unlisted:
        return []
    all_finders, openings = _by_task(tuple(rules))
    finders = passing(line, all_finders)
    starts = sorted({*unlisted, *(found.start() for found in _HEAD.finditer(line))})
    if TAIL in line:
        starts = sorted({*starts, *(found.start() for found in _CLAUSE_START.finditer(line))})
    found: list[Region] = []
    done = 0
    for start in starts:
        if start < done:
            continue
        for rule in finders:
            match = rule.pattern.match(line, start, concurrent=False)
            if match is not None:
                begin, done = match.span(rule.kind)
                if rule.kind == "named" and not named:
                    break
                topic = _opens(line, clause_head(line, begin), begin, openings)
                whole = line[begin] == WHOLE
                # 除此之外，为帮助村民搬得出，某县开办…: nothing before it is about another area, or counted.
                first = not any(one.kind == "region" for one in found) and not _COUNTED.search(line, 0, begin)
                subject = topic and rule.kind == "region" and (whole or first)
                found.append(Region(begin, done, rule.kind, topic, subject))
                break
    return found


@lru_cache(maxsize=8)
def _by_task(rules: tuple[Rule, ...]) -> tuple[tuple[Rule, ...], tuple["regex.Pattern[str]", ...]]:
    """The rules that find areas, and the patterns of what may stand before one."""
    finders = tuple(rule for rule in rules if rule.kind != OPENING)
    return finders, tuple(rule.pattern for rule in rules if rule.kind == OPENING)


def clause_head(text: str, position: int) -> int:
    mark = _LAST_MARK.search(text, 0, position)
    return mark.end() if mark else 0


def _opens(line: str, head: int, start: int, openings: Sequence["regex.Pattern[str]"]) -> bool:
    """Whether nothing but an opening (今年前4个月, 其中, 在) stands from the head to the position."""
    for opening in openings:
        position = head
        while (match := opening.match(line, position, start)) is not None and match.end() < start:
            if line[match.end()] != ",":
                break
            position = match.end() + 1
        if match is not None and match.end() == start:
            return True
    return False
