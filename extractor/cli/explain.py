"""`extractor explain`: how an article's claims came about, and what became of every numeral."""

import argparse
import sys
from collections.abc import Iterator

from extractor.analysis import Analysis
from extractor.cells import gist
from extractor.cli.options import FINE, WRONG, add_path, add_published, add_rules, load_rules
from extractor.cli.tracing import NOTHING, chosen, line_of, show
from extractor.errors import ExtractorError, InputError
from extractor.explain import Numeral, account
from extractor.extract import Extraction, analyse
from extractor.reading import Unreadable, read_articles

EXAMPLES = """\
examples:
  extractor explain article.txt --published 2024-04-23
  extractor explain article.txt --line 3               only the third line of the text
  extractor explain article.txt --line 3 --tried       which rules matched, lost, or nearly matched
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    add_path(parser)
    parser.add_argument(
        "--line", type=_line_number, metavar="N", help="only the N-th line of each article's text"
    )
    parser.add_argument(
        "--tried", action="store_true", help="tell which rules matched, which lost, and how near others came"
    )
    parser.add_argument("--html", metavar="FILE", help="write what --tried tells as one HTML page")
    add_published(parser)
    add_rules(parser)


def run(options: argparse.Namespace) -> int:
    rules = load_rules(options)
    if options.tried or options.html:
        return show(options, rules)
    failed = False
    for article in read_articles([options.path], published=options.published):
        try:
            if isinstance(article, Unreadable):
                raise InputError(article.reason)
            for part in _explained(analyse(article, rules), line=options.line):
                print(part)
        except ExtractorError as error:
            failed = True
            print(error, file=sys.stderr)
    return WRONG if failed else FINE


def _explained(extraction: Extraction, *, line: int | None) -> Iterator[str]:
    article, numerals = extraction.article, account(extraction)
    shown = chosen(extraction, line=line)
    yield f"{article.doc_id}, published {article.published or 'at no known date'}\n"
    for analysis in shown:
        yield _sentence(extraction, analysis, numerals)
    if not shown:
        yield NOTHING
    if line is None:
        unexplained = sum(numeral.state == "unexplained" for numeral in numerals)
        yield f"{len(extraction.claims)} claims; {len(numerals)} numerals, {unexplained} unexplained"


def _sentence(extraction: Extraction, analysis: Analysis, numerals: tuple[Numeral, ...]) -> str:
    sentence = analysis.sentence
    lines = [f"line {line_of(extraction, analysis)}: {sentence.text}"]
    lines.append("  tokens   " + " ".join(f"{token.text}/{token.kind}" for token in analysis.line.tokens))
    for claim in extraction.claims:
        if sentence.start <= claim.start < sentence.end:
            lines.append(f"  claim    {claim.text} at {claim.start}: {gist(claim)} (rule {claim.rule})")
    for numeral in numerals:
        if sentence.start <= numeral.start < sentence.end:
            because = f" ({numeral.rule})" if numeral.rule else ""
            lines.append(f"  numeral  {numeral.text} at {numeral.start}: {numeral.state}{because}")
    return "\n".join(lines) + "\n"


def _line_number(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no line; lines count from 1")
    return int(text)
