"""What `explain --tried` and `check --near` print: how rules fared, and which came nearest."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from extractor.analysis import Analysis
from extractor.cli.options import FINE
from extractor.corpus import articles_with_gold
from extractor.errors import InputError
from extractor.extract import Extraction, analyse
from extractor.near_miss import NearMiss, Tracer
from extractor.reading import Unreadable, read_articles
from extractor.rules import Rules
from extractor.scores import Difference, Report
from extractor.trace import Trace, page, trace

# Cells that the text around a sentence decides, not the claim rules.
_CONTEXT = frozenset({"period", "region", "agency", "speaker", "attribution", "modality"})


NOTHING = "no sentence here could hold a number\n"
"""What is said in place of sentences where there are none to show."""


def chosen(extraction: Extraction, *, line: int | None) -> list[Analysis]:
    """The sentences of the line, or all; a line that the article does not have is an `InputError`."""
    article = extraction.article
    lines = article.text.count("\n") + 1
    if line is not None and line > lines:
        raise InputError(f"{article.doc_id}: has no line {line}; its last is {lines}")
    return [one for one in extraction.analyses if line in (None, line_of(extraction, one))]


def line_of(extraction: Extraction, analysis: Analysis) -> int:
    """The line of the article's text that the sentence stands in, from 1."""
    return extraction.article.text.count("\n", 0, analysis.sentence.start) + 1


def show(options: argparse.Namespace, rules: Rules) -> int:
    """Prints the traces of an article's sentences, or writes them as a page."""
    tracer = Tracer.of(rules)
    traces = []
    for article in read_articles([options.path], published=options.published):
        if isinstance(article, Unreadable):
            raise InputError(article.reason)
        traces += [trace(one, tracer) for one in chosen(analyse(article, rules), line=options.line)]
    if options.html:
        Path(options.html).write_text(page(traces, title=str(options.path)), encoding="utf-8")
    else:
        for one in traces:
            _print(one)
        if not traces:
            print(NOTHING)
    return FINE


def nearest(options: argparse.Namespace, report: Report, rules: Rules) -> Iterator[str]:
    """For each missed or wrong row of a corpus, the rule that came nearest and where it stopped."""
    tracer = Tracer.of(rules)
    yield "\nnearest rules"
    for one in articles_with_gold(options.path, gold=options.gold):
        extraction = analyse(one.article, rules)
        seen = set()
        for difference in report.differences:
            here = difference.start, difference.end
            if difference.doc_id != one.article.doc_id or difference.what == "invented":
                continue
            if difference.column not in _CONTEXT and here not in seen:
                seen.add(here)
                for miss in _misses(difference, extraction, tracer):
                    place = f"{difference.doc_id} [{difference.start}:{difference.end}]"
                    yield f"  {place} {difference.text}: {miss}"


def _misses(difference: Difference, extraction: Extraction, tracer: Tracer) -> list[NearMiss]:
    """The best near misses at a row's number; for a wrong row, of the rules that stand before its own."""
    for analysis in extraction.analyses:
        offset = analysis.sentence.start
        for number, token in enumerate(analysis.line.tokens):
            if offset + token.start < difference.end and difference.start < offset + token.end:
                found = tracer.near_misses(analysis.line, number)
                if found:
                    own = [rule.id for rule in tracer.rules.claims]
                    before = own[: own.index(difference.rule)] if difference.rule in own else own
                    return [miss for miss in found if miss.rule.id in before and miss.element][:1]
    return []


def _print(one: Trace) -> None:
    """The trace as a table with colours where `rich` is installed and a person reads, else as text."""
    try:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text
    except ImportError:
        print(one, "\n")
        return
    if not sys.stdout.isatty():
        print(one, "\n")
        return
    tokens = one.analysis.line.tokens
    line = Text(" ").join(Text.assemble(token.text, (f"/{token.kind}", "dim")) for token in tokens)
    table = Table("", "rule", "what became of it", title=one.analysis.sentence.text, title_justify="left")
    for match in one.matches:
        state, colour = ("won", "green") if match.won else ("lost", "yellow")
        table.add_row(Text(state, colour), match.rule.id, Text(one.fate(match)))
    for number, misses in one.misses.items():
        for miss in misses:
            table.add_row(Text("near", "red"), miss.rule.id, Text(f"{tokens[number].text}: {miss}"))
    Console().print(line, table)
