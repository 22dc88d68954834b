"""The areas that a sentence names, and the one that a claim in it is about (annotation guide 2.7)."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractor.areas import Areas
from extractor.rules import Rule

# What the rules of context/regions.toml find. A named place (《中国…报告》, 北京市版权局) is no area of a claim.
KINDS = ("region", "part", "beside", "named")


@dataclass(frozen=True, slots=True)
class Region:
    """A span of a sentence that names an area; `kind` tells how far it reaches.

    `region`: what follows is about it. `part`: only what it stands before (京外印厂3处).
    `beside`: no claim is about it (占全省的57%).
    """

    start: int
    end: int
    kind: str


def find_regions(text: str, areas: Areas, rules: Sequence[Rule]) -> list[Region]:
    """The areas that a folded sentence names, in order; `rules` are those of the kinds above, in order of precedence."""
    line = areas.line(text)
    if line is text:
        return []
    found = []
    done = 0
    for start, character in enumerate(line):
        if start >= done and "\ue001" <= character <= "\ue0ff":
            for rule in rules:
                match = rule.pattern.match(line, start, concurrent=False)
                if match is not None:
                    span = match.span(rule.kind)
                    done = span[1]
                    if rule.kind != "named":
                        found.append(Region(*span, rule.kind))
                    break
    return found


_CLAUSE_END = regex.compile(r"[,;:。!?]")
_NUMBER = regex.compile(r"\d")


@dataclass(frozen=True, slots=True)
class RegionContext:
    """What a sentence says of areas: the folded text, its areas in order, and the one that holds from before it."""

    text: str
    regions: Sequence[Region]
    inherited: str = ""

    def region_of(self, anchor: tuple[int, int], indicator: tuple[int, int] | None = None) -> str:
        start, end = anchor
        if indicator is not None and indicator[0] >= end:
            between = [r for r in self.regions if end <= r.start and r.end <= indicator[0] and r.kind != "beside"]
            if between:
                return self._text(between[-1])
        for region in reversed(self.regions):
            if region.end <= start and self._reaches(region, start):
                return self._text(region)
        return "" if self._tells_another() else self.inherited

    def _text(self, region: Region) -> str:
        return self.text[region.start : region.end]

    def _reaches(self, region: Region, position: int) -> bool:
        between = self.text[region.end : position]
        if region.kind == "beside":
            return False
        if region.kind == "part" and ";" in between:
            return False
        return True

    def _tells_another(self) -> bool:
        return any(r.kind == "region" and self._text(r) != self.inherited for r in self.regions)

    def passed_on(self) -> str:
        governing = [self._text(r) for r in self.regions if r.kind == "region"]
        if not governing:
            return self.inherited
        return governing[0] if len(set(governing)) == 1 else governing[0]
