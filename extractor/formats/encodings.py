"""Bytes as text: UTF-8, UTF-16, GB18030 or Big5, told apart by charset-normalizer."""

import codecs
import logging
from typing import Any

from extractor.errors import InputError
from extractor.extras import require

_log = logging.getLogger(__name__)

# The longer mark first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# GB18030 holds GBK and GB2312 and differs from them nowhere; Big5-HKSCS holds Big5.
_BYTES = ("gb18030", "big5hkscs")
# Any even number of bytes is some text in UTF-16 (企业 in GB18030 is 웳튵), so without a mark it
# must show a zero byte, which its digits, blanks and ends of lines have and the others never.
_PAIRS = ("utf_16_le", "utf_16_be")
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "utf-16-le": "utf_16_le",
    "utf-16-be": "utf_16_be",
}
_DAMAGED = 0.05
# Bytes of a dozen characters. Of 1,500 cuts of news at this length, 2 in Big5 were taken for GB18030,
# none at twenty; at four characters one in three.
_SHORT = 24


def marked(content: bytes) -> str:
    """The encoding that a byte order mark at the start tells, else empty."""
    return next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "")


def decode(content: bytes, *, place: str, declared: str = "") -> tuple[str, str]:
    """The text, and the encoding it was read in.

    >>> decode("全市专利授权量19.4万件，同比增长5%。".encode("gbk"), place="a.txt")
    ('全市专利授权量19.4万件，同比增长5%。', 'gb18030')
    >>> decode("全市专利授权量".encode("utf-8"), place="a.html", declared="gb2312")
    ('全市专利授权量', 'utf-8')

    A byte order mark decides; bytes that are valid UTF-8 are UTF-8, whatever the
    page declares; else charset-normalizer chooses among GB18030, Big5 and UTF-16.
    A declaration is used where the library finds no or no clear answer. Damaged text (half a
    character, bytes of two encodings), or one of a few characters that could be either, is an
    `InputError` with the place, so it never comes out as mojibake. What was found, and a wrong
    declaration, is logged.
    """
    encoding = _encoding(content, place, declared)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{place}: is not valid {encoding} at byte {error.start} ({error.reason}); save it as UTF-8"
        ) from None
    if "\0" in text:
        raise InputError(f"{place}: holds NUL characters, so it is not a text file; give the article's text")
    return text, encoding


def codec(name: str) -> str:
    """The codec that reads what is declared as `name`, its superset where it has one; empty if unknown.

    >>> codec("GB2312"), codec("utf8"), codec("klingon")
    ('gb18030', 'utf-8', '')
    """
    try:
        known = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return ""
    return _SUPERSETS.get(known, known)


def _encoding(content: bytes, place: str, declared: str) -> str:
    if mark := marked(content):
        return mark
    claimed = codec(declared) if declared else ""
    if _is_utf8(content, place):
        _report(place, "utf-8", claimed)
        return "utf-8"
    library = require("charset_normalizer", extra="encodings", purpose=f"{place}: telling its encoding")
    candidates = _PAIRS if b"\0" in content else _BYTES
    matches = library.from_bytes(content, cp_isolation=list(candidates))
    found = [match.encoding for match in matches]
    equal = [match.encoding for match in matches if _merit(match) == _merit(matches[0])]
    short = sum(byte > 127 for byte in content) < _SHORT and len(found) > 1
    if claimed in (found if short else equal) or (not found and claimed in candidates):
        chosen = claimed
    elif len(equal) == 1 and not short:
        chosen = found[0]
    elif found:
        raise InputError(f"{place}: is too short to tell {' from '.join(found)}; save it as UTF-8")
    else:
        raise InputError(f"{place}: its encoding cannot be told or it is damaged; save it as UTF-8")
    _report(place, chosen, claimed)
    return chosen


def _merit(match: Any) -> tuple[float, float]:
    return match.chaos, -match.coherence


def _is_utf8(content: bytes, place: str) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        # UTF-8 with half a character would pass for GB18030, as mojibake: 件 cut after two bytes is 浠.
        read = content.decode("utf-8", errors="replace")
        foreign = sum(not char.isascii() for char in read)
        if read.count("\ufffd") <= max(1, _DAMAGED * foreign) < foreign:
            raise InputError(
                f"{place}: is UTF-8 but damaged at byte {error.start} ({error.reason}); repair the file"
            ) from None
        return False
    return True


def _report(place: str, encoding: str, claimed: str) -> None:
    if claimed and claimed != encoding:
        _log.warning("%s: declares %s, is %s; read as %s", place, claimed, encoding, encoding)
    elif encoding != "utf-8":
        _log.info("%s: read as %s", place, encoding)
