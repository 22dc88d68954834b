"""The same function over Arrow batches under Ray Data, Dask, Daft and Spark: rate, first result, memory.

    python benchmarks/engines.py NEWS.jsonl.gz [--articles 800] [--only ray ...]

Each engine runs in a process of its own, on two workers, from a Parquet file to a count of claims.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

WORKERS = 2


def alone(path: Path) -> int:
    """One process, no engine: what the others are measured by."""
    import pyarrow.parquet as pq

    from extractor.arrow import extract_batches

    return sum(batch.num_rows for batch in extract_batches(pq.read_table(path).to_batches(max_chunksize=50)))


def batch(path: Path) -> int:
    """This package's own batch, two processes."""
    from extractor import batch

    with tempfile.TemporaryDirectory() as out:
        return batch.run([path], out, jobs=WORKERS, shard_articles=50).claims


def dask(path: Path) -> int:
    from dask.distributed import Client, LocalCluster

    from extractor.dask import extract

    with (
        LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster),
    ):
        return len(extract(str(path)).compute())


def ray(path: Path) -> int:
    import ray.data

    from extractor.arrow import extract_batches

    def work(table: Any) -> Any:
        import pyarrow as pa

        from extractor.arrow import schema

        return pa.Table.from_batches(extract_batches(table.to_batches()), schema=schema())

    ray.init(num_cpus=WORKERS, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    ray.data.DataContext.get_current().enable_progress_bars = False
    data = ray.data.read_parquet(str(path), override_num_blocks=16)
    return data.map_batches(work, batch_format="pyarrow", batch_size=50).count()


def daft(path: Path) -> int:
    import daft
    import pyarrow as pa

    from extractor.arrow import extract_batches, schema

    kind = pa.list_(pa.struct(list(schema())))

    @daft.udf(return_dtype=daft.DataType.from_arrow_type(kind), batch_size=50)
    def work(doc_id: Any, text: Any, published: Any) -> Any:
        columns = [one.to_arrow() for one in (doc_id, text, published)]
        rows = pa.table(columns, names=["doc_id", "text", "published"])
        # A Daft function gives one cell a row: each article's claims are a list, taken apart later.
        return pa.array(
            [
                [
                    row
                    for out in extract_batches(rows.slice(number, 1).to_batches())
                    for row in out.to_pylist()
                ]
                for number in range(len(rows))
            ],
            kind,
        )

    frame = daft.read_parquet(str(path)).into_partitions(WORKERS)
    claims = work(frame["doc_id"], frame["text"], frame["published"]).alias("claim")
    return frame.select(claims).explode("claim").where(daft.col("claim").not_null()).count_rows()


def spark(path: Path) -> int:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    from extractor.spark import extract

    session = (
        SparkSession.builder.master(f"local[{WORKERS}]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "50")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    return int(extract(session.read.parquet(str(path)).repartition(16)).count())


ENGINES: dict[str, Callable[[Path], int]] = {
    "alone": alone, "batch": batch, "dask": dask, "ray": ray, "daft": daft, "spark": spark,
}  # fmt: skip


def one(name: str, path: Path) -> None:
    begun = time.perf_counter()
    claims = ENGINES[name](path)
    print(json.dumps({"claims": claims, "seconds": time.perf_counter() - begun}), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bulk", type=Path)
    parser.add_argument("--articles", type=int, default=800)
    parser.add_argument("--only", nargs="*", default=list(ENGINES), choices=ENGINES)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = [
            _table(options.bulk, Path(folder), count) for count in (options.articles // 20, options.articles)
        ]
        print("| engine | claims | articles/s | fixed cost s | peak MB, all processes |")
        print("|---|--:|--:|--:|--:|")
        for name in options.only:
            # Two sizes tell the cost that does not depend on the size from the rate.
            small, large = (_measured(name, path) for path in paths)
            if "problem" in large:
                print(f"| {name} | does not run: {large['problem']} | | | |", flush=True)
                continue
            more = options.articles - options.articles // 20
            rate = more / max(large["seconds"] - small["seconds"], 1e-9)
            fixed = large["seconds"] - options.articles / rate
            print(
                f"| {name} | {large['claims']:,} | {rate:.0f} | {fixed:.1f} | {large['peak']:.0f} |",
                flush=True,
            )


def _measured(name: str, path: Path) -> dict[str, Any]:
    import psutil

    command = [sys.executable, __file__, "--run", name, str(path)]
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        watched, peak = psutil.Process(process.pid), 0.0
        while process.poll() is None:
            try:
                family = [watched, *watched.children(recursive=True)]
                # What processes share is counted once: proportional set size.
                peak = max(peak, sum(member.memory_full_info().pss for member in family) / 1e6)
            except psutil.Error:
                pass
            time.sleep(0.2)
        assert process.stdout is not None
        lines = [line for line in process.stdout.read().splitlines() if line.startswith('{"claims"')]
        errors.seek(0)
        if not lines:
            return {"problem": (errors.read().strip().splitlines() or ["no word"])[-1][:120], "seconds": 0.0}
    return {**json.loads(lines[-1]), "peak": peak}


def _table(bulk: Path, folder: Path, count: int) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with gzip.open(bulk, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line, _ in zip(file, range(count), strict=False)]
    path = folder / f"articles-{count}.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=50)
    return path


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        one(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
