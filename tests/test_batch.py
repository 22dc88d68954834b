"""`extractor batch`: the same bytes from any number of processes, resumed, refused, quarantined."""

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from folders import contents

from extractor import Article, Claims, Rules, batch, extract
from extractor.arrow import extract_batches
from extractor.batch.shards import cut
from extractor.batch.store import Store
from extractor.cli import main
from extractor.errors import InputError, OutputError
from extractor.reading import Source, sources
from extractor.rulepack import RulePack
from extractor.table import to_frame
from extractor.writing import read

RULES = Path(__file__).parent / "data" / "small"
TEXTS = ["全市专利授权量19.4万件，同比增长5%。", "湖边很安静。", "全市企业200家。\n快递业务量1.5亿件。"]


def articles(count: int) -> list[dict[str, str]]:
    return [
        {"doc_id": f"a{n}", "text": f"第{n}篇。{TEXTS[n % 3]}", "published": "2024-04-23"}
        for n in range(count)
    ]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    lines = [json.dumps(row, ensure_ascii=False) for row in articles(60)]
    lines[10:10] = ["no JSON", json.dumps({"doc_id": "a3", "text": "又一篇，企业3家。"})]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def claims(folder: Path) -> pd.DataFrame:
    return pd.concat(
        [read(path) for path in sorted((folder / "claims").glob("*.parquet"))], ignore_index=True
    )


def test_all_claims_in_order_and_the_bad_articles_aside(table: Path, tmp_path: Path) -> None:
    summary = batch.run([table], tmp_path / "out", rules=RULES, shard_articles=7)
    rules = Rules.load(RULES)
    expected = [
        claim
        for row in articles(60)
        for claim in extract(Article(row["text"], doc_id=row["doc_id"], published=row["published"]), rules)
    ]
    assert len(expected) > 40
    pd.testing.assert_frame_equal(claims(tmp_path / "out"), to_frame(expected))
    assert (summary.articles, summary.claims, summary.quarantined, summary.shards) == (
        60,
        len(expected),
        2,
        9,
    )
    lines = (tmp_path / "out" / "quarantine.jsonl").read_text(encoding="utf-8").splitlines()
    assert [
        (line["doc_id"], line["place"], line["reason"].split(" (")[0]) for line in map(json.loads, lines)
    ] == [
        ("", f"{table}:11", f"{table}:11: is no JSON"),
        ("a3", f"{table}:12", f"{table}:12: the id a3 is another article's too; give each its own"),
    ]


def test_the_same_bytes_from_any_number_of_processes(table: Path, tmp_path: Path) -> None:
    for jobs in (1, 3):
        batch.run([table], tmp_path / str(jobs), jobs=jobs, rules=RULES, shard_articles=5, keep_articles=True)
    assert contents(tmp_path / "1") == contents(tmp_path / "3")


def test_a_second_call_does_only_what_is_missing(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = batch.run([table], out, rules=RULES, shard_articles=10)
    before = contents(out)
    assert first.new_shards == 7
    assert batch.run([table], out, rules=RULES, shard_articles=10).new_shards == 0
    (out / "done" / "000002.json").unlink()
    (out / "claims" / "000004.parquet").unlink()
    (out / "claims" / "000005.parquet").write_bytes(b"half a file")
    (out / "claims" / ".000002.parquet.123").write_bytes(b"left by a killed run")
    again = batch.run([table], out, rules=RULES, shard_articles=10)
    assert (again.new_shards, again.claims) == (3, first.claims)
    assert contents(out) == before
    assert not list((out / "claims").glob(".*"))


def test_other_rules_options_or_input_are_refused(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch.run([table], out, rules=RULES, shard_articles=10)
    before = contents(out)
    other = Path(shutil.copytree(RULES, tmp_path / "rules"))
    with (other / "contents.toml").open("a", encoding="utf-8") as file:
        file.write("# other\n")
    with pytest.raises(InputError, match="of other rules; name a new folder"):
        batch.run([table], out, rules=other, shard_articles=10)
    with pytest.raises(InputError, match="of other options"):
        batch.run([table], out, rules=RULES, shard_articles=11)
    with pytest.raises(InputError, match="of other input"):
        batch.run([table, table], out, rules=RULES, shard_articles=10)
    text = table.read_text(encoding="utf-8")
    for changed in (
        text.replace("第41篇", "第四十一篇"),
        text + '\n{"doc_id": "new", "text": "企业9家。"}',
        text[:2000],
    ):
        table.write_text(changed, encoding="utf-8")
        with pytest.raises(InputError, match="input"):
            batch.run([table], out, rules=RULES, shard_articles=10)
    assert contents(out) == before
    batch.run([table], out, rules=RULES, shard_articles=10, fresh=True)
    assert contents(out) != before


def test_another_version_is_refused(table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch.run([table], tmp_path / "out", rules=RULES)
    monkeypatch.setattr("importlib.metadata.version", lambda name: "99.0")
    with pytest.raises(InputError, match="of other version"):
        batch.run([table], tmp_path / "out", rules=RULES)


def test_a_folder_of_something_else_is_left_alone(table: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine", encoding="utf-8")
    for fresh in (False, True):
        with pytest.raises(InputError, match="holds thesis.txt and no batch"):
            batch.run([table], tmp_path / "out", rules=RULES, fresh=fresh)
    assert contents(tmp_path / "out") == {"thesis.txt": b"mine"}


def test_two_runs_do_not_write_one_folder(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractor.batch.store._WAIT", 0.1)
    with Store(tmp_path / "out").locked(), pytest.raises(OutputError, match="another run writes there"):
        batch.run([table], tmp_path / "out", rules=RULES)


def test_a_shard_is_closed_by_its_text_too() -> None:
    long = Article("字" * 900_000, doc_id="long")
    found = [Source(f"d{n}", f"p:{n}", article=long) for n in range(7)]
    assert [len(shard.items) for shard in cut(found, most_articles=4)] == [3, 3, 1]


def test_documents_are_read_by_the_workers_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "2023").mkdir(parents=True)
    (folder / "2023" / "a.txt").write_bytes("全市专利授权量19.4万件，同比增长5%。".encode("gbk"))
    (folder / "b.md").write_text("# 概况\n\n全市**企业**200家。\n", encoding="utf-8")
    (folder / "metadata.csv").write_text("doc_id,title,published\nb,题目,2024-01-02\n", encoding="utf-8")
    summary = batch.run([folder], tmp_path / "out", rules=RULES, keep_articles=True)
    assert summary.encodings == {"gb18030": 1, "utf-8": 1}
    kept = pq.read_table(tmp_path / "out" / "articles").to_pylist()
    assert [(row["doc_id"], row["title"], row["published"]) for row in kept] == [
        ("b", "题目", "2024-01-02"), ("2023/a", "", ""),
    ]  # fmt: skip
    texts = {row["doc_id"]: row["text"] for row in kept}
    frame = claims(tmp_path / "out")
    assert len(frame) >= 2
    for row in frame.itertuples():
        assert texts[row.doc_id][row.start : row.end] == row.text


@pytest.mark.parametrize(("bad", "code"), [(False, 0), (True, 1)], ids=["all-read", "some-in-quarantine"])
def test_the_exit_code_says_whether_all_were_read(
    bad: bool, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.jsonl"
    lines = [*map(json.dumps, articles(3)), *(["{"] if bad else [])]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert main(["batch", str(path), str(tmp_path / "out"), "--rules", str(RULES)]) == code
    error = capsys.readouterr().err
    assert "3 articles, " in error
    assert ("see " in error) == bad


def test_a_wrong_call_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,body\n1,x\n", encoding="utf-8")
    out = str(tmp_path / "out")
    assert main(["batch", str(path), out, "--rules", str(RULES)]) == 1
    assert "has no column doc_id and text, only id, body" in (
        tmp_path / "out" / "quarantine.jsonl"
    ).read_text("utf-8")
    path.write_text("id,body\n1,企业200家。\n", encoding="utf-8")
    arguments = ["batch", str(path), out, "--rules", str(RULES), "--text", "body", "--id", "id"]
    assert main(arguments) == 2
    assert "holds a batch of other options" in capsys.readouterr().err
    assert main([*arguments, "--fresh"]) == 0


def test_arrow_batches_give_the_same_claims() -> None:
    rows = articles(30)
    batches = pa.Table.from_pylist(rows).to_batches(max_chunksize=7)
    pack = RulePack.of(RULES)
    whole = pa.Table.from_batches(extract_batches(batches, rules=pack))
    expected = [
        claim
        for row in rows
        for claim in extract(
            Article(row["text"], doc_id=row["doc_id"], published=row["published"]), pack.load()
        )
    ]
    assert whole["start"].to_pylist() == [claim.start for claim in expected]
    assert whole["value"].to_pylist() == [None if c.value is None else float(c.value) for c in expected]
    assert set(whole["problem"].to_pylist()) == {None}


def test_a_bad_article_among_arrow_batches_gives_its_problem_in_its_place() -> None:
    rows = [
        {"doc_id": "a", "text": "企业200家。", "published": None},
        {"doc_id": "b", "text": "", "published": None},
        {"doc_id": "c", "text": "企业300家。", "published": "then"},
        {"doc_id": "d", "text": "企业400家。", "published": None},
    ]
    whole = pa.Table.from_batches(
        extract_batches(pa.Table.from_pylist(rows).to_batches(), rules=RulePack.of(RULES))
    )
    assert list(zip(whole["doc_id"].to_pylist(), whole["value"].to_pylist(), strict=True)) == [
        ("a", 200), ("b", None), ("c", None), ("d", 400),
    ]  # fmt: skip
    assert [problem and problem.split(";")[0] for problem in whole["problem"].to_pylist()] == [
        None, "b: has no text", "c: published 'then' is no date", None,
    ]  # fmt: skip
    with pytest.raises(InputError, match="have no column text"):
        list(extract_batches(pa.table({"doc_id": ["a"]}).to_batches()))


def test_sources_name_each_article_once(table: Path) -> None:
    found = list(sources([table]))
    assert len(found) == 62
    assert len({one.doc_id for one in found if isinstance(one, Source)}) == 60


def test_a_path_that_is_not_there_is_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "nowhere.jsonl", tmp_path / "out"
    assert main(["batch", str(path), str(out), "--rules", str(RULES)]) == 2
    assert capsys.readouterr().err == f"{path}: no such file or folder; check the path\n"
    assert not out.exists()


@pytest.fixture
def one_number_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the article `b` the number is one that float64 cannot hold, as rules of one's own might read it."""
    import extractor.arrow
    import extractor.batch.worker
    import extractor.cli.extract

    def enlarged(article: Article, rules: Rules | None = None) -> Claims:
        found = extract(article, rules)
        value = Decimal("1e400")
        return Claims(replace(one, value=value) for one in found) if article.doc_id == "b" else found

    for module in (extractor.arrow, extractor.batch.worker, extractor.cli.extract):
        monkeypatch.setattr(module, "extract", enlarged)


@pytest.mark.usefixtures("one_number_too_large")
def test_a_number_too_large_for_a_table_costs_its_article_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"doc_id": name, "text": f"企业{number}00家。"} for number, name in enumerate("abc", 1)]
    path, problem = (
        tmp_path / "t.jsonl",
        "b[2:6]: value: '200家' is beyond float64; leave the claim out of the table",
    )
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")

    assert main(["batch", str(path), str(tmp_path / "out"), "--rules", str(RULES)]) == 1
    line = json.loads((tmp_path / "out" / "quarantine.jsonl").read_text("utf-8"))
    assert (line["doc_id"], line["reason"]) == ("b", problem)
    kept = pq.read_table(tmp_path / "out" / "claims" / "000000.parquet")
    assert kept["value"].to_pylist() == [100.0, 300.0]

    whole = pa.Table.from_batches(
        extract_batches(pa.Table.from_pylist(rows).to_batches(), rules=RulePack.of(RULES))
    )
    assert whole["value"].to_pylist() == [100.0, None, 300.0]
    assert whole["problem"].to_pylist() == [None, problem, None]

    capsys.readouterr()
    assert main(["extract", str(path), "--rules", str(RULES)]) == 2
    output = capsys.readouterr()
    assert [line.split(",")[0] for line in output.out.splitlines()] == ["doc_id", "a", "c"]
    assert output.err.splitlines() == [problem, "1 of 3 articles failed"]
