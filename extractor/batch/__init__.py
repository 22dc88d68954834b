"""Whole corpora into a folder of Parquet files: sharded, resumable, bad articles set aside."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.article import Article
from extractor.batch import pool
from extractor.batch.shards import Shard, cut
from extractor.batch.store import Store
from extractor.batch.worker import Job
from extractor.errors import InputError
from extractor.extract import extract
from extractor.extras import require
from extractor.formats.tables import Fields
from extractor.reading import sources
from extractor.rulepack import RulePack

_FIELDS = Fields()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a batch came to: articles, claims, bad articles, and how many of the shards were new."""

    articles: int
    claims: int
    quarantined: int
    characters: int
    shards: int
    new_shards: int
    encodings: dict[str, int] = field(default_factory=dict)


def run(
    paths: Iterable[str | Path],
    folder: str | Path,
    *,
    jobs: int = 1,
    rules: str | Path | None = None,
    published: str = "",
    fields: Fields = _FIELDS,
    stdin: str = "jsonl",
    shard_articles: int = 500,
    keep_articles: bool = False,
    timeout: float = 60.0,
    fresh: bool = False,
    progress: Callable[[int], None] = lambda articles: None,
) -> Summary:
    """The claims of all articles in `folder/claims/*.parquet`, the bad ones in `folder/quarantine.jsonl`.

    Called again it goes on where it was stopped; with other rules, another version or other
    input it refuses (`InputError`) unless `fresh`. The files are the same for any
    number of `jobs`. `keep_articles` writes the texts too: the offsets of claims out of web pages, Word
    files and PDF count in them. `progress` hears the number of articles done so far.
    """
    require("pyarrow", extra="batch", purpose="a batch")
    named = [Path(path) for path in paths]
    pack = RulePack.of(rules)
    store = Store(folder)
    with store.locked():
        if fresh:
            store.clear()
        store.begin(_manifest(named, pack, published, fields, stdin, shard_articles, keep_articles))
        store.sweep()
        totals: Counter[str] = Counter()
        encodings: Counter[str] = Counter()
        names: set[str] = set()

        def count(name: str, marker: dict[str, Any]) -> None:
            names.add(name)
            encodings.update(marker["encodings"])
            totals.update({key: marker[key] for key in ("articles", "claims", "quarantined", "characters")})

        def done() -> int:
            return totals["articles"] + totals["quarantined"]

        def missing() -> Iterator[Shard]:
            found = sources(named, published=published, fields=fields, stdin=stdin)
            for shard in cut(found, most_articles=shard_articles):
                marker = store.complete(shard.name)
                if marker is None:
                    if finished:
                        raise _changed(store, shard)
                    yield shard
                elif marker["input"] != shard.digest:
                    raise _changed(store, shard)
                else:
                    count(shard.name, marker)
                    progress(done())

        finished = store.finished()
        todo = missing()
        first = next(todo, None)
        new = 0
        if first is not None:
            # Here, once, so that forked processes find rules and dictionary in their memory.
            extract(Article("全市专利授权量19.4万件。"), pack.load())
            job = Job(store, pack, published, keep_articles)
            results = pool.run(
                _chained(first, todo), job, jobs=jobs, timeout=timeout,
                progress=lambda inside: progress(done() + inside),
            )  # fmt: skip
            for shard, marker in results:
                count(shard.name, marker)
                new += 1
                progress(done())
        if left := sorted(set(store.names()) - names):
            raise InputError(
                f"{store.folder}: shard {left[0]} is of other input; name a new folder or use --fresh"
            )
        ordered = ("articles", "claims", "quarantined", "characters")
        summary = {name: totals[name] for name in ordered} | {"shards": len(names)}
        summary["encodings"] = dict(sorted(encodings.items()))  # type: ignore[assignment]
        store.finish(summary, sorted(names))
    return Summary(**summary, new_shards=new)  # type: ignore[arg-type]


def _chained(first: Shard, rest: Iterator[Shard]) -> Iterator[Shard]:
    yield first
    yield from rest


def _changed(store: Store, shard: Shard) -> InputError:
    return InputError(
        f"{store.folder}: the input has changed since (shard {shard.name}, from {shard.items[0].place}); "
        "name a new folder, or start over with --fresh"
    )


def _manifest(
    paths: list[Path], pack: RulePack, published: str, fields: Fields, stdin: str, most: int, keep: bool
) -> dict[str, Any]:
    from importlib.metadata import version

    return {
        "format": 1,
        "version": version("extractor"),
        "rules": pack.digest,
        "input": [os.fsencode(path).decode("utf-8", "backslashreplace") for path in paths],
        "options": {
            "published": published,
            "columns": [fields.doc_id, fields.text, fields.title, fields.published],
            "stdin": stdin,
            "shard_articles": most,
            "keep_articles": keep,
        },
    }
