"""Parquet: the frame's own types, zstd inside."""

import os
from typing import TYPE_CHECKING

from extractor.errors import InputError
from extractor.extras import require
from extractor.table import dtypes

if TYPE_CHECKING:
    import pandas as pd


def write_parquet(frame: "pd.DataFrame", path: str | os.PathLike[str]) -> None:
    """The frame as a Parquet file; cells from closed vocabularies are dictionary columns."""
    arrow = require("pyarrow", extra="parquet", purpose=f"{path}: writing Parquet")
    parquet = require("pyarrow.parquet", extra="parquet", purpose=f"{path}: writing Parquet")
    parquet.write_table(arrow.Table.from_pandas(frame, preserve_index=False), path, compression="zstd")


def read_parquet(path: str | os.PathLike[str]) -> "pd.DataFrame":
    """The frame in a Parquet file that this package wrote, alone or as a shard of a batch."""
    parquet = require("pyarrow.parquet", extra="parquet", purpose=f"{path}: reading Parquet")
    arrow = require("pyarrow", extra="parquet", purpose=f"{path}: reading Parquet")
    try:
        # One file, whatever its folders are called: kind=growth/ is no column of ours.
        table = parquet.ParquetFile(path).read()
    except (arrow.ArrowException, OSError) as error:
        raise InputError(f"{path}: is no Parquet file or damaged ({error}); write it anew") from None
    missing = [name for name in dtypes() if name not in table.column_names]
    if missing:
        raise InputError(f"{path}: has no column {', '.join(missing)}; give a table that extractor wrote")
    return fitted(table.select(list(dtypes())).to_pandas())


def fitted(frame: "pd.DataFrame") -> "pd.DataFrame":
    """The frame with the dtypes of the package's tables."""
    return frame.astype(dtypes())
