"""The command line: a thin cover of the library."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from extractor.errors import ExtractorError

# What each command does, in the order of the help; its module is loaded when it is called.
COMMANDS = {
    "extract": "turn articles into a table of claims",
    "check": "compare claims with gold, cell by cell",
    "explain": "show how an article's claims came about, and account for every numeral",
    "rules": "list, test and lint the rules",
}

FINE, FOUND, WRONG = 0, 1, 2
"""Exit codes: all is well; the check found what it was asked to find; the input or the call was wrong."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    parser = argparse.ArgumentParser(
        prog="extractor",
        description="Turns Chinese press releases into a table of the numbers they claim.",
        epilog="example: extractor extract article.txt --published 2024-04-23 -o claims.csv",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {_version()}")
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
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except ExtractorError as error:
        print(error, file=sys.stderr)
        return WRONG
    except BrokenPipeError:
        # The reader of our output (head, less) has had enough: nothing is wrong.
        sys.stderr.close()
        return FINE


def _version() -> str:
    from importlib.metadata import version

    return version("extractor")
