"""Articles from files, folders and JSON Lines; what cannot be read is told, never skipped in silence."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extractor.article import Article, read_metadata
from extractor.errors import InputError

SUFFIXES = (".txt", ".jsonl")
"""The files of a folder that hold articles."""

FIELDS = ("doc_id", "text", "title", "published")
"""What an article in a table or in JSON Lines may have; the first two it must."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An article that could not be read: the reason names the place and the remedy."""

    reason: str


def read_articles(paths: Iterable[str | Path], *, published: str = "") -> Iterator[Article | Unreadable]:
    """The articles of files (`.txt`, `.jsonl`) and folders of them, one after the other.

    A line of JSON Lines has `doc_id` and `text`, and may have `title` and `published`;
    a folder's `metadata.csv` gives title and date of its text files. `published`
    is the date of those that come without one.
    """
    for path in map(Path, paths):
        yield from _read(path, published, None)


def _read(
    path: Path, published: str, metadata: Mapping[str, Mapping[str, str]] | None
) -> Iterator[Article | Unreadable]:
    try:
        if path.is_dir():
            yield from _read_folder(path, published)
        elif path.suffix.lower() == ".jsonl":
            yield from _read_lines(path, published)
        else:
            yield _dated(Article.read(path, metadata=metadata), published)
    except InputError as error:
        yield Unreadable(str(error))
    except OSError as error:
        yield Unreadable(f"{path}: cannot be read ({error.strerror}); check the path and its rights")


def _read_folder(folder: Path, published: str) -> Iterator[Article | Unreadable]:
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES)
    if not files:
        raise InputError(f"{folder}: holds no {' or '.join(SUFFIXES)} file; name a folder of articles")
    metadata = read_metadata(folder)
    for file in files:
        yield from _read(file, published, metadata)


def _dated(article: Article, published: str) -> Article:
    return article if article.published else replace(article, published=published)


def _read_lines(path: Path, published: str) -> Iterator[Article | Unreadable]:
    empty = True
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                empty = False
                try:
                    yield _article(line, f"{path}:{number}", published)
                except InputError as error:
                    yield Unreadable(str(error))
    if empty:
        raise InputError(f"{path}: is empty; write one object with doc_id and text a line")


def _article(line: bytes, place: str, published: str) -> Article:
    try:
        record: Any = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"{place}: is not UTF-8 text (byte {error.start}); convert the file first") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: is no JSON ({error}); write one object a line") from None
    if not isinstance(record, dict):
        raise InputError(f"{place}: is no JSON object; write one object with doc_id and text a line")
    for name in FIELDS:
        if not isinstance(record.get(name) or "", str):
            raise InputError(f"{place}: {name} is no text; write it in quotes")
    for name in ("doc_id", "text"):
        if not (record.get(name) or "").strip():
            raise InputError(f"{place}: has no {name}; give every line a doc_id and a text")
    try:
        return Article(
            record["text"],
            doc_id=record["doc_id"],
            title=record.get("title") or "",
            published=record.get("published") or published,
        )
    except InputError as error:
        raise InputError(f"{place}: {error}") from None
