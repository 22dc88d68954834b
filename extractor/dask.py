"""Claims with Dask: the same function over Arrow batches, one partition a task.

Of the engines beside Spark it measured best here (`benchmarks/README.md` has the figures).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extractor.arrow import extract_batches, schema
from extractor.extras import require
from extractor.formats.tables import Fields
from extractor.rulepack import RulePack

_FIELDS = Fields()


def extract(
    paths: str | Sequence[str],
    *,
    rules: str | Path | None = None,
    fields: Fields = _FIELDS,
    published: str = "",
    groups: int = 1,
) -> Any:
    """The claims of Parquet files of articles as a Dask frame, with the column `problem` behind them.

    `groups` row groups of a file are a task. Lazy: `.to_parquet(folder)` writes the
    claims, a file a task, `.compute()` collects them. The rules are read here and travel with the tasks;
    a worker process loads them once and keeps them.
    """
    frames = require("dask.dataframe", extra="dask", purpose="extracting with Dask")
    parquet = require("pyarrow.parquet", extra="dask", purpose="extracting with Dask")
    pack = RulePack.of(rules)
    tasks = [
        (path, range(first, min(first + groups, count)))
        for path in ([paths] if isinstance(paths, str) else paths)
        for count in [parquet.ParquetFile(path).num_row_groups]
        for first in range(0, count, groups)
    ]
    return frames.from_map(
        _part, tasks, rules=pack, fields=fields, published=published, meta=_frame(schema().empty_table())
    )


def _part(task: tuple[str, range], *, rules: RulePack, fields: Fields, published: str) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path, groups = task
    with pq.ParquetFile(path) as file:
        present = [
            name
            for name in (fields.doc_id, fields.text, fields.title, fields.published)
            if name in file.schema_arrow.names
        ]
        batches = file.read_row_groups(list(groups), columns=present, use_threads=False).to_batches()
    found = extract_batches(batches, rules=rules, fields=fields, published=published)
    return _frame(pa.Table.from_batches(found, schema=schema()))


def _frame(table: Any) -> Any:
    """Arrow's own types in pandas, so that an empty partition has the types of a full one."""
    import pandas as pd

    return table.to_pandas(types_mapper=pd.ArrowDtype)
