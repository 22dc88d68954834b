"""Dask: the same claims as one process gives, bad articles named, empty partitions of the same types."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extractor import Article, Rules, extract
from extractor import dask as extractor_dask

RULES = Path(__file__).parent / "data" / "small"


@pytest.mark.parametrize("groups", [1, 3])
def test_partitions_give_the_claims_of_one_process(groups: int, tmp_path: Path) -> None:
    rows = [
        {"id": n, "text": f"全市企业{n + 1}家，同比增长5%。" if n % 7 else "湖边很安静。"} for n in range(60)
    ]
    rows[33]["text"] = None
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "t.parquet", row_group_size=1 + 6 * groups)
    fields = extractor_dask.Fields(doc_id="id")
    frame = extractor_dask.extract(str(tmp_path / "t.parquet"), rules=RULES, fields=fields, groups=groups)
    found = frame.compute(scheduler="synchronous")
    assert frame.npartitions > 1
    assert found.dtypes.to_dict() == frame.dtypes.to_dict()
    rules = Rules.load(RULES)
    expected = [
        (claim.doc_id, claim.start, float(claim.value))
        for row in rows
        if row["text"]
        for claim in extract(Article(str(row["text"]), doc_id=str(row["id"])), rules)
        if claim.value is not None
    ]
    good = found[found["problem"].isna()]
    assert list(good[["doc_id", "start", "value"]].itertuples(index=False, name=None)) == expected
    assert found["problem"].dropna().tolist() == ["33: has no text; give every article one"]
