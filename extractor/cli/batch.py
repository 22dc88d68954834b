"""`extractor batch`: a whole corpus into a folder, by as many processes as asked for."""

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from extractor import batch
from extractor.cli.options import FINE, FOUND, add_columns, add_published, add_rules, columns
from extractor.errors import ExtractorError, InputError
from extractor.extras import require
from extractor.formats.tables import Fields
from extractor.reading import sources

EXAMPLES = """\
examples:
  extractor batch news.jsonl.gz claims/ --jobs 8         a table into claims/claims/*.parquet
  extractor batch archive/ claims/ --jobs 8              a folder of documents and tables; again: it resumes
  zcat *.jsonl.gz | extractor batch - claims/            JSON Lines from standard input

Exit code: 0 all articles are read, 1 some are in quarantine.jsonl, 2 it could not go on.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    parser.add_argument(
        "paths", nargs="+", metavar="IN", help="documents, tables or folders of them; - is standard input"
    )
    parser.add_argument(
        "folder", metavar="OUT_DIR", help="the folder to write to; a run that stopped goes on there"
    )
    parser.add_argument(
        "--jobs", type=_positive, default=1, metavar="N", help="processes (default 1; 0: one a core)"
    )
    parser.add_argument(
        "--fresh", action="store_true", help="start over: delete what an earlier batch wrote there"
    )
    parser.add_argument(
        "--keep-articles", action="store_true", help="write the texts too; offsets count in them"
    )
    parser.add_argument(
        "--shard", type=_positive, default=500, metavar="N", help="articles a shard (default 500)"
    )
    parser.add_argument(
        "--timeout", type=float, default=60.0, metavar="S", help="seconds an article may take (60)"
    )
    parser.add_argument(
        "--stdin", default="jsonl", metavar="FORMAT", help="what standard input is: jsonl, csv, txt, html"
    )
    add_columns(parser)
    add_published(parser)
    add_rules(parser)


def run(options: argparse.Namespace) -> int:
    for path in options.paths:
        # A path named wrongly is a wrong call, not a bad article among good ones.
        if path != "-" and not os.path.lexists(path):
            raise InputError(f"{path}: no such file or folder; check the path")
    fields = columns(options)
    begun = time.monotonic()
    try:
        with _progress(options, fields) as progress:
            summary = batch.run(
                options.paths,
                options.folder,
                jobs=options.jobs or os.cpu_count() or 1,
                rules=options.rules,
                published=options.published,
                fields=fields,
                stdin=options.stdin,
                shard_articles=options.shard or 500,
                keep_articles=options.keep_articles,
                timeout=options.timeout,
                fresh=options.fresh,
                progress=progress,
            )
    except KeyboardInterrupt:
        raise ExtractorError(f"{options.folder}: interrupted; call again to go on") from None
    seconds = max(time.monotonic() - begun, 1e-9)
    print(
        f"{summary.articles:,} articles, {summary.claims:,} claims, {summary.quarantined:,} in quarantine; "
        f"{summary.new_shards} of {summary.shards} shards new, {seconds:.1f} s",
        *(f"{count:,} in {name}" for name, count in summary.encodings.items() if name != "utf-8"),
        sep="; ",
        file=sys.stderr,
    )
    if summary.quarantined:
        print(f"see {Path(options.folder, 'quarantine.jsonl')}", file=sys.stderr)
        return FOUND
    return FINE


@contextlib.contextmanager
def _progress(options: argparse.Namespace, fields: Fields) -> Iterator[Callable[[int], None]]:
    """What hears the number of articles done: on a terminal a bar with rate and time left, else nobody."""
    if not (sys.stderr and sys.stderr.isatty()):
        yield lambda articles: None
        return
    rich = require("rich.progress", extra="batch", purpose="the progress bar")
    columns = [
        rich.TextColumn("{task.description}"), rich.BarColumn(), rich.MofNCompleteColumn(),
        rich.TextColumn("{task.fields[rate]}"), rich.TimeRemainingColumn(),
    ]  # fmt: skip
    console = require("rich.console", extra="batch", purpose="the progress bar").Console(stderr=True)
    # No thread of its own, since processes are forked; it is drawn when articles are done.
    with rich.Progress(*columns, console=console, auto_refresh=False, speed_estimate_period=60) as bar:
        total = None
        if "-" not in options.paths:
            total = sum(1 for _ in sources(options.paths, published=options.published, fields=fields))
        task = bar.add_task("articles", total=total, rate="")
        begun, drawn = time.monotonic(), 0.0

        def draw(articles: int) -> None:
            nonlocal drawn
            now = time.monotonic()
            if now - drawn > 0.2 or articles == total:
                drawn = now
                bar.update(task, completed=articles, rate=f"{articles / (now - begun):,.0f}/s")
                bar.refresh()

        yield draw


def _positive(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is no number; write digits")
    return int(text)
