"""A stored run reads back as it was, and tells what has changed since."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from extractor import Article, Rules
from extractor.cli import main
from extractor.errors import InputError
from extractor.snapshot import Snapshot, folder_hash, snapshot

pytest.importorskip("pyarrow")


@pytest.fixture
def rules(shared_datadir: Path) -> Rules:
    return Rules.load(shared_datadir / "small")


@pytest.fixture
def article(shared_datadir: Path) -> Article:
    return Article.read(shared_datadir / "corpus/notice-1.txt")


def test_it_reads_back_as_it_was(rules: Rules, article: Article, tmp_path: Path) -> None:
    stored = snapshot([article], rules)
    stored.write(tmp_path / "run.parquet")
    assert Snapshot.read(tmp_path / "run.parquet") == stored
    assert len(stored.claims) == 3
    assert list(stored.texts) == ["notice-1"]
    assert "jieba" in stored.segmenter


def test_any_reader_of_parquet_opens_the_table(rules: Rules, article: Article, tmp_path: Path) -> None:
    snapshot([article], rules).write(tmp_path / "run.parquet")
    assert pd.read_parquet(tmp_path / "run.parquet")["value"].tolist()[0] == 194000


def test_a_run_over_nothing_is_a_run(rules: Rules, tmp_path: Path) -> None:
    snapshot([], rules).write(tmp_path / "run.parquet")
    assert len(Snapshot.read(tmp_path / "run.parquet").claims) == 0


def test_the_hash_is_of_content_not_of_time_or_line_ends(rules: Rules, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(rules.folder, tmp_path / "copy"))
    path = copy / "claims/growth.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert folder_hash(copy) == folder_hash(rules.folder)
    path.write_text(path.read_text(encoding="utf-8").replace("6.1%", "6.2%"), encoding="utf-8")
    assert folder_hash(copy) != folder_hash(rules.folder)


def test_what_differs_in_the_making_is_told(rules: Rules, article: Article) -> None:
    before = snapshot([article, Article("案件3件。", doc_id="gone")], rules)
    after = snapshot(
        [Article(article.text + "企业4家。", doc_id="notice-1"), Article("x", doc_id="new")], rules
    )
    assert before.differences_in_making(after) == [
        "notice-1: its text has changed",
        "gone: is no longer in the corpus",
        "new: is new in the corpus",
    ]


def test_what_is_no_snapshot_is_refused(tmp_path: Path, article: Article, rules: Rules) -> None:
    (tmp_path / "no.parquet").write_bytes(b"no parquet")
    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "other.parquet")
    for name, says in (("no", "is no snapshot"), ("other", "is no snapshot"), ("none", "no such file")):
        with pytest.raises(InputError, match=says):
            Snapshot.read(tmp_path / f"{name}.parquet")
    with pytest.raises(InputError, match="two articles bear this doc_id"):
        snapshot([article, article], rules)


def test_the_commands_store_and_compare(
    rules: Rules, shared_datadir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus, run = str(shared_datadir / "corpus"), str(shared_datadir / "run.parquet")
    assert main(["snapshot", corpus, "-o", run, "--rules", str(rules.folder)]) == 0
    assert "5 claims of 2 articles" in capsys.readouterr().out
    assert main(["diff", run, corpus, "--rules", str(rules.folder), "--budget", "0%"]) == 0
    assert "0 added, 0 lost, 0 changed" in capsys.readouterr().out
    words = rules.folder / "lexicon/words.toml"
    words.write_text(words.read_text(encoding="utf-8").replace("查获 新增", "新增"), encoding="utf-8")
    assert main(["diff", run, corpus, "--rules", str(rules.folder), "--budget", "0%"]) == 1
    told = capsys.readouterr().out
    assert told.startswith("rules: ")
    assert "by gold 0 improved, 1 worsened, 0 neither" in told
