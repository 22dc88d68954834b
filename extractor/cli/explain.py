"""`extractor explain`: how an article's claims came about, and what became of every numeral."""

import argparse

from extractor.analysis import Analysis
from extractor.article import Article
from extractor.explain import Numeral, account
from extractor.extract import Extraction, analyse
from extractor.rules import Rules


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "example: extractor explain corpus/beijing-ip-2023.txt --line 1"
    parser.add_argument("path", metavar="PATH", help="a .txt file")
    parser.add_argument("--line", type=int, metavar="N", help="only the N-th line of the file")
    parser.add_argument("--published", default="", metavar="DATE", help="the article's date, e.g. 2024-04-23")
    parser.add_argument("--rules", metavar="DIR", help="a folder of rules in place of the bundled one")


def run(options: argparse.Namespace) -> int:
    from extractor.cli import FINE

    rules = Rules.load(options.rules) if options.rules else Rules.bundled()
    extraction = analyse(Article.read(options.path, published=options.published), rules)
    numerals = account(extraction)
    shown = [
        analysis for analysis in extraction.analyses if options.line in (None, _line(extraction, analysis))
    ]
    for analysis in shown:
        print(_explained(extraction, analysis, numerals))
    unexplained = sum(numeral.state == "unexplained" for numeral in numerals)
    print(f"{len(numerals)} numerals, {unexplained} unexplained")
    return FINE


def _line(extraction: Extraction, analysis: Analysis) -> int:
    return extraction.article.text.count("\n", 0, analysis.sentence.start) + 1


def _explained(extraction: Extraction, analysis: Analysis, numerals: tuple[Numeral, ...]) -> str:
    sentence = analysis.sentence
    lines = [f"line {_line(extraction, analysis)}: {sentence.text}"]
    lines.append("  tokens   " + " ".join(f"{token.text}/{token.kind}" for token in analysis.line.tokens))
    for claim in extraction.claims:
        if sentence.start <= claim.start < sentence.end:
            lines.append(f"  claim    {claim.text}: {claim.indicator or '-'} (rule {claim.rule})")
    for numeral in numerals:
        if sentence.start <= numeral.start < sentence.end:
            because = f" by {numeral.rule}" if numeral.rule else ""
            lines.append(f"  numeral  {numeral.text} at {numeral.start}: {numeral.state}{because}")
    return "\n".join(lines) + "\n"
