"""Articles from files, folders, tables and standard input; what cannot be read is told, not skipped.

Reading has two steps, so that many processes can share the second: `sources` finds the
articles (a table's are in it, a document is only named), `read` opens one and reads it.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.article import Article, is_date, read_metadata
from extractor.errors import InputError, unreadable
from extractor.formats.document import Document, iso_date
from extractor.formats.office import read_docx
from extractor.formats.pdf import read_pdf
from extractor.formats.plain import read_markdown, read_txt
from extractor.formats.tables import (
    ClaimsError,
    Fields,
    Row,
    read_csv_rows,
    read_jsonl_rows,
    read_parquet_rows,
)
from extractor.formats.web import read_html
from extractor.seen import Seen

DOCUMENTS: Mapping[str, Callable[..., Document]] = {
    ".txt": read_txt,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
}
"""Files that hold one article, by their ending."""

TABLES: Mapping[str, Callable[..., Iterator[Row]]] = {
    ".csv": read_csv_rows,
    ".tsv": read_csv_rows,
    ".jsonl": read_jsonl_rows,
    ".ndjson": read_jsonl_rows,
    ".parquet": read_parquet_rows,
}
"""Files that hold many; the first four also with `.gz` or `.zst` behind."""

LONGEST_ARTICLE = 5_000_000
"""Characters of the longest article that is read: some twenty novels."""

_FIELDS = Fields()
_LARGEST_FILE = 200_000_000
# What a folder says of its articles is none of them.
_ABOUT = ("metadata", "README")
_PACKED = (".gz", ".zst")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An article that could not be read: the reason names the place and the remedy."""

    reason: str
    place: str = ""
    doc_id: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where one article is: a file that is not opened yet, or the article itself out of a table."""

    doc_id: str
    place: str
    path: Path | None = None
    article: Article | None = None
    title: str = ""
    published: str = ""


def read_articles(
    paths: Iterable[str | Path], *, published: str = "", fields: Fields = _FIELDS, stdin: str = "txt"
) -> Iterator[Article | Unreadable]:
    """The articles of files, tables and folders of them, one after the other; `-` is standard input.

    Documents are `.txt`, `.md`, `.html`, `.docx`, `.pdf`, their `doc_id` the stem; tables are
    `.csv`, `.jsonl` (also `.gz`, `.zst`) and `.parquet` with the columns of `fields`. A folder is
    read with all in it but its README and tables of claims, such as gold; a document's id is then
    its path in the folder. `metadata.csv` gives title and date of the documents beside it. What it
    does not tell, the page or file does; `published` is the date of those without any. `stdin`
    says what standard input holds: txt, html, jsonl, csv.
    """
    for source in sources(paths, published=published, fields=fields, stdin=stdin):
        if isinstance(source, Unreadable):
            yield source
            continue
        try:
            yield read(source, published=published)
        except InputError as error:
            yield Unreadable(str(error), source.place, source.doc_id)


def sources(
    paths: Iterable[str | Path], *, published: str = "", fields: Fields = _FIELDS, stdin: str = "txt"
) -> Iterator[Source | Unreadable]:
    """Where the articles are, in the order of the paths; none of the documents is opened.

    The second article with an id is unreadable: their claims could not be told apart.
    """
    seen = Seen()
    for source in _all(paths, published, fields, stdin):
        if isinstance(source, Source) and not seen.add(source.doc_id):
            reason = f"{source.place}: the id {source.doc_id} is another article's too; give each its own"
            yield Unreadable(reason, source.place, source.doc_id)
        else:
            yield source


def read(source: Source, *, published: str = "") -> Article:
    """The article; what it says of itself stands in for what the metadata does not say."""
    return read_with_encoding(source, published=published)[0]


def read_with_encoding(source: Source, *, published: str = "") -> tuple[Article, str]:
    """The article, and the encoding of its file; empty where a table or the format has its own."""
    if source.article is not None:
        return source.article, ""
    assert source.path is not None
    place = source.place
    if source.path.name == "-":
        content = sys.stdin.buffer.read(_LARGEST_FILE)
        kind = source.path.parent.name
    else:
        content = _content(source.path, place)
        kind = source.path.suffix.lower()
    document = DOCUMENTS[kind](content, place=place)
    if not document.text.strip():
        raise InputError(f"{place}: is empty; give a file that holds the article's text")
    told = _known_date(document.published)
    article = _article(
        document.text,
        place=place,
        doc_id=source.doc_id,
        title=source.title or document.title,
        published=source.published or told or published,
    )
    return article, document.encoding


def _all(
    paths: Iterable[str | Path], published: str, fields: Fields, stdin: str
) -> Iterator[Source | Unreadable]:
    for path in map(Path, paths):
        try:
            if str(path) == "-":
                yield from _standard_input(f".{stdin}", published, fields)
            elif path.is_dir():
                yield from _folder(path, published, fields)
            else:
                yield from _file(path, path.stem, None, published, fields)
        except InputError as error:
            yield Unreadable(str(error), _shown(path))
        except OSError as error:
            yield Unreadable(str(unreadable(_shown(path), error)), _shown(path))


def _standard_input(kind: str, published: str, fields: Fields) -> Iterator[Source | Unreadable]:
    if kind in DOCUMENTS:
        yield Source("stdin", "standard input", Path(kind) / "-")
    elif kind in TABLES and kind != ".parquet":
        rows = TABLES[kind](Path("standard input"), fields, stream=sys.stdin.buffer)
        yield from _rows(rows, published, fields)
    else:
        raise InputError(f"standard input: {kind[1:]} cannot be read from it; use txt, html, jsonl or csv")


def _folder(folder: Path, published: str, fields: Fields) -> Iterator[Source | Unreadable]:
    empty = True
    for directory, folders, names in os.walk(folder):
        folders.sort()
        here = Path(directory)
        metadata = read_metadata(here)
        files = sorted(here / name for name in names if not name.startswith("."))
        for file in files:
            if file.stem in _ABOUT or _kind(file) not in (*DOCUMENTS, *TABLES):
                continue
            empty = False
            doc_id = (file.parent / file.stem).relative_to(folder).as_posix()
            try:
                yield from _file(file, doc_id, metadata.get(file.stem, {}), published, fields)
            except ClaimsError:
                continue
            except InputError as error:
                yield Unreadable(str(error), _shown(file))
    if empty:
        raise InputError(
            f"{folder}: holds no {' or '.join((*DOCUMENTS, *TABLES))} file; name a folder of articles"
        )


def _file(
    path: Path, doc_id: str, known: Mapping[str, str] | None, published: str, fields: Fields
) -> Iterator[Source | Unreadable]:
    kind = _kind(path)
    if kind in TABLES:
        if kind == ".parquet" and path.suffix in _PACKED:
            raise InputError(f"{path}: Parquet packs its columns itself; unpack the file first")
        yield from _rows(TABLES[kind](path, fields), published, fields)
        return
    place = _shown(path)
    if not path.exists():
        raise InputError(f"{place}: no such file; check the path")
    if kind not in DOCUMENTS:
        raise InputError(
            f"{place}: its ending names no format that is read; use {', '.join((*DOCUMENTS, *TABLES))}"
        )
    try:
        doc_id.encode("utf-8")
    except UnicodeEncodeError:
        yield Unreadable(f"{place}: its name is not UTF-8, so it can be no doc_id; rename it", place)
        return
    if known is None:
        known = read_metadata(path.parent).get(path.stem, {})
    told = known.get("published", "")
    yield Source(doc_id, place, path, None, known.get("title", ""), told)


def _rows(rows: Iterator[Row], published: str, fields: Fields) -> Iterator[Source | Unreadable]:
    for place, row in rows:
        try:
            if isinstance(row, InputError):
                raise row
            article = _of_row(row, place, published, fields)
        except InputError as error:
            doc_id = row.get(fields.doc_id) if isinstance(row, dict) else ""
            yield Unreadable(str(error), place, doc_id if isinstance(doc_id, str) else "")
        else:
            yield Source(article.doc_id, place, article=article)


def _of_row(row: Mapping[str, Any], place: str, published: str, fields: Fields) -> Article:
    doc_id, text = row.get(fields.doc_id), row.get(fields.text)
    title, told = row.get(fields.title), row.get(fields.published)
    if isinstance(doc_id, int):
        doc_id = str(doc_id)
    if not isinstance(told, str | None):
        told = iso_date(told) if hasattr(told, "isoformat") else told
    cells = {"doc_id": doc_id, "text": text, "title": title, "published": told}
    for name, cell in cells.items():
        if not isinstance(cell, str | None):
            raise InputError(f"{place}: {name} is no text; write it in quotes")
    for name, cell in (("doc_id", doc_id), ("text", text)):
        if not (cell or "").strip():
            raise InputError(f"{place}: has no {name}; give every line a doc_id and a text")
    if "\0" in str(text) or "\0" in str(doc_id):
        raise InputError(f"{place}: holds NUL characters, which no text has; take them out")
    return _article(
        str(text), place=place, doc_id=str(doc_id), title=title or "", published=iso_date(told) or published
    )


def _article(text: str, *, place: str, doc_id: str, title: str, published: str) -> Article:
    if len(text) > LONGEST_ARTICLE:
        raise InputError(f"{place}: is longer than {LONGEST_ARTICLE:,} characters; split it")
    try:
        return Article(text, doc_id=doc_id, title=title, published=published)
    except InputError as error:
        raise InputError(f"{place}: {error}") from None


def _known_date(told: str) -> str:
    """A page's own date if it is one: a wrong one in its metadata is no reason to refuse the page."""
    return told if is_date(told) else ""


def _content(path: Path, place: str) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise unreadable(place, error) from None
    if len(content) > _LARGEST_FILE:
        raise InputError(f"{place}: is larger than {_LARGEST_FILE:,} bytes; split it")
    return content


def _kind(path: Path) -> str:
    """The ending that tells the format, without one that only says how it is packed."""
    suffix = path.suffix.lower()
    return Path(path.stem).suffix.lower() if suffix in _PACKED else suffix


def _shown(path: Path) -> str:
    """The path as it can be written down, whatever bytes are in it."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
