"""PDF files: their text by pypdf, lines that the page broke put together again."""

import io
import re

from extractor.errors import InputError
from extractor.extras import require
from extractor.formats.document import Document, iso_date

_MOST_PAGES = 2000
_CREATED = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_FULL = 0.8
_CLOSED = "。！？；：!?;:"


def read_pdf(content: bytes, *, place: str) -> Document:
    """The file's text, a line a paragraph, with the title and date of its properties.

    A file that holds pictures of text and no text is an `InputError`.
    """
    pypdf = require("pypdf", extra="pdf", purpose=f"{place}: reading .pdf files")
    try:
        file = pypdf.PdfReader(io.BytesIO(content))
        if len(file.pages) > _MOST_PAGES:
            raise InputError(f"{place}: has {len(file.pages)} pages, more than {_MOST_PAGES}; split it")
        pages = [page.extract_text() for page in file.pages]
        about = file.metadata or {}
        title, created = str(about.get("/Title") or ""), _CREATED.match(str(about.get("/CreationDate") or ""))
    except InputError:
        raise
    except Exception as error:  # pypdf raises its own errors and, on damaged files, whatever it stumbles over
        raise InputError(f"{place}: cannot be read as PDF ({error}); print it to PDF anew") from None
    text = joined_lines("\n".join(pages))
    if not text.strip():
        raise InputError(f"{place}: holds no text, only pictures of it perhaps; run OCR on it first")
    return Document(text, title, iso_date("-".join(created.groups())) if created else "")


def joined_lines(text: str) -> str:
    """The text with lines put together that only the page's width had broken.

    >>> print(joined_lines("全市概况\\n2023年，全市专利授权量19.4万\\n件，同比增长5%。\\n企业200家。"))
    全市概况
    2023年，全市专利授权量19.4万件，同比增长5%。
    企业200家。

    A line goes on in the next if it is about as long as the longest (80 %) and ends no sentence.
    """
    lines = [line.strip() for line in text.splitlines()]
    width = max(map(len, lines), default=0)
    joined: list[str] = []
    open_ended = False
    for line in lines:
        if open_ended and line:
            gap = (
                " " if joined[-1][-1:].isascii() and joined[-1][-1:].isalpha() and line[:1].isascii() else ""
            )
            joined[-1] += gap + line
        else:
            joined.append(line)
        open_ended = bool(line) and len(line) >= _FULL * width and line[-1] not in _CLOSED
    return "\n".join(joined)
