"""Articles in the rows of CSV, JSON Lines and Parquet, one at a time, each row's faults its own."""

import codecs
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from extractor.errors import InputError, unreadable
from extractor.extras import require
from extractor.formats.encodings import decode, marked
from extractor.formats.streams import LONGEST_LINE, SAMPLE, Filled, lines, opened

Row = tuple[str, dict[str, Any] | InputError]
"""A row's place (file:line), and its cells by the names of `Fields`, or what is wrong with it."""


class ClaimsError(InputError):
    """A table of claims, as gold files are, where articles were wanted."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The columns in which a table holds its articles: the last two may be missing."""

    doc_id: str = "doc_id"
    text: str = "text"
    title: str = "title"
    published: str = "published"


def read_csv_rows(path: Path, fields: Fields, *, stream: IO[bytes] | None = None) -> Iterator[Row]:
    """The rows of a CSV file, or of a TSV file by its name; the header says which column is which."""
    place = str(path)
    with opened(path, place=str(path), stream=stream) as content:
        head = content.peek(SAMPLE)
        reader = io.TextIOWrapper(content, encoding=_encoding(head, place), newline="")
        # The default of 128 KiB is shorter than a long article.
        csv.field_size_limit(LONGEST_LINE)
        rows = csv.reader(reader, delimiter="\t" if ".tsv" in path.suffixes else ",", strict=True)
        try:
            header = [name.removeprefix("\ufeff").strip() for name in next(rows, [])]
            _require_columns(f"{place}:1", header, fields)
            while True:
                number = rows.line_num + 1
                cells = next(rows, None)
                if cells is None:
                    return
                if not cells:
                    continue
                if len(cells) == len(header):
                    yield f"{place}:{number}", dict(zip(header, cells, strict=True))
                else:
                    count = f"{len(cells)} cells under a header of {len(header)}"
                    error = InputError(f"{place}:{number}: {count}; quote cells that hold a comma")
                    yield f"{place}:{number}", error
        except UnicodeDecodeError as error:
            raise InputError(
                f"{place}: after line {rows.line_num}: is not valid {error.encoding} ({error.reason}); "
                "repair the file or save it as UTF-8"
            ) from None
        except csv.Error as error:
            raise InputError(
                f"{place}:{rows.line_num}: is no CSV ({error}); quote cells as in RFC 4180"
            ) from None


def read_jsonl_rows(path: Path, fields: Fields, *, stream: IO[bytes] | None = None) -> Iterator[Row]:
    """The objects of a JSON Lines file; a line that is none does not keep the next from being read."""
    empty = True
    with opened(path, place=str(path), stream=stream) as content:
        try:
            encoding = _encoding(content.peek(SAMPLE), str(path))
        except InputError:
            encoding = "utf-8"  # some line is damaged: each answers for itself
        for number, line in lines(_as_utf8(content, encoding)):
            place = f"{path}:{number}"
            if line is None:
                empty = False
                yield (
                    place,
                    InputError(
                        f"{place}: is longer than {LONGEST_LINE:,} bytes; give each article a line of its own"
                    ),
                )
            elif line.strip():
                empty = False
                yield place, _object(line, place, "utf-8-sig" if encoding.startswith("utf") else encoding)
    if empty:
        raise InputError(f"{path}: is empty; write one object with {fields.doc_id} and {fields.text} a line")


def read_parquet_rows(path: Path, fields: Fields) -> Iterator[Row]:
    """The rows of a Parquet file, only the columns that are wanted, 256 at a time."""
    parquet = require("pyarrow.parquet", extra="parquet", purpose=f"{path}: reading Parquet")
    arrow = require("pyarrow", extra="parquet", purpose=f"{path}: reading Parquet")
    try:
        with parquet.ParquetFile(path, pre_buffer=False) as file:
            names = list(file.schema_arrow.names)
            _require_columns(str(path), names, fields)
            wanted = [name for name in names if name in _wanted(fields)]
            number = 0
            for batch in file.iter_batches(batch_size=256, columns=wanted, use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    yield f"{path}:{number}", row
    except (FileNotFoundError, PermissionError) as error:
        raise unreadable(path, error) from None
    except (arrow.ArrowException, OSError) as error:
        raise InputError(f"{path}: is no Parquet file or damaged ({error}); get it anew") from None


def _encoding(head: bytes, place: str) -> str:
    if mark := marked(head):
        return mark
    # A sample that is cut may end in half a character; a line's end is none, in UTF-16 two bytes.
    cut = len(head) // 2 * 2 if b"\0" in head else head.rfind(b"\n") + 1
    whole = head if len(head) < SAMPLE or not cut else head[:cut]
    return decode(whole, place=place)[1]


def _as_utf8(content: io.BufferedReader, encoding: str) -> io.BufferedReader:
    """Lines are found by the byte of their end, which in UTF-16 is part of characters too."""
    if not encoding.lower().startswith(("utf-16", "utf_16", "utf-32")):
        return content
    return io.BufferedReader(Filled(codecs.EncodedFile(content, "utf-8", encoding)))


def _object(line: bytes, place: str, encoding: str) -> dict[str, Any] | InputError:
    try:
        record = json.loads(line.decode(encoding))
    except UnicodeDecodeError as error:
        name = "UTF-8" if encoding.startswith("utf") else encoding
        return InputError(f"{place}: is not {name} text (byte {error.start}); convert the file first")
    except (ValueError, RecursionError) as error:
        return InputError(f"{place}: is no JSON ({error}); write one object a line")
    if not isinstance(record, dict):
        return InputError(f"{place}: is no JSON object; write one object with doc_id and text a line")
    return record


def _wanted(fields: Fields) -> tuple[str, ...]:
    return fields.doc_id, fields.text, fields.title, fields.published


def _require_columns(place: str, header: list[str], fields: Fields) -> None:
    if {"doc_id", "kind", "start", "end", "text"} <= set(header) and fields == Fields():
        raise ClaimsError(f"{place}: is a table of claims; give one of articles, with doc_id and text")
    missing = [name for name in (fields.doc_id, fields.text) if name not in header]
    if missing:
        raise InputError(
            f"{place}: has no column {' and '.join(missing)}, only {', '.join(header) or 'nothing'}; "
            "name the columns that hold the id and the text (--id, --text)"
        )
