"""Articles from files, folders and JSON Lines; what cannot be read is told, never skipped in silence."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.article import Article
from extractor.errors import InputError


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
        try:
            yield from _read(path, published)
        except InputError as error:
            yield Unreadable(str(error))


def _read(path: Path, published: str) -> Iterator[Article | Unreadable]:
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix in (".txt", ".jsonl"))
        if not files:
            raise InputError(f"{path}: holds no .txt or .jsonl file; name a folder of articles")
        yield from read_articles(files, published=published)
    elif path.suffix == ".jsonl":
        yield from _read_lines(path, published)
    else:
        article = Article.read(path)
        yield (
            article if article.published else Article(article.text, article.doc_id, article.title, published)
        )


def _read_lines(path: Path, published: str) -> Iterator[Article | Unreadable]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise InputError(f"{path}: cannot be opened ({error.strerror}); check the path") from None
    with file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                try:
                    yield _article(line, f"{path}:{number}", published)
                except InputError as error:
                    yield Unreadable(str(error))


def _article(line: bytes, place: str, published: str) -> Article:
    try:
        record: Any = json.loads(line.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError(f"{place}: is no JSON object in UTF-8 ({error}); write one object a line") from None
    if not isinstance(record, dict):
        raise InputError(f"{place}: is no JSON object; write one object with doc_id and text a line")
    for name in ("doc_id", "text"):
        if not isinstance(record.get(name), str) or not record[name].strip():
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
