"""SQLite, PostgreSQL and what else SQLAlchemy speaks to: a table `claims`, idempotent by article and span."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from extractor.cells import DECIMALS, INTEGERS, REQUIRED, parse_row
from extractor.claim import COLUMNS
from extractor.errors import InputError
from extractor.extras import require
from extractor.rows import parse_all
from extractor.table import to_frame
from extractor.writing.duck import KEY

if TYPE_CHECKING:
    import pandas as pd

_AT_ONCE = 500


def write_sql(frame: "pd.DataFrame", url: str, *, articles: Iterable[str] = ()) -> None:
    """The frame's rows in the table `claims`, in place of those of its articles and of `articles`."""
    sql = require("sqlalchemy", extra="sql", purpose="writing to a database")
    claims = _table(sql)
    ids = sorted({*frame["doc_id"].tolist(), *articles})
    rows = _rows(frame)
    with _connected(sql, url) as connection:
        claims.metadata.create_all(connection)
        for start in range(0, len(ids), _AT_ONCE):
            connection.execute(sql.delete(claims).where(claims.c.doc_id.in_(ids[start : start + _AT_ONCE])))
        while part := [row for row, _ in zip(rows, range(_AT_ONCE), strict=False)]:
            connection.execute(sql.insert(claims), part)


def read_sql(url: str) -> "pd.DataFrame":
    """The frame of the table `claims`, ordered by article and span."""
    sql = require("sqlalchemy", extra="sql", purpose="reading from a database")
    claims = _table(sql)
    with _connected(sql, url) as connection:
        rows = connection.execute(sql.select(claims).order_by(*(claims.c[name] for name in KEY)))
        places = ((f"{_shown(url)}, row {number}", row) for number, row in enumerate(rows.mappings()))
        return to_frame(parse_all(places, parse_row))


def _table(sql: Any) -> Any:
    columns = [
        sql.Column(name, _type(sql, name), primary_key=name in KEY, nullable=name not in REQUIRED)
        for name in COLUMNS
    ]
    return sql.Table("claims", sql.MetaData(), *columns)


def _type(sql: Any, name: str) -> Any:
    if name in DECIMALS:
        return sql.Double()
    # SQLAlchemy would number a lone integer key by itself.
    return sql.BigInteger() if name in INTEGERS else sql.Text().with_variant(_bytewise(sql), "postgresql")


def _bytewise(sql: Any) -> Any:
    # Order as in SQLite and DuckDB, whatever language the database was made for.
    return sql.Text(collation="C")


@contextmanager
def _connected(sql: Any, url: str) -> Iterator[Any]:
    """A connection in one transaction; what the database refuses is an `InputError` without the password."""
    engine = None
    try:
        engine = sql.create_engine(_driver(url))
        with engine.begin() as connection:
            yield connection
    except ModuleNotFoundError as error:
        raise InputError(f"{_shown(url)}: needs {error.name}; pip install 'extractor[postgres]'") from None
    except sql.exc.SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        message = f"{_shown(url)}: the database refuses ({reason}); check URL, rights and table"
        raise InputError(message) from None
    finally:
        if engine is not None:
            engine.dispose()


def _driver(url: str) -> str:
    # SQLAlchemy takes psycopg2 for PostgreSQL unless told; psycopg 3 is the one that is kept up.
    scheme, _, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in ("postgresql", "postgres") else url


def _shown(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def _rows(frame: "pd.DataFrame") -> Iterator[dict[str, Any]]:
    columns = {
        name: [
            None if missing else cell
            for cell, missing in zip(frame[name].tolist(), frame[name].isna(), strict=True)
        ]
        for name in COLUMNS
    }
    for cells in zip(*columns.values(), strict=True):
        yield dict(zip(columns, cells, strict=True))
