"""Claims read from the rows of a CSV or JSON Lines file, every problem of the file at once."""

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TextIO, TypeVar

from extractor.cells import parse_row
from extractor.claim import COLUMNS, GOLD_COLUMNS, Claim
from extractor.errors import InputError

File = str | os.PathLike[str] | TextIO
"""A path, or a text stream that is read or written as it stands."""

ParseRow = Callable[[str, Mapping[str, Any]], Claim]
Record = TypeVar("Record")

_PROBLEMS_SHOWN = 20


def read_csv_claims(
    file: File, *, columns: Sequence[str] = COLUMNS, exact: bool = False, parse: ParseRow = parse_row
) -> tuple[Claim, ...]:
    """The claims in a CSV file, their numbers exact.

    The header names `columns`, in any order and perhaps without those that follow
    the guide's 23; `exact` asks for just `columns` in just their order. `parse` makes a claim of a
    row's place (file:line) and cells. All that is wrong is one `InputError`, a
    line each. A byte order mark, as Excel writes it, is skipped.
    """
    name = file_name(file)
    with opened(file, "r") as stream:
        records = _csv_records(stream, name)
        place, first = next(records, (f"{name}:1", []))
        header = [first[0].removeprefix("\ufeff"), *first[1:]] if first else []
        _check_header(place, header, columns, exact=exact)

        def cells(place: str, record: list[str]) -> dict[str, str]:
            if len(record) != len(header):
                count = f"{len(record)} cells under a header of {len(header)}"
                raise InputError(f"{place}: {count}; quote cells that hold a comma")
            return dict(zip(header, record, strict=True))

        return parse_all(records, lambda place, record: parse(place, cells(place, record)))


def read_jsonl_claims(file: File) -> tuple[Claim, ...]:
    """The claims in a JSON Lines file, their numbers exact; errors as for `read_csv_claims`."""
    name = file_name(file)

    def parse(place: str, line: str) -> Claim:
        try:
            cells = json.loads(line, parse_float=Decimal, parse_constant=str)
        except ValueError as error:
            raise InputError(f"{place}: is no JSON ({error}); write one object a line") from None
        if not isinstance(cells, dict):
            raise InputError(f"{place}: is no JSON object; write one object a line")
        require_columns(place, list(cells), COLUMNS)
        return parse_row(place, cells)

    with opened(file, "r") as stream:
        lines = ((f"{name}:{number}", line) for number, line in enumerate(stream, 1) if line.strip())
        return parse_all(lines, parse)


def parse_all(
    records: Iterable[tuple[str, Record]], parse: Callable[[str, Record], Claim]
) -> tuple[Claim, ...]:
    """The claims of all records; if any has problems, one `InputError` with the first twenty of all."""
    claims: list[Claim] = []
    problems: list[str] = []
    for place, record in records:
        try:
            claims.append(parse(place, record))
        except InputError as error:
            problems.extend(str(error).split("\n"))
    if len(problems) > _PROBLEMS_SHOWN:
        rest = len(problems) - _PROBLEMS_SHOWN
        problems[_PROBLEMS_SHOWN:] = [f"… and {rest} more; mend these first"]
    if problems:
        raise InputError("\n".join(problems))
    return tuple(claims)


def require_columns(place: str, given: Sequence[str], columns: Sequence[str]) -> None:
    """Nothing if `given` has the guide's columns and none but `columns`, else `InputError`, a line each."""
    problems = [
        f"{place}: {column}: no such column; delete it, the columns are {', '.join(columns)}"
        for column in given
        if column not in columns
    ]
    problems += [
        f"{place}: {column}: the column is missing; add it, its cells may be empty"
        for column in GOLD_COLUMNS
        if column not in given
    ]
    problems += [
        f"{place}: {column}: the column stands there twice; delete one"
        for column in dict.fromkeys(given)
        if given.count(column) > 1
    ]
    if problems:
        raise InputError("\n".join(problems))


@contextmanager
def opened(file: File, mode: Literal["r", "w"]) -> Iterator[TextIO]:
    """The file opened as UTF-8 with its line ends left alone; a stream is handed on and not closed."""
    if not isinstance(file, str | os.PathLike):
        yield file
        return
    try:
        stream = Path(file).open(mode, encoding="utf-8", newline="")  # noqa: SIM115 (closed below)
    except FileNotFoundError:
        what = "no such file; check the path" if mode == "r" else "no such folder; make it first"
        raise InputError(f"{file}: {what}") from None
    except OSError as error:
        raise InputError(f"{file}: cannot be opened ({error.strerror}); check path and rights") from None
    with stream:
        try:
            yield stream
        except UnicodeDecodeError as error:
            raise InputError(f"{file}: is no UTF-8 ({error.reason}); save it as UTF-8") from None


def file_name(file: File) -> str:
    """How errors call the file: its path, or a stream's name if it has one."""
    if isinstance(file, str | os.PathLike):
        return os.fspath(file)
    return str(getattr(file, "name", "table"))


def _csv_records(stream: TextIO, name: str) -> Iterator[tuple[str, list[str]]]:
    reader = csv.reader(stream, strict=True)
    while True:
        place = f"{name}:{reader.line_num + 1}"
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputError(f"{place}: is no CSV ({error}); quote cells as in RFC 4180") from None
        if record:
            yield place, record


def _check_header(place: str, header: Sequence[str], columns: Sequence[str], *, exact: bool) -> None:
    if not header:
        raise InputError(f"{place}: is empty; the first line must be {','.join(columns)}")
    require_columns(place, header, columns)
    if exact and tuple(header) != tuple(columns):
        raise InputError(f"{place}: the columns stand in another order; write {','.join(columns)}")
