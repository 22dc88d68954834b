"""Tables: CSV, JSON Lines and Parquet, packed or not, in any encoding, row by row."""

import csv
import gzip
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from extractor.article import Article
from extractor.formats.tables import Fields
from extractor.reading import Unreadable, read_articles
from extractor.seen import Seen

ROWS = [
    {
        "doc_id": "a",
        "text": "全市企业200家。\n同比\u2028增长5%，“其中”出口3家。",
        "title": "题",
        "published": "2024-04-23",
    },
    {"doc_id": "7", "text": "长" * 200_000 + "。", "title": "", "published": ""},
    *({"doc_id": f"n{n}", "text": f"企业{n}家。", "title": "", "published": ""} for n in range(300)),
]


def as_csv(rows: list[dict[str, str]]) -> str:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def as_jsonl(rows: list[dict[str, str]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def texts(path: Path) -> list[tuple[str, str, str, str]]:
    found = list(read_articles([path]))
    assert not [one for one in found if isinstance(one, Unreadable)]
    return [(one.doc_id, one.text, one.title, one.published) for one in found if isinstance(one, Article)]


EXPECTED = [tuple(row[name] for name in ("doc_id", "text", "title", "published")) for row in ROWS]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress], ids=["plain", "gz", "zst"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize(("suffix", "write"), [(".csv", as_csv), (".jsonl", as_jsonl)], ids=["csv", "jsonl"])
def test_rows(
    suffix: str,
    write: Callable[[list[dict[str, str]]], str],
    encoding: str,
    pack: Callable[[bytes], bytes],
    tmp_path: Path,
) -> None:
    packed = {bytes: "", gzip.compress: ".gz"}.get(pack, ".zst")
    path = tmp_path / f"t{suffix}{packed}"
    path.write_bytes(pack(write(ROWS).encode(encoding)))
    assert texts(path) == EXPECTED


def test_parquet(tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "t.parquet")
    assert texts(tmp_path / "t.parquet") == EXPECTED


@pytest.mark.parametrize("published", [date(2024, 4, 23), datetime(2024, 4, 23, 8, 30)])
def test_parquet_with_types_of_its_own(published: date, tmp_path: Path) -> None:
    rows = [
        {"id": 12, "body": "企业200家。", "published": published},
        {"id": 13, "body": None, "published": None},
    ]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "t.parquet")
    good, bad = read_articles([tmp_path / "t.parquet"], fields=Fields(doc_id="id", text="body"))
    assert isinstance(good, Article)
    assert (good.doc_id, good.text, good.published) == ("12", "企业200家。", "2024-04-23")
    assert isinstance(bad, Unreadable)
    assert bad.reason.endswith("t.parquet:2: has no text; give every line a doc_id and a text")


def test_a_line_that_is_damaged_costs_itself_alone(tmp_path: Path) -> None:
    lines = [json.dumps(row, ensure_ascii=False).encode() for row in ROWS[2:6]]
    lines[1] = lines[1].replace("家".encode(), "家".encode()[:2])
    (tmp_path / "t.jsonl").write_bytes(b"\n".join(lines))
    found = list(read_articles([tmp_path / "t.jsonl"]))
    assert [isinstance(one, Article) for one in found] == [True, False, True, True]
    assert isinstance(found[1], Unreadable)
    assert "t.jsonl:2: is not UTF-8 text (byte" in found[1].reason


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("txt", "全市专利授权量19.4万件，企业200家。"),
        ("jsonl", '{"doc_id": "stdin", "text": "全市专利授权量19.4万件，企业200家。"}\n'),
        ("csv", "doc_id,text\nstdin,全市专利授权量19.4万件，企业200家。\n"),
    ],
)
def test_standard_input(kind: str, content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content.encode("gbk"))))
    (article,) = read_articles(["-"], stdin=kind)
    assert isinstance(article, Article)
    assert (article.doc_id, article.text) == ("stdin", "全市专利授权量19.4万件，企业200家。")


def test_tab_separated(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("doc_id\ttext\n1\t企业200家，商标3件。\n", encoding="utf-8")
    assert texts(tmp_path / "t.tsv") == [("1", "企业200家，商标3件。", "", "")]


def test_ids_are_known_again_beyond_the_recent_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.seen._RECENT", 10)
    seen = Seen()
    assert all(seen.add(f"doc-{number}") for number in range(55))
    assert not any(seen.add(f"doc-{number}") for number in range(55))
