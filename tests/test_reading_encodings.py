"""Encodings: what Chinese comes in is told apart; a wrong declaration or damage never gives mojibake."""

import logging
from pathlib import Path

import opencc
import pytest

from extractor.errors import InputError
from extractor.formats.encodings import codec, decode

ARTICLE = (Path(__file__).parent.parent / "corpus" / "beijing-ip-2023.txt").read_text(encoding="utf-8")
SIMPLIFIED = {"sentence": "全市专利授权量19.4万件，同比增长5%。", "article": ARTICLE}
TRADITIONAL = {name: opencc.OpenCC("s2t").convert(text) for name, text in SIMPLIFIED.items()}


@pytest.mark.parametrize("length", SIMPLIFIED)
@pytest.mark.parametrize("declared", ["", "utf-8", "gb2312", "big5", "utf-16", "klingon"])
@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf_16_le"),
        ("utf-16-be", "utf_16_be"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("big5", "big5hkscs"),
    ],
)
def test_every_encoding_is_found_whatever_is_declared(
    written: str, found: str, declared: str, length: str
) -> None:
    text = (TRADITIONAL if written == "big5" else SIMPLIFIED)[length]
    content = text.encode(written, "ignore")
    if length == "sentence":
        assert content.decode(written) == text
    assert decode(content, place="a.txt", declared=declared) == (content.decode(written), found)


def test_rare_characters_of_gb18030() -> None:
    text = "𠮷野家在全市开设餐厅20家，㐂寿司3家。"
    assert decode(text.encode("gb18030"), place="a.txt") == (text, "gb18030")


@pytest.mark.parametrize("text", ["", "Only ASCII 19.4", "短"])
def test_short_texts_in_utf_8(text: str) -> None:
    assert decode(text.encode(), place="a.txt") == (text, "utf-8")


@pytest.mark.parametrize("cut", [1, 2])
def test_half_a_character_of_utf_8(cut: int) -> None:
    content = SIMPLIFIED["sentence"].encode()[:-cut]
    with pytest.raises(InputError, match=rf"a.txt: is UTF-8 but damaged at byte {len(content) - 3 + cut} "):
        decode(content, place="a.txt")


@pytest.mark.parametrize("length", SIMPLIFIED)
@pytest.mark.parametrize("written", ["gb18030", "big5", "utf-16-le"])
def test_half_a_character_of_others(written: str, length: str) -> None:
    text = (TRADITIONAL if written == "big5" else SIMPLIFIED)[length].rstrip()
    with pytest.raises(InputError, match="a.txt: .*damaged|not valid"):
        decode(text.encode(written, "ignore")[:-1], place="a.txt")


def test_a_text_too_short_to_tell_is_refused_unless_declared() -> None:
    content = "企业200家。".encode("gbk")
    with pytest.raises(InputError, match="too short to tell"):
        decode(content, place="a.txt")
    assert decode(content, place="a.html", declared="gb2312") == ("企业200家。", "gb18030")


def test_two_encodings_in_one_file() -> None:
    with pytest.raises(InputError, match="damaged"):
        decode(ARTICLE.encode() + "企业200家".encode("gbk"), place="a.txt")


def test_what_was_found_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    decode("全市专利授权量19.4万件，企业200家。".encode("gbk"), place="a.txt")
    decode("全市企业200家。".encode(), place="b.html", declared="gbk")
    assert [(record.levelname, record.message) for record in caplog.records] == [
        ("INFO", "a.txt: read as gb18030"),
        ("WARNING", "b.html: declares gb18030, is utf-8; read as utf-8"),
    ]


@pytest.mark.parametrize(
    ("name", "known"),
    [("GB2312", "gb18030"), ("gbk", "gb18030"), (" 'Big5' ", "big5hkscs"), ("x-sjis-9", "")],
)
def test_codecs_are_read_as_their_supersets(name: str, known: str) -> None:
    assert codec(name) == known
