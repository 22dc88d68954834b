"""Spark: two executors give what one process gives; a killed worker and a poisoned article lose nothing."""

import contextlib
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor import Article, Rules, extract
from extractor import spark as extractor_spark

RULES = Path(__file__).parent / "data" / "small"

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("java"),
    reason="Spark needs Java: apt-get install openjdk-17-jre-headless",
)


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    pyspark = pytest.importorskip("pyspark")
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    session = (
        SparkSession.builder.master("local-cluster[2,1,512]")
        .config("spark.driver.memory", "512m")
        .config("spark.executor.memory", "512m")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "50")
        .getOrCreate()
    )
    yield session
    session.stop()


def articles(count: int) -> list[tuple[str, str | None, str]]:
    return [(f"a{n:04}", f"2023年，全市企业{n + 1}家，同比增长5%。", "2024-04-23") for n in range(count)]


def expected(rows: list[tuple[str, str | None, str]]) -> list[tuple[str, int, float | None]]:
    rules = Rules.load(RULES)
    return sorted(
        (claim.doc_id, claim.start, None if claim.value is None else float(claim.value))
        for doc_id, text, published in rows
        if text
        for claim in extract(Article(text, doc_id=doc_id, published=published), rules)
    )


def test_two_executors_and_a_poisoned_article(session: Any) -> None:
    rows = articles(200)
    rows[77] = ("a0077", None, "2024-04-23")
    rows[150] = ("a0150", "企业3家。", "tomorrow")
    frame = session.createDataFrame(rows, "doc_id string, text string, published string").repartition(4)
    found = extractor_spark.extract(frame, rules=RULES).collect()
    good = sorted((row.doc_id, row.start, row.value) for row in found if row.problem is None)
    assert good == expected([row for row in rows if row[0] not in ("a0077", "a0150")])
    assert {row.doc_id: row.problem.split(";")[0] for row in found if row.problem} == {
        "a0077": "a0077: has no text",
        "a0150": "a0150: published 'tomorrow' is no date",
    }
    hosts = frame.rdd.mapPartitions(lambda _: [os.environ["SPARK_EXECUTOR_DIRS"]]).distinct().count()
    assert hosts == 2


def python_workers() -> list[int]:
    """Spark's Python workers: forked by a daemon of the same command."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if b"pyspark.daemon" in (folder / "cmdline").read_bytes():
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    return [process for process, parent in parents.items() if parent in parents]


def failed_tasks(session: Any, group: str) -> int:
    tracker = session.sparkContext.statusTracker()
    jobs = [info for job in tracker.getJobIdsForGroup(group) if (info := tracker.getJobInfo(job))]
    stages = [info for job in jobs for stage in job.stageIds if (info := tracker.getStageInfo(stage))]
    return sum(stage.numFailedTasks for stage in stages)


def test_a_killed_worker_loses_nothing(session: Any) -> None:
    rows = articles(4000)
    frame = session.createDataFrame(rows, "doc_id string, text string, published string").repartition(4)
    found: list[Any] = []

    def run() -> None:
        session.sparkContext.setJobGroup("killed", "a job whose worker is killed")
        found.extend(extractor_spark.extract(frame, rules=RULES).collect())

    job = threading.Thread(target=run)
    job.start()
    # Workers wait for tasks as well as work on them: one at a time is killed until a task has failed by it.
    while job.is_alive() and not failed_tasks(session, "killed"):
        for worker in python_workers()[:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        time.sleep(0.3)
    job.join(120)
    assert failed_tasks(session, "killed") >= 1
    assert sorted((row.doc_id, row.start, row.value) for row in found) == expected(rows)
