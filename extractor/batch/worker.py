"""What one process does: read a shard's articles, extract, write the shard, say so."""

import io
import json
import os
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from extractor.arrow import PROBLEM, reason, to_batch
from extractor.article import Article
from extractor.batch.shards import Shard
from extractor.batch.store import Store
from extractor.cells import require_fitting
from extractor.claim import Claim
from extractor.errors import ExtractorError
from extractor.extract import extract
from extractor.reading import Source, Unreadable, read_with_encoding
from extractor.rulepack import RulePack
from extractor.rules import Rules

IDLE = -1
"""What stands for the place in the shard while no article is being worked on."""

_POLL = 0.5


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all shards of a run."""

    store: Store
    rules: RulePack
    published: str = ""
    keep_articles: bool = False


class Orphaned(Exception):
    """The run that this process works for is gone."""


def main(job: Job, connection: Any, at: Any, slot: int, parent: int) -> None:
    """Works on the shards that come through the connection until it closes or the parent is gone."""
    # Ctrl-C reaches the whole group; the parent decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def report(place: int) -> None:
        at[slot] = place
        if os.getppid() != parent:
            raise Orphaned

    try:
        rules = job.rules.load()
        while True:
            while not connection.poll(_POLL):
                report(IDLE)
            shard = connection.recv()
            try:
                connection.send((shard.number, work(shard, job, rules, report)))
            except ExtractorError as error:
                connection.send((shard.number, error))
    except (EOFError, BrokenPipeError, ConnectionResetError, Orphaned):
        return


def work(shard: Shard, job: Job, rules: Rules, report: Callable[[int], None]) -> dict[str, Any]:
    """Writes the shard's files and its marker, and gives what the marker says."""
    claims: list[Claim] = []
    bad: list[dict[str, str]] = []
    articles: list[Article] = []
    encodings: Counter[str] = Counter()
    characters = 0
    for place, item in enumerate(shard.items):
        report(place)
        if isinstance(item, Unreadable):
            bad.append(_line(item, item.reason))
        elif place in shard.poisoned:
            bad.append(_line(item, shard.poisoned[place]))
        else:
            try:
                article, encoding = read_with_encoding(item, published=job.published)
                found = extract(article, rules)
                require_fitting(found)
            except Exception as error:  # a fault in one article must not cost the others
                bad.append(_line(item, reason(error)))
                continue
            claims += found
            characters += len(article.text)
            if encoding:
                encodings[encoding] += 1
            if job.keep_articles:
                articles.append(article)
    report(IDLE)
    files = {f"claims/{shard.name}.parquet": claims_file(claims)}
    if bad:
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in bad)
        files[f"quarantine/{shard.name}.jsonl"] = text.encode("utf-8", "backslashreplace")
    if job.keep_articles:
        files[f"articles/{shard.name}.parquet"] = _articles_file(articles)
    marker = {
        "input": shard.digest,
        "articles": len(shard.items) - len(bad),
        "claims": len(claims),
        "quarantined": len(bad),
        "characters": characters,
        "encodings": dict(sorted(encodings.items())),
    }
    job.store.finish_shard(shard.name, files, marker)
    return marker


def claims_file(claims: list[Claim]) -> bytes:
    """The claims as the bytes of a Parquet file."""
    import pyarrow as pa

    batch = to_batch(claims)
    table = pa.Table.from_batches([batch]).drop_columns([PROBLEM])
    return _parquet(table)


def _articles_file(articles: list[Article]) -> bytes:
    import pyarrow as pa

    names = ("doc_id", "title", "published", "text")
    columns = {name: pa.array([getattr(one, name) for one in articles], pa.string()) for name in names}
    return _parquet(pa.table(columns))


def _parquet(table: Any) -> bytes:
    import pyarrow.parquet as pq

    file = io.BytesIO()
    pq.write_table(table, file, compression="zstd")
    return file.getvalue()


def _line(item: Source | Unreadable, why: str) -> dict[str, str]:
    return {"doc_id": item.doc_id, "place": item.place, "reason": why}
