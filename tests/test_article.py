"""Articles: what is refused, and how a text is cut into headings and sentences."""

from pathlib import Path

import pytest

from extractor.article import Article, is_date, read_metadata
from extractor.errors import InputError

CUTS = {
    "two-sentences": ("全市专利授权量19.4万件。同比增长5%！", ["全市专利授权量19.4万件。", "同比增长5%！"]),
    "quote-closes-with-its-sentence": (
        "他说：“增长5%。”会议结束。",
        ["他说：“增长5%。”", "会议结束。"],
    ),
    "bracket-closes-with-its-sentence": ("（同比增长5%。）余同。", ["（同比增长5%。）", "余同。"]),
    "a-point-is-no-end": ("拥有量262.9件,增长20.43%,稳居第一。", ["拥有量262.9件,增长20.43%,稳居第一。"]),
    "ascii-marks": ("增长5%!真的?真的。", ["增长5%!", "真的?", "真的。"]),
    "several-marks": ("真的吗？！真的……", ["真的吗？！", "真的……"]),
    "lines": ("第一句。\r\n第二句。\r第三句。\n\n第四句。", ["第一句。", "第二句。", "第三句。", "第四句。"]),
    "white-space-around": ("　　全市19.4万件。  同比增长。\t\n", ["全市19.4万件。", "同比增长。"]),
    "no-end": ("亮点1\n\n全市专利授权量19.4万件", ["亮点1", "全市专利授权量19.4万件"]),
    "semicolon-is-no-end": ("立案738件；结案639件。", ["立案738件；结案639件。"]),
}


@pytest.mark.parametrize(("text", "expected"), CUTS.values(), ids=CUTS.keys())
def test_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in Article(text).sentences] == expected


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("亮点1", True),
        ("在全国首批试点开展专利批量预审工作", True),
        ("一、总体情况", True),
        ("北京举行2023年知识产权保护状况新闻发布会", True),
        ("全市专利授权量19.4万件。", False),
        ("潘新胜介绍：", False),
        ("全市专利授权量19.4万件，", False),
        ("“全市专利授权量19.4万件。”", False),
        ("北京" * 31, False),
    ],
)
def test_headings(line: str, heading: bool) -> None:
    assert [sentence.heading for sentence in Article(f"{line}\n正文。").sentences] == [heading, False]


def test_offsets_are_those_of_the_stored_text(reference: Article) -> None:
    sentences = reference.sentences
    assert len(sentences) > 50
    for sentence in sentences:
        assert reference.text[sentence.start : sentence.end] == sentence.text
        assert len(sentence.folded) == len(sentence.text)
    assert all(one.end <= other.start for one, other in zip(sentences, sentences[1:], strict=False))
    between = [
        reference.text[one.end : other.start] for one, other in zip(sentences, sentences[1:], strict=False)
    ]
    assert not "".join(between).strip()


def test_paragraphs_are_counted_by_lines_that_hold_text() -> None:
    sentences = Article("一。二。\n\n \n三。\n四。").sentences
    assert [sentence.paragraph for sentence in sentences] == [0, 0, 1, 2]


def test_full_width_is_folded_beside_the_text() -> None:
    (sentence,) = Article("同比增长２２．４１％，共１０．８万件。").sentences
    assert sentence.text == "同比增长２２．４１％，共１０．８万件。"
    assert sentence.folded == "同比增长22.41%,共10.8万件。"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "　"])
def test_no_text_has_no_sentences(text: str) -> None:
    assert Article(text).sentences == ()


@pytest.mark.parametrize("date", ["2024-04-23", "2024-04", "2024", "2024-02-29"])
def test_dates(date: str) -> None:
    assert is_date(date)
    assert Article("正文。", published=date).published == date


@pytest.mark.parametrize(
    "date", ["2023-02-29", "2024-13", "2024-4-23", "24", "0000", "2024年", "2024-04-23T10:00", "今天"]
)
def test_what_is_no_date(date: str) -> None:
    assert not is_date(date)
    with pytest.raises(InputError, match=r"^a: published .* is no date; write it as 2024-04-23"):
        Article("正文。", doc_id="a", published=date)


def test_reading_a_file(datadir: Path) -> None:
    article = Article.read(datadir / "patents.txt")
    assert (article.doc_id, article.title, article.published) == ("patents", "全市专利情况", "2024-01-20")
    assert article.text == "全市专利授权量19.4万件。\r\n同比增长5.02%。\r\n"


def test_what_is_given_wins_over_the_metadata(datadir: Path) -> None:
    article = Article.read(datadir / "patents.txt", title="专利", published="2023")
    assert (article.title, article.published) == ("专利", "2023")


def test_a_file_without_metadata(datadir: Path) -> None:
    article = Article.read(datadir / "unknown.txt")
    assert (article.doc_id, article.title, article.published) == ("unknown", "", "")


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "bom.txt"
    path.write_bytes("专利授权量19.4万件。".encode("utf-8-sig"))
    assert Article.read(path).text == "专利授权量19.4万件。"


REFUSED = {
    "missing": (None, "no such file; check the path"),
    "empty": (b"", "is empty; give a file that holds the article's text"),
    "blank": (" \n\u3000\n".encode(), "is empty; give a file that holds the article's text"),
    "gb18030": ("新闻".encode("gb18030"), "is not UTF-8 text (byte 0); convert it first"),
    "utf-16": ("专利19.4万件".encode("utf-16"), "is not UTF-8 text (byte 0); convert it first"),
    "cut-off": ("专利".encode()[:-1], "is not UTF-8 text (byte 3); convert it first"),
    "nul": (b"PK\x03\x04\0\0", "holds NUL characters, so it is not a text file"),
}


@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused(content: bytes | None, message: str, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as error:
        Article.read(path)
    assert str(error.value).startswith(f"{path}: {message}")
    assert "\n" not in str(error.value)


def test_a_folder_is_no_article(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot be read \(Is a directory\); check path and rights"):
        Article.read(tmp_path)


@pytest.mark.parametrize("field", ["doc_id", "title", "text"])
def test_half_a_surrogate_pair_is_no_character(field: str) -> None:
    cells = {"text": "正文。", "doc_id": "a", "title": "标题"} | {field: "专利\udc80"}
    with pytest.raises(InputError, match=rf"{field} holds '\\udc80', no character; mend its encoding$"):
        Article(**cells)


def test_metadata(datadir: Path) -> None:
    assert read_metadata(datadir) == {
        "patents": {"doc_id": "patents", "title": "全市专利情况", "published": "2024-01-20"},
        "parcels": {"doc_id": "parcels", "title": "快递，又快又多", "published": ""},
        "short": {"doc_id": "short", "title": "", "published": ""},
    }


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ("doc_id,date\npatents,2024\n", "metadata.csv:1: the header lacks title, published; it"),
        ("", "metadata.csv: is empty"),
        ('doc_id,title,published\npatents,"专利\n', "metadata.csv:2: is no CSV (unexpected end of data)"),
        ("doc_id,title,published\npatents,,昨天\n", "patents: published '昨天' is no date"),
    ],
    ids=["columns", "empty", "quotes", "date"],
)  # fmt: skip
def test_bad_metadata(metadata: str, message: str, datadir: Path) -> None:
    (datadir / "metadata.csv").write_text(metadata, encoding="utf-8")
    with pytest.raises(InputError) as error:
        Article.read(datadir / "patents.txt")
    assert message in str(error.value)
    assert str(datadir) in str(error.value)
