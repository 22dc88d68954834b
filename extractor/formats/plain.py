"""Text files and Markdown."""

import re

from extractor.extras import require
from extractor.formats.document import Document, iso_date
from extractor.formats.encodings import decode

_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n---\s*(?:\n|\Z)", re.S)
# A line that Markdown broke goes on without a blank in Chinese, with one between Latin words.
_BROKEN = re.compile(r"(?<=[!-~])\v(?=[!-~])")
_FIELD = re.compile(r"^(title|date|published)\s*:\s*[\"']?(.*?)[\"']?\s*$", re.M)


def read_txt(content: bytes, *, place: str, encoding: str = "") -> Document:
    """The file's text exactly as it stands, without a byte order mark."""
    text, found = decode(content, place=place, declared=encoding)
    return Document(text, encoding=found)


def read_markdown(content: bytes, *, place: str, encoding: str = "") -> Document:
    """The text without its markup; title and date of the front matter, or the first heading as title."""
    library = require("markdown_it", extra="markdown", purpose=f"{place}: reading Markdown")
    source, found = decode(content, place=place, declared=encoding)
    source = source.replace("\r\n", "\n")
    front = _FRONT_MATTER.match(source)
    fields = dict(_FIELD.findall(front[1])) if front else {}
    body = source[front.end() :] if front else source
    tokens = library.MarkdownIt().parse(body)
    lines: list[str] = []
    title = fields.get("title", "")
    for token, before in zip(tokens, [None, *tokens], strict=False):
        if token.type == "inline":
            text = _BROKEN.sub(" ", "".join(map(_plain, token.children or ()))).replace("\v", "")
            if not title and before is not None and before.tag == "h1":
                title = text
            lines.append(text)
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.rstrip("\n"))
    return Document("\n".join(lines), title, iso_date(fields.get("published") or fields.get("date")), found)


def _plain(token: object) -> str:
    kind = getattr(token, "type", "")
    if kind in ("softbreak", "hardbreak"):
        return "\n" if kind == "hardbreak" else "\v"
    return str(getattr(token, "content", "")) if kind in ("text", "code_inline", "image") else ""
