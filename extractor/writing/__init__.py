"""Tables of claims out and back: CSV, JSON Lines, Parquet, Excel, DuckDB, SQLite, PostgreSQL.

The format follows from the target: a file's ending, or a database's URL. What was
written reads back as the same frame, dtypes included.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from extractor import table
from extractor.errors import InputError
from extractor.writing.duck import read_duckdb, write_duckdb
from extractor.writing.excel import read_xlsx, write_xlsx
from extractor.writing.parquet import read_parquet, write_parquet
from extractor.writing.spreadsheet import read_excel_csv, write_excel_csv
from extractor.writing.sql import read_sql, write_sql

if TYPE_CHECKING:
    import pandas as pd

FILES: dict[str, Callable[["pd.DataFrame", Path], None]] = {
    ".csv": table.write_csv,
    ".jsonl": table.write_jsonl,
    ".parquet": write_parquet,
    ".xlsx": write_xlsx,
}
"""Files that are written whole, by their ending."""

DATABASES = {".duckdb": "", ".sqlite": "sqlite:///", ".db": "sqlite:///"}
"""Files that hold a database: rows are put in, in place of those of the same articles."""

_READERS: dict[str, Callable[[Path], "pd.DataFrame"]] = {
    ".csv": read_excel_csv,
    ".jsonl": table.read_jsonl,
    ".parquet": read_parquet,
    ".xlsx": read_xlsx,
    ".duckdb": read_duckdb,
}


def write(
    frame: "pd.DataFrame",
    target: str | os.PathLike[str],
    *,
    excel: bool = False,
    articles: Iterable[str] = (),
) -> None:
    """The frame in a file (`.csv .jsonl .parquet .xlsx .duckdb .sqlite`) or a database (`postgresql://…`).

    Databases keep a table `claims` with the key `doc_id, start, end, kind`: the rows of an article
    that is written again take the place of the old ones, all in one transaction, so
    writing twice is writing once. `articles` names those that were read, so that one
    that has no claims any more loses its old rows too. `excel` makes of `.csv`
    what Excel opens well: UTF-8 with a byte order mark, no cell taken for a formula.
    """
    name = os.fspath(target)
    suffix = Path(name).suffix.lower()
    if "://" in name:
        write_sql(frame, name, articles=articles)
    elif suffix == ".duckdb":
        write_duckdb(frame, name, articles=articles)
    elif suffix in DATABASES:
        write_sql(frame, DATABASES[suffix] + name, articles=articles)
    elif suffix == ".csv" and excel:
        write_excel_csv(frame, Path(name))
    elif suffix in FILES:
        FILES[suffix](frame, Path(name))
    else:
        raise InputError(f"{name}: its ending names no format; let it end in {endings()}")


def read(source: str | os.PathLike[str]) -> "pd.DataFrame":
    """The frame that `write` put there; databases give it by article and span."""
    name = os.fspath(source)
    suffix = Path(name).suffix.lower()
    if "://" in name:
        return read_sql(name)
    if "://" not in name and not Path(name).exists():
        raise InputError(f"{name}: no such file; check the path")
    if suffix in _READERS:
        return _READERS[suffix](Path(name))
    if suffix in DATABASES:
        return read_sql(DATABASES[suffix] + name)
    raise InputError(f"{name}: is no table this reads; let it end in {endings()}")


def endings() -> str:
    """The endings that `write` knows, for messages.

    >>> endings()
    '.csv, .jsonl, .parquet, .xlsx, .duckdb, .sqlite or .db'
    """
    *most, last = [*FILES, *DATABASES]
    return f"{', '.join(most)} or {last}"
