"""Articles from paths: what is read in which order, and what is told instead."""

import json
from pathlib import Path

import pytest

from extractor.article import Article
from extractor.claim import GOLD_COLUMNS
from extractor.reading import Unreadable, read_articles

GOOD = {"doc_id": "a", "text": "专利授权量19.4万件。"}


def read(*paths: Path, published: str = "") -> list[Article | Unreadable]:
    return list(read_articles(paths, published=published))


def outlines(*paths: Path, published: str = "") -> list[tuple[str, str, str]]:
    return [
        (one.doc_id, one.title, one.published) if isinstance(one, Article) else ("", "", one.reason)
        for one in read(*paths, published=published)
    ]


def lines(path: Path, *records: object) -> Path:
    written = [
        record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records
    ]
    path.write_text("\n".join(written) + "\n", encoding="utf-8")
    return path


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("乙。", encoding="utf-8")
    (tmp_path / "a.TXT").write_text("甲。", encoding="utf-8")
    (tmp_path / "b.csv").write_text(",".join(GOLD_COLUMNS) + "\n", encoding="utf-8")
    lines(tmp_path / "c.jsonl", GOOD | {"doc_id": "c1"}, GOOD | {"doc_id": "c2", "published": "2021"})
    (tmp_path / "metadata.csv").write_text("doc_id,title,published\nb,题,2024-04\n", encoding="utf-8")
    assert outlines(tmp_path, published="2020") == [
        ("a", "", "2020"),
        ("b", "题", "2024-04"),
        ("c1", "", "2020"),
        ("c2", "", "2021"),
    ]


def test_paths_are_read_one_after_the_other(tmp_path: Path) -> None:
    good, other = lines(tmp_path / "a.jsonl", GOOD), tmp_path / "b.txt"
    other.write_text("乙。", encoding="utf-8")
    missing = tmp_path / "missing.txt"
    assert [one[0] for one in outlines(other, missing, good)] == ["b", "", "a"]


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    articles = read_articles([lines(tmp_path / "a.jsonl", GOOD), tmp_path / "later.txt"])
    assert isinstance(next(articles), Article)
    (tmp_path / "later.txt").write_text("后来。", encoding="utf-8")
    assert isinstance(next(articles), Article)


def test_an_article_of_json(tmp_path: Path) -> None:
    record = GOOD | {"title": "题", "published": "2024-01-20", "source": "another field", "id": 7}
    (article,) = read(lines(tmp_path / "a.jsonl", "", record, "  "))
    assert article == Article(GOOD["text"], doc_id="a", title="题", published="2024-01-20")


def test_a_byte_order_mark_before_json(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(json.dumps(GOOD).encode("utf-8-sig"))
    assert outlines(path) == [("a", "", "")]


BAD_LINES = {
    "no-text": ({"doc_id": "a"}, "has no text; give every line a doc_id and a text"),
    "blank-text": ({"doc_id": "a", "text": " \n"}, "has no text; give every line"),
    "null-text": ({"doc_id": "a", "text": None}, "has no text; give every line"),
    "no-doc-id": ({"text": "专利。"}, "has no doc_id; give every line"),
    "text-is-a-list": ({"doc_id": "a", "text": ["专利。"]}, "text is no text; write it in quotes"),
    "doc-id-is-a-list": ({"doc_id": [7], "text": "专利。"}, "doc_id is no text; write it in quotes"),
    "title-is-a-number": (GOOD | {"title": 7}, "title is no text; write it in quotes"),
    "published-is-a-number": (GOOD | {"published": 2024}, "published is no text; write it in quotes"),
    "no-date": (GOOD | {"published": "昨天"}, "a: published '昨天' is no date; write it as 2024-04-23"),
    "array": ("[1]", "is no JSON object; write one object"),
    "number": ("19.4", "is no JSON object; write one object"),
    "no-json": ("{'doc_id': 'a'}", "is no JSON (Expecting property name"),
    "deep": ("[" * 100_000, "is no JSON (maximum recursion depth exceeded"),
    "long-number": ('{"doc_id": ' + "9" * 5000 + "}", "is no JSON (Exceeds the limit"),
    "surrogate": ('{"doc_id": "a", "text": "\\ud800"}', r"a: text holds '\ud800', no character"),
}


@pytest.mark.parametrize(("record", "message"), BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_bad_line_is_told_and_the_next_is_read(record: object, message: str, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", record, GOOD)
    told, article = read(path)
    assert isinstance(told, Unreadable)
    assert told.reason.startswith(f"{path}:1: {message}")
    assert "\n" not in told.reason
    assert isinstance(article, Article)


def test_a_line_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(json.dumps(GOOD, ensure_ascii=False).encode("gb18030") + b"\n")
    (article,) = read(path)
    assert isinstance(article, Article)
    assert article.text == GOOD["text"]


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_a_file_without_lines(content: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(content, encoding="utf-8")
    assert [one[2] for one in outlines(path)] == [
        f"{path}: is empty; write one object with doc_id and text a line"
    ]


def test_a_folder_without_articles(tmp_path: Path) -> None:
    (told,) = read(tmp_path)
    assert isinstance(told, Unreadable)
    assert told.reason.startswith(f"{tmp_path}: holds no .txt or ")
    assert told.reason.endswith("file; name a folder of articles")


def test_bad_metadata_is_told_once_for_its_folder(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("专利。", encoding="utf-8")
    (tmp_path / "metadata.csv").write_text("doc_id,title\na,b\n", encoding="utf-8")
    assert [one[2] for one in outlines(tmp_path)] == [
        f"{tmp_path / 'metadata.csv'}:1: the header lacks published; it must hold doc_id,title,published"
    ]


def test_a_path_that_the_system_refuses(tmp_path: Path) -> None:
    assert outlines(tmp_path / ("长" * 300))[0][2].endswith(
        "cannot be read (File name too long); check path and rights"
    )
