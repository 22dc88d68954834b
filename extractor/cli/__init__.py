"""The command line: a thin cover of the library."""

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence

from extractor import __version__
from extractor.cli.options import FINE, WRONG
from extractor.errors import ExtractorError

# What each command does, in the order of the help; its module is loaded when it is called.
COMMANDS = {
    "extract": "turn articles into a table of claims",
    "batch": "turn a whole corpus into a folder of Parquet files, resumable",
    "check": "compare claims with gold, cell by cell",
    "explain": "show how an article's claims came about, and account for every numeral",
    "rules": "list, test, lint, measure and mutate the rules",
    "diff": "show what a change of rules does to a corpus",
    "snapshot": "store a run, to be compared with later ones",
    "audit": "ask whether an article's figures, and those of a corpus, fit together",
    "draft": "write a first gold file to correct by hand",
    "review": "correct gold on a local page, by mouse and keyboard",
    "exchange": "carry gold to Label Studio or doccano and back",
    "agree": "tell how far two annotators agree",
    "report": "make a page to read: the article with its claims marked, and the table",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    options = _parser(arguments).parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Chinese text and CSV are UTF-8 whatever the terminal's locale.
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        code = int(options.run(options))
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except ExtractorError as error:
        print(error, file=sys.stderr)
        return WRONG
    except BrokenPipeError:
        # The reader of our output (head, less) has had enough: nothing is wrong.
        _discard_output()
        return FINE
    except OSError as error:
        place = error.filename or "standard output"
        print(f"{place}: {error.strerror or error}; check the place and the room there", file=sys.stderr)
        _discard_output()
        return WRONG
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return WRONG


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="extractor",
        description="Turns Chinese press releases into a table of the numbers they claim.",
        epilog="example: extractor extract article.txt --published 2024-04-23 -o claims.csv",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    named = next((word for word in arguments if word in COMMANDS), None)
    for command, summary in COMMANDS.items():
        subparser = commands.add_parser(
            command,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if command == named:
            module = importlib.import_module(f"extractor.cli.{command}")
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
    return parser


def _discard_output() -> None:
    """What is still buffered goes nowhere, or Python would complain of it on the way out."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
