"""The whole interface to other engines: articles in as Arrow record batches, claims out as such.

`extract_batches` holds no state and asks for nothing but its arguments, so it runs
wherever there are Arrow batches: in this process, in a worker of `extractor.batch`, under Spark,
Dask or Ray.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from extractor.article import Article
from extractor.cells import DECIMALS, INTEGERS, require_fitting
from extractor.claim import COLUMNS, Claim
from extractor.errors import ExtractorError, InputError
from extractor.extract import extract
from extractor.extras import require
from extractor.formats.document import iso_date
from extractor.formats.tables import Fields
from extractor.rulepack import RulePack
from extractor.rules import Rules

PROBLEM = "problem"
"""The column behind those of the claims: why the article has none, else empty."""

_FIELDS = Fields()
_ROWS = 10_000


def schema() -> Any:
    """The Arrow schema of what comes out: the columns of the claims in plain types, then `problem`.

    >>> [str(schema().field(name).type) for name in ("doc_id", "start", "value", "rank", "problem")]
    ['string', 'int64', 'double', 'int64', 'string']
    """
    arrow = _arrow()
    fields = [(name, _type(arrow, name)) for name in COLUMNS]
    return arrow.schema([*fields, (PROBLEM, arrow.string())])


def extract_batches(
    batches: Iterable[Any],
    *,
    rules: Rules | RulePack | None = None,
    fields: Fields = _FIELDS,
    published: str = "",
) -> Iterator[Any]:
    """The claims of the articles in the batches, in their order, ten thousand rows or fewer a batch.

    >>> import pyarrow as pa
    >>> texts = ["全市专利授权量19.4万件。", None]
    >>> articles = pa.RecordBatch.from_pydict({"doc_id": ["a", "b"], "text": texts})
    >>> claims, = extract_batches([articles])
    >>> claims.select(["doc_id", "indicator", "value", "unit", "problem"]).to_pylist()[0]
    {'doc_id': 'a', 'indicator': '专利授权量', 'value': 194000.0, 'unit': '件', 'problem': None}
    >>> claims["problem"].to_pylist()
    [None, 'b: has no text; give every article one']

    An article that cannot be read or extracted gives one row with its `doc_id` and the
    `problem`, all else empty: a bad article never stops a partition and is never lost.
    `rules` are the bundled ones unless given; a `RulePack` travels to other machines.
    """
    loaded = rules.load() if isinstance(rules, RulePack) else rules
    claims: list[Claim] = []
    problems: list[tuple[int, str, str]] = []
    for batch in batches:
        for row in _rows(batch, fields):
            try:
                found = extract(_article(row, published), loaded)
                require_fitting(found)
                claims += found
            except Exception as error:  # a fault of ours in one article must not cost the others
                problems.append((len(claims), str(row[0] or ""), reason(error)))
            if len(claims) + len(problems) >= _ROWS:
                yield to_batch(claims, problems)
                claims, problems = [], []
    if claims or problems:
        yield to_batch(claims, problems)


def reason(error: Exception) -> str:
    """Why an article failed, in one line: our own errors as they stand, others with their kind."""
    text = str(error) if isinstance(error, ExtractorError) else f"{type(error).__name__}: {error}"
    return " ".join(text.split())


def to_batch(claims: Sequence[Claim], problems: Sequence[tuple[int, str, str]] = ()) -> Any:
    """The claims as one record batch, built by column; a problem (place among them, id, reason) is a row."""
    arrow = _arrow()
    wanted = schema()
    columns: dict[str, list[Any]] = {
        name: [_cell(name, getattr(claim, name)) for claim in claims] for name in COLUMNS
    }
    columns[PROBLEM] = [None] * len(claims)
    for place, doc_id, why in reversed(problems):
        for name, cells in columns.items():
            cells.insert(place, doc_id if name == "doc_id" else why if name == PROBLEM else None)
    arrays = [arrow.array(columns[field.name], type=field.type) for field in wanted]
    return arrow.RecordBatch.from_arrays(arrays, schema=wanted)


def _cell(name: str, cell: Any) -> Any:
    if cell is None or cell == "":
        return None
    return float(cell) if name in DECIMALS else cell


def _article(row: tuple[Any, Any, Any, Any], published: str) -> Article:
    doc_id, text, title, told = row
    if doc_id is None or not str(doc_id).strip():
        raise InputError("an article has no doc_id; give every one its own")
    if not isinstance(text, str) or not text.strip():
        raise InputError(f"{doc_id}: has no text; give every article one")
    return Article(text, doc_id=str(doc_id), title=title or "", published=iso_date(told) or published)


def _rows(batch: Any, fields: Fields) -> Iterator[tuple[Any, Any, Any, Any]]:
    names = batch.schema.names
    missing = [name for name in (fields.doc_id, fields.text) if name not in names]
    if missing:
        raise InputError(f"the articles have no column {' and '.join(missing)}; they have {', '.join(names)}")
    wanted = (fields.doc_id, fields.text, fields.title, fields.published)
    columns = [batch.column(names.index(name)) if name in names else None for name in wanted]
    for row in range(batch.num_rows):
        doc_id, text, title, told = (None if column is None else column[row].as_py() for column in columns)
        yield doc_id, text, title, told


def _type(arrow: Any, name: str) -> Any:
    return arrow.float64() if name in DECIMALS else arrow.int64() if name in INTEGERS else arrow.string()


def _arrow() -> Any:
    return require("pyarrow", extra="parquet", purpose="Arrow record batches")
