"""Why no rule took a number: for each claim rule, how far it came around it, and where it stopped.

A pattern is cut at its top-level elements. The element that holds the number is tried first,
then one more to the left at a time, then to the right, as UIMA Ruta's explain view does from
a rule's anchor. The rule that lacks the fewest elements came nearest.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import regex

from extractor.linking import ANCHORS
from extractor.mentions import TIME_LIMIT
from extractor.pattern_tree import Element, parse, walk
from extractor.rulefolder import RuleFolder, read_folder, with_pattern
from extractor.rules import Rule, Rules
from extractor.tokens import Line

_OPTIONAL = ("?", "*", "{0", "{,")


@dataclass(frozen=True, slots=True)
class NearMiss:
    """How a rule failed at a number: the element of its pattern at which it stopped, and the token there.

    `lacking` counts the elements that a match would still need; it is 0, and `element`
    empty, where the rule does match there and lost the number to another.
    """

    rule: Rule
    element: str
    token: str
    lacking: int
    matched: int

    def __str__(self) -> str:
        if not self.element:
            return f"{self.rule.id} matches here"
        where = f"at {self.token}" if self.token else "at the sentence's edge"
        return f"{self.rule.id} stopped {where}: {self.element} does not match"


@dataclass(frozen=True)
class Tracer:
    """The rules of a folder, ready to be tried in parts; the parts compiled are kept."""

    rules: Rules
    folder: RuleFolder
    parts: dict[tuple[str, str], "regex.Pattern[str] | None"] = field(default_factory=dict)

    @classmethod
    def of(cls, rules: Rules) -> "Tracer":
        """A tracer for rules that were loaded from a folder."""
        return cls(rules, read_folder(rules.folder))

    def near_misses(self, line: Line, token: int) -> list[NearMiss]:
        """For each claim rule that could take the number at a token: how near it came, the nearest first.

        Rules whose number is of another kind are left out. Among equals the earlier rule stands first.
        """
        found = [miss for rule in self.rules.claims if (miss := self._try(rule, line, token)) is not None]
        return sorted(found, key=lambda miss: (miss.lacking, -miss.matched))

    def _try(self, rule: Rule, line: Line, token: int) -> NearMiss | None:
        source = rule.source.pattern
        tries = [
            miss
            for branch in parse(source)
            for index, element in enumerate(branch)
            for role in ANCHORS
            if _holds(element, role)
            if (miss := self._around(rule, branch, index, role, line, token)) is not None
        ]
        return min(tries, key=lambda miss: (miss.lacking, -miss.matched), default=None)

    def _around(
        self, rule: Rule, branch: tuple[Element, ...], index: int, role: str, line: Line, token: int
    ) -> NearMiss | None:
        def span(first: int, last: int) -> tuple[int, int] | None:
            return self._span(rule, branch[first : last + 1], role, line, token)

        if (reached := span(index, index)) is None:
            return None
        first, last = index, index
        stopped: tuple[Element, str] | None = None
        while first > 0:
            if (wider := span(first - 1, last)) is None:
                before = reached[0] - 1
                stopped = branch[first - 1], line.tokens[before].text if before >= 0 else ""
                break
            first, reached = first - 1, wider
        while last + 1 < len(branch):
            if (wider := span(first, last + 1)) is None:
                after = reached[1]
                if stopped is None:
                    token_after = line.tokens[after].text if after < len(line.tokens) else ""
                    stopped = branch[last + 1], token_after
                break
            last, reached = last + 1, wider
        source = rule.source.pattern
        missing = [*branch[:first], *branch[last + 1 :]]
        lacking = sum(not element.quantifier(source).startswith(_OPTIONAL) for element in missing)
        text = " ".join(stopped[0].text(source).split()) if stopped else ""
        token_text = stopped[1] if stopped else ""
        return NearMiss(rule, text, token_text, max(lacking, 1) if stopped else 0, last - first + 1)

    def _span(
        self, rule: Rule, elements: tuple[Element, ...], role: str, line: Line, token: int
    ) -> tuple[int, int] | None:
        """The widest match of these elements in which the role stands on the token."""
        text = rule.source.pattern[elements[0].start : elements[-1].end]
        key = rule.id, text
        if key not in self.parts:
            part = with_pattern(rule, text, self.rules, self.folder)
            self.parts[key] = part.pattern if part else None
        pattern = self.parts[key]
        if pattern is None:
            return None
        spans: Iterable[tuple[int, int]] = (
            match.span()
            for match in pattern.finditer(line.symbols, overlapped=True, timeout=TIME_LIMIT)
            if (token, token + 1) in match.spans(role)
        )
        try:
            return max(spans, key=lambda span: span[1] - span[0], default=None)
        except TimeoutError:
            return None


def _holds(element: Element, role: str) -> bool:
    return any(inner.name == role for inner in walk(((element,),)))
