"""Claims with PySpark: `mapInArrow` over `extractor.arrow.extract_batches`, and nothing else.

The README of `benchmarks/` says how to partition, what memory a task takes and what a terabyte costs.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extractor.arrow import extract_batches, schema
from extractor.extras import require
from extractor.formats.tables import Fields
from extractor.rulepack import RulePack

_FIELDS = Fields()
_TYPES = {"string": "string", "int64": "bigint", "double": "double"}


def extract(
    frame: Any, *, rules: str | Path | None = None, fields: Fields = _FIELDS, published: str = ""
) -> Any:
    """The claims of a Spark frame of articles as a Spark frame, with the column `problem` behind them.

    `claims.where("problem is null")` are the claims; the other rows name the articles that could
    not be extracted, and why. Lazy, as Spark is. The rules are read here, on the driver, and travel
    with the task; a worker process loads them once and keeps them. The package itself must be
    installed where the executors run.
    """
    require("pyspark", extra="spark", purpose="extracting with Spark")
    pack = RulePack.of(rules)
    wanted = (fields.doc_id, fields.text, fields.title, fields.published)
    present = [name for name in wanted if name in frame.columns]

    def work(batches: Iterable[Any]) -> Iterator[Any]:
        return extract_batches(batches, rules=pack, fields=fields, published=published)

    return frame.select(*present).mapInArrow(work, ddl())


def ddl() -> str:
    """The schema of the claims as Spark writes it.

    >>> ddl().split(", ")[:3]
    ['`doc_id` string', '`kind` string', '`start` bigint']
    """
    return ", ".join(f"`{field.name}` {_TYPES[str(field.type)]}" for field in schema())
