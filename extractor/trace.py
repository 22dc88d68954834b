"""How a sentence was read: its tokens, which rules matched, which lost to whom, how near others came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from extractor.analysis import Analysis
from extractor.linking import ANCHORS, Linked, token_matches
from extractor.near_miss import NearMiss, Tracer
from extractor.rules import Rule

# Kinds of token that can be the anchor of a row.
NUMBER_KINDS = frozenset(
    {"quantity", "percent", "points", "multiple", "fraction", "rank", "flat", "small_count"}
)
MISSES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Match:
    """A match of a rule: the numbers (tokens) it reached for, and the id of the rule that has each."""

    rule: Rule
    winners: Mapping[int, str]

    @property
    def won(self) -> bool:
        """Whether the rule kept one of its numbers."""
        return self.rule.id in self.winners.values()


@dataclass(frozen=True, slots=True)
class Trace:
    """The reading of one sentence; in a notebook it shows itself as a table."""

    analysis: Analysis
    matches: tuple[Match, ...]
    misses: Mapping[int, tuple[NearMiss, ...]]
    tried: int

    def __str__(self) -> str:
        tokens = self.analysis.line.tokens
        lines = [self.analysis.sentence.text]
        lines.append("  tokens  " + " ".join(f"{token.text}/{token.kind}" for token in tokens))
        lines.append(f"  tried   {self.tried} rules")
        for match in self.matches:
            lines.append(f"  {'won ' if match.won else 'lost'}    {match.rule.id}: {self.fate(match)}")
        for token, misses in self.misses.items():
            lines += [f"  near    {tokens[token].text}: {miss}" for miss in misses]
        return "\n".join(lines)

    def fate(self, match: Match) -> str:
        """What became of a match's numbers: 19.4万件 is its own, 4家 went to verb-count-object."""
        tokens = self.analysis.line.tokens
        return ", ".join(
            tokens[token].text if winner == match.rule.id else f"{tokens[token].text} went to {winner}"
            for token, winner in match.winners.items()
        )

    def _repr_html_(self) -> str:
        tokens = self.analysis.line.tokens
        cells = "".join(
            f"<td>{escape(token.text)}<br><small>{escape(token.kind)}</small></td>" for token in tokens
        )
        rows = "".join(
            f"<tr><td>{'won' if match.won else 'lost'}</td><td>{escape(match.rule.id)}</td>"
            f"<td>{escape(self.fate(match))}</td></tr>"
            for match in self.matches
        )
        rows += "".join(
            f"<tr><td>near</td><td>{escape(miss.rule.id)}</td>"
            f"<td>{escape(tokens[token].text)}: {escape(str(miss))}</td></tr>"
            for token, misses in self.misses.items()
            for miss in misses
        )
        sentence = escape(self.analysis.sentence.text)
        return f"<p>{sentence}</p><table><tr>{cells}</tr></table><table>{rows}</table>"


def trace(analysis: Analysis, tracer: Tracer) -> Trace:
    """How the claim rules fared in a sentence, with the nearest misses at each number that no row stands on.

    >>> from extractor import Article, Rules, analyse
    >>> extraction = analyse(Article("全市专利授权量19.4万件。"))
    >>> read = trace(extraction.analyses[0], Tracer.of(Rules.bundled()))
    >>> any(match.won for match in read.matches)
    True
    """
    line, owner = analysis.line, owners(analysis.linked)
    matches = []
    for rule in tracer.rules.claims:
        for captures in token_matches(line, rule):
            reached = [start for role in (*ANCHORS, "aside") for start, _ in captures.get(role, ())]
            if reached:
                winners = {start: owner.get(start, rule.id) for start in sorted(reached)}
                matches.append(Match(rule, winners))
    used = {token for row in analysis.rows for token in row.numbers} | owner.keys()
    misses = {
        number: tuple(tracer.near_misses(line, number)[:MISSES_SHOWN])
        for number, token in enumerate(line.tokens)
        if token.kind in NUMBER_KINDS and number not in used
    }
    return Trace(analysis, tuple(matches), misses, len(tracer.rules.claims))


def owners(linked: Linked) -> dict[int, str]:
    """The rule that each number (token) of a line went to, by its id."""
    owner: dict[int, str] = {}
    for draft in linked.drafts:
        owner.update({span[0]: draft.rule.id for role, span in draft.roles.items() if role in ANCHORS})
    owner.update({token: rule.id for token, rule in linked.aside.items()})
    return owner


def page(traces: Iterable[Trace], *, title: str) -> str:
    """The traces as one HTML page that loads nothing."""
    body = "\n".join(f"<section>{trace._repr_html_()}</section>" for trace in traces)
    style = (
        "body{font:16px/1.5 sans-serif;margin:2em}table{border-collapse:collapse;margin:.5em 0}"
        "td{border:1px solid #bbb;padding:.1em .5em;vertical-align:top}small{color:#555}"
    )
    return (
        f'<!doctype html>\n<html lang="zh"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{style}</style></head>\n<body><h1>{escape(title)}</h1>\n{body}\n</body></html>\n"
    )
