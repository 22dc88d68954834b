"""DuckDB: a table `claims`, an article's rows replaced when it is written again."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from extractor.cells import DECIMALS, INTEGERS, REQUIRED
from extractor.claim import COLUMNS
from extractor.errors import InputError
from extractor.extras import require
from extractor.writing.parquet import fitted

if TYPE_CHECKING:
    import pandas as pd

KEY = ("doc_id", "start", "end", "kind")
"""What makes a row of a database one: article, span and kind."""


def write_duckdb(
    frame: "pd.DataFrame", path: str | os.PathLike[str], *, articles: Iterable[str] = ()
) -> None:
    """The frame's rows in the table `claims`, in place of those of its articles and of `articles`."""
    duckdb = require("duckdb", extra="duckdb", purpose=f"{path}: writing DuckDB")
    arrow = require("pyarrow", extra="duckdb", purpose=f"{path}: writing DuckDB")
    ids = sorted({*frame["doc_id"].tolist(), *articles})
    # Plain types: DuckDB would make enumerations of the frame's categories.
    rows = arrow.table({name: arrow.array(frame[name], type=_arrow_type(arrow, name)) for name in COLUMNS})
    quoted = ", ".join(f'"{name}"' for name in COLUMNS)
    try:
        with duckdb.connect(os.fspath(path)) as database:
            database.execute("BEGIN")
            database.execute(_CREATE)
            database.register("replaced_articles", arrow.table({"doc_id": arrow.array(ids, arrow.string())}))
            database.execute("DELETE FROM claims WHERE doc_id IN (SELECT doc_id FROM replaced_articles)")
            database.register("new_rows", rows)
            database.execute(f"INSERT INTO claims ({quoted}) SELECT {quoted} FROM new_rows")
            database.execute("COMMIT")
    except duckdb.Error as error:
        raise InputError(
            f"{path}: DuckDB refuses the table ({str(error).splitlines()[0]}); mend it"
        ) from None


def read_duckdb(path: str | os.PathLike[str]) -> "pd.DataFrame":
    """The frame of the table `claims`, ordered by article and span."""
    duckdb = require("duckdb", extra="duckdb", purpose=f"{path}: reading DuckDB")
    quoted = ", ".join(f'"{name}"' for name in COLUMNS)
    try:
        with duckdb.connect(os.fspath(path), read_only=True) as database:
            rows = database.sql(f'SELECT {quoted} FROM claims ORDER BY doc_id, start, "end", kind')
            return fitted(rows.to_arrow_table().to_pandas())
    except duckdb.Error as error:
        raise InputError(f"{path}: holds no table of claims ({str(error).splitlines()[0]})") from None


def _arrow_type(arrow: object, name: str) -> object:
    kind = "float64" if name in DECIMALS else "int64" if name in INTEGERS else "string"
    return getattr(arrow, kind)()


def _column(name: str) -> str:
    kind = "DOUBLE" if name in DECIMALS else "BIGINT" if name in INTEGERS else "VARCHAR"
    return f'"{name}" {kind}{" NOT NULL" if name in REQUIRED else ""}'


_KEY = ", ".join(f'"{name}"' for name in KEY)
_CREATE = f"CREATE TABLE IF NOT EXISTS claims ({', '.join(map(_column, COLUMNS))}, PRIMARY KEY ({_KEY}))"
