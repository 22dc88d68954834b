"""Web pages: the article without the page's boilerplate, by trafilatura."""

import re

from extractor.errors import InputError
from extractor.extras import require
from extractor.formats.document import Document, iso_date
from extractor.formats.encodings import decode

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w-]+)", re.I
)
_HEAD_BYTES = 4096
_DEEPEST = 1000
_TAG = re.compile(
    r"<(/?)(?!(?:br|hr|img|input|link|meta|area|base|col|embed|source|track|wbr|p|li)\b)[a-z]", re.I
)


def read_html(content: bytes, *, place: str) -> Document:
    """The page's article with its title and date, as the page's metadata gives them."""
    trafilatura = require("trafilatura", extra="html", purpose=f"{place}: reading web pages")
    declared = _DECLARED.search(content, 0, _HEAD_BYTES)
    name = (declared[1] or declared[2]).decode("ascii", "replace") if declared else ""
    html, encoding = decode(content, place=place, declared=name)
    # lxml's tree of a page this deep overruns the stack of what walks it.
    if _depth(html) > _DEEPEST:
        raise InputError(f"{place}: its tags are nested more than {_DEEPEST} deep; repair the page")
    page = trafilatura.bare_extraction(
        _as_utf8(html),
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        date_extraction_params={"original_date": True, "extensive_search": True},
    )
    text = (page.text or "") if page is not None else ""
    if page is None or not text.strip():
        raise InputError(f"{place}: holds no article that could be told from its boilerplate; give its text")
    return Document(text, page.title or "", iso_date(page.date), encoding)


def _as_utf8(html: str) -> str:
    # What the page declares would make the parser decode it a second time.
    return (
        re.sub(r"(?i)((?:charset|encoding)\s*=\s*[\"']?\s*)[\w-]+", r"\1utf-8", html[:_HEAD_BYTES])
        + html[_HEAD_BYTES:]
    )


def _depth(html: str) -> int:
    depth = deepest = 0
    for tag in _TAG.finditer(html):
        depth = max(0, depth + (-1 if tag[1] else 1))
        deepest = max(deepest, depth)
    return deepest
