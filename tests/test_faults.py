"""Faults: killed processes, full and vanished disks, broken input; nothing else is lost, nothing is twice."""

import contextlib
import gzip
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from folders import contents

from extractor import Article, batch, extract
from extractor.batch import worker
from extractor.errors import OutputError

RULES = Path(__file__).parent / "data" / "small"
ROUNDS = 20


def write_articles(path: Path, count: int, *, sentences: int = 1) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = "".join(f"全市企业{number + part + 1}家，同比增长5%。" for part in range(sentences))
            file.write(json.dumps({"doc_id": f"a{number}", "text": text}, ensure_ascii=False) + "\n")
    return path


def children(process: int) -> list[int]:
    """The processes that the process has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if stat.read_text().rpartition(")")[2].split()[1] == str(process):
                found.append(int(stat.parent.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the workers in /proc")
def test_twenty_kills_then_resumed_give_the_undisturbed_run(tmp_path: Path) -> None:
    table = write_articles(tmp_path / "articles.jsonl", 120, sentences=8)
    # The manifest names the input as it was given, so both runs stand in folders of their own.
    batch.run([table], tmp_path / "calm", jobs=2, rules=RULES, shard_articles=4)
    arguments = [str(table), str(tmp_path / "killed"), "--jobs", "2", "--rules", str(RULES), "--shard", "4"]
    chance = random.Random(20)
    killed = {"parent": 0, "worker": 0}
    while sum(killed.values()) < ROUNDS:
        if (tmp_path / "killed" / "summary.json").exists():
            # Done before all kills: some shards are lost by hand, so that there is work again.
            for marker in sorted((tmp_path / "killed" / "done").iterdir())[::2]:
                marker.unlink()
        run = subprocess.Popen(
            [sys.executable, "-m", "extractor", "batch", *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        workers: list[int] = []
        while run.poll() is None and not (workers := children(run.pid)):
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.2))
        whom = chance.choice(["parent", "worker"])
        # Whoever is gone already was not killed: that round does not count.
        with contextlib.suppress(ProcessLookupError, IndexError):
            os.kill(run.pid if whom == "parent" else chance.choice(workers), signal.SIGKILL)
            killed[whom] += run.returncode is None
        _, said = run.communicate(timeout=60)
        if whom == "worker":
            assert run.returncode == 0, said
    assert min(killed.values()) >= 4
    batch.run([table], tmp_path / "killed", jobs=1, rules=RULES, shard_articles=4)
    assert contents(tmp_path / "killed") == contents(tmp_path / "calm")


@pytest.mark.skipif(sys.platform != "linux", reason="the test's fault is inherited by forking")
def test_an_article_that_kills_its_process_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deadly(article: Article, rules: object) -> object:
        if article.doc_id == "a5":
            os.kill(os.getpid(), signal.SIGKILL)
        if article.doc_id == "a9":
            raise RecursionError("too deep")
        if article.doc_id == "a12":
            time.sleep(60)
        return extract(article, rules)  # type: ignore[arg-type]

    monkeypatch.setattr(worker, "extract", deadly)
    table = write_articles(tmp_path / "articles.jsonl", 20)
    summary = batch.run([table], tmp_path / "out", rules=RULES, shard_articles=8, timeout=0.4)
    assert (summary.articles, summary.quarantined) == (17, 3)
    lines = map(json.loads, (tmp_path / "out" / "quarantine.jsonl").read_text(encoding="utf-8").splitlines())
    assert {line["doc_id"]: line["reason"].removeprefix(f"{table}:") for line in lines} == {
        "a5": "6: killed its process (exit code -9), 2 times; look at its text",
        "a9": "RecursionError: too deep",
        "a12": "13: took longer than 0.4 s, 2 times; look at its text",
    }


@contextlib.contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("mounting a small disk needs to be root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_a_full_disk_stops_the_run_and_space_lets_it_go_on(tmp_path: Path) -> None:
    table = write_articles(tmp_path / "articles.jsonl", 100, sentences=3)
    batch.run([table], tmp_path / "calm", rules=RULES, shard_articles=5)
    with mounted(tmp_path / "disk", "size=160k") as disk:
        out = disk / "out"
        with pytest.raises(
            OutputError, match="No space left on device.*call again: what is complete is kept"
        ):
            batch.run([table], out, rules=RULES, shard_articles=5)
        complete = len(list((out / "done").glob("[0-9]*.json")))
        assert 0 < complete < 20
        subprocess.run(["mount", "-o", "remount,size=4m", str(disk)], check=True)
        summary = batch.run([table], out, rules=RULES, shard_articles=5)
        assert summary.new_shards == 20 - complete
        assert contents(out) == contents(tmp_path / "calm")


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_a_target_that_is_read_only_is_told(tmp_path: Path) -> None:
    table = write_articles(tmp_path / "articles.jsonl", 3)
    with (
        mounted(tmp_path / "disk", "ro,size=1m") as disk,
        pytest.raises(OutputError, match="disk/out: cannot be written .Read-only file system."),
    ):
        batch.run([table], disk / "out", rules=RULES)


def test_a_folder_that_vanishes_is_told(tmp_path: Path) -> None:
    import shutil

    table = write_articles(tmp_path / "articles.jsonl", 60)

    def vanish(articles: int) -> None:
        if articles:
            shutil.rmtree(tmp_path / "out", ignore_errors=True)

    with pytest.raises(OutputError, match="cannot be written .No such file or directory."):
        batch.run([table], tmp_path / "out", rules=RULES, shard_articles=5, progress=vanish)


def docx_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 300_000_000)
    return file.getvalue()


def pdf_without_text() -> bytes:
    writer, file = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(file)
    return file.getvalue()


ROW = {"doc_id": "a", "text": "企业200家。"}

FAULTS = {
    "truncated-gzip": (
        "t.jsonl.gz",
        gzip.compress(json.dumps(ROW).encode() * 500)[:-20],
        "damaged or cut off",
    ),
    "no-gzip": ("t.jsonl.gz", b"plain text", "damaged or cut off"),
    "no-zstd": ("t.jsonl.zst", b"plain text", "compressed data are damaged"),
    "half-a-character": ("t.txt", "企业200家企业。".encode()[:-1], "is UTF-8 but damaged at byte 18"),
    "half-a-character-of-gbk": (
        "t.txt",
        "全市企业200家。".encode("gbk")[:-1],
        "cannot be told or it is damaged",
    ),
    "nul-bytes": ("t.txt", "企业200家。\0\0".encode(), "holds NUL characters"),
    "nul-in-json": ("t.jsonl", rb'{"doc_id": "a", "text": "x\u0000y"}', "holds NUL characters"),
    "lone-surrogate": ("t.jsonl", rb'{"doc_id": "a", "text": "\ud83d"}', "no character; mend its encoding"),
    "80-mb-line": (
        "t.jsonl",
        b'{"doc_id": "a", "text": "' + b"x" * 80_000_000 + b'"}',
        "longer than 16,000,000",
    ),
    "deep-json": ("t.jsonl", b"[" * 200_000, "is no JSON"),
    "zip-bomb": ("t.docx", docx_bomb(), "unpacks to 300,000,008 bytes"),
    "no-zip": ("t.docx", b"plain text", "is no Word file"),
    "deep-html": (
        "t.html",
        b"<html><body>" + b"<div>" * 10_000 + b"x" + b"</div>" * 10_000,
        "nested more than",
    ),
    "pdf-without-text": ("t.pdf", pdf_without_text(), "holds no text"),
    "no-pdf": ("t.pdf", b"plain text", "cannot be read as PDF"),
    "name-not-utf-8": (b"t\xff.txt", "企业200家。".encode(), "its name is not UTF-8"),
    "csv-without-text": ("t.csv", b"doc_id,body\n1,x\n", "has no column text, only doc_id, body"),
    "csv-open-quote": ("t.csv", b'doc_id,text\n1,"x\n', "is no CSV"),
    "csv-short-row": ("t.csv", b"doc_id,text\n1\n", "1 cells under a header of 2"),
    "no-parquet": ("t.parquet", b"PAR1 plain text PAR1", "is no Parquet file"),
    "empty": ("t.txt", b"", "is empty"),
    "two-with-one-id": (
        "t.csv",
        "doc_id,text\nb,企业1家。\nb,企业2家。\n".encode(),
        "the id b is another article's",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_broken_input_gets_its_line_and_nothing_else_is_lost(name: str, tmp_path: Path) -> None:
    file, content, message = FAULTS[name]
    folder = tmp_path / "in"
    folder.mkdir()
    path = os.fsencode(folder) + b"/" + os.fsencode(file)
    with open(path, "wb") as stream:  # noqa: PTH123 (a name of bytes)
        stream.write(content)
    (folder / "good.txt").write_text("全市企业200家。", encoding="utf-8")
    (folder / "zuletzt.jsonl").write_text('{"doc_id": "z", "text": "企业300家。"}', encoding="utf-8")
    summary = batch.run([folder], tmp_path / "out", rules=RULES)
    bad = [
        json.loads(line) for line in (tmp_path / "out" / "quarantine.jsonl").read_text("utf-8").splitlines()
    ]
    assert [message in line["reason"] for line in bad] == [True]
    assert bad[0]["place"].startswith(str(folder))
    assert summary.articles == (3 if name == "two-with-one-id" else 2)
    ids = [row for path in sorted((tmp_path / "out" / "claims").iterdir()) for row in ids_of(path)]
    assert set(ids) >= {"good", "z"}


def ids_of(path: Path) -> list[str]:
    import pyarrow.parquet as pq

    return list(pq.read_table(path)["doc_id"].to_pylist())


def test_a_hundred_thousand_empty_articles(tmp_path: Path) -> None:
    table = tmp_path / "t.jsonl"
    with table.open("w", encoding="utf-8") as file:
        file.writelines(f'{{"doc_id": "e{number}", "text": ""}}\n' for number in range(100_000))
        file.write(json.dumps(ROW))
    summary = batch.run([table], tmp_path / "out", rules=RULES, shard_articles=20_000)
    assert (summary.articles, summary.quarantined) == (1, 100_000)
    with (tmp_path / "out" / "quarantine.jsonl").open(encoding="utf-8") as file:
        assert len({json.loads(line)["doc_id"] for line in file}) == 100_000
