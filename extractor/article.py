"""An article, and the paragraphs, headings and sentences it is cut into."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape
from itertools import groupby
from pathlib import Path

import regex

from extractor.errors import InputError, unreadable
from extractor.fold import fold

METADATA_COLUMNS = ("doc_id", "title", "published")

_LINE = regex.compile(r"[^\n\r\u2028\u2029]+")
# A sentence ends at 。！？ and takes a closing quote or bracket with it: “…。”
# A half-width full stop is a decimal point far more often than an end, so it ends none.
_SENTENCE = regex.compile(r"[^。!?！？]*(?:[。!?！？]+[”’」』）)》\"]*|$)")
_ENDS_LIKE_A_SENTENCE = regex.compile(r"[。！？!?；;：:，,…][”’」』）)\"\s]*$")
_LONGEST_HEADING = 60
_PUBLISHED = regex.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of the article: `text == article.text[start:end]`.

    `folded` is the same text with full-width characters folded one to one, the
    form that rules see. `paragraph` counts the article's lines that hold text.
    `heading` marks a line that stands alone without a sentence's end.
    """

    text: str
    folded: str
    start: int
    end: int
    paragraph: int
    heading: bool


@dataclass(frozen=True)
class Article:
    """A text with what is known of it: `doc_id`, `title`, and `published` (2024-04-23, 2024-04 or 2024).

    >>> article = Article("记者从会上获悉，全市专利授权量19.4万件。同比增长5%！", doc_id="a")
    >>> [sentence.text for sentence in article.sentences]
    ['记者从会上获悉，全市专利授权量19.4万件。', '同比增长5%！']
    """

    text: str
    doc_id: str = "article"
    title: str = ""
    published: str = ""

    def __post_init__(self) -> None:
        for name in ("doc_id", "title", "text"):
            _require_unicode(self.doc_id, name, getattr(self, name))
        if self.published and not is_date(self.published):
            raise InputError(
                f"{self.doc_id}: published {self.published!r} is no date; "
                "write it as 2024-04-23, 2024-04 or 2024, or leave it empty"
            )

    @classmethod
    def read(
        cls,
        path: str | Path,
        *,
        title: str = "",
        published: str = "",
        metadata: Mapping[str, Mapping[str, str]] | None = None,
    ) -> "Article":
        """The article in a UTF-8 text file; its `doc_id` is the file's stem.

        What is not given is looked up in `metadata`, by default the `metadata.csv` in the file's folder.
        """
        path = Path(path)
        text = _read_text(path)
        known = (read_metadata(path.parent) if metadata is None else metadata).get(path.stem, {})
        try:
            return cls(
                text,
                doc_id=path.stem,
                title=title or known.get("title", ""),
                published=published or known.get("published", ""),
            )
        except InputError as error:
            raise InputError(f"{path.parent}: {error}") from None

    def _repr_html_(self) -> str:
        """For notebooks: the article with its claims highlighted, and their table."""
        return _shown(self)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The article's sentences and headings in order, white space around them left away."""
        return tuple(_cut(self.text))


def framed(article: Article, body: str, *, note: str = "") -> str:
    """The article's title and facts as HTML above a body, and a note below."""
    facts = " · ".join(escape(fact) for fact in (article.doc_id, article.published) if fact)
    title = f"<h3>{escape(article.title)}</h3>" if article.title else ""
    below = f"<p><small>{escape(note)}</small></p>" if note else ""
    return f'<div lang="zh-Hans">{title}<p><small>{facts}</small></p>{body}</div>{below}'


def plain_html(article: Article, *, note: str = "") -> str:
    """The article as HTML without claims: title, facts, text with headings bold, and a note below."""
    lines = []
    for _, group in groupby(article.sentences, key=lambda sentence: sentence.paragraph):
        sentences = list(group)
        line = escape("".join(sentence.text for sentence in sentences))
        lines.append(f"<p><b>{line}</b></p>" if sentences[0].heading else f"<p>{line}</p>")
    return framed(article, "".join(lines), note=note)


_shown: Callable[[Article], str] = plain_html


def show_with(render: Callable[[Article], str]) -> None:
    """Has notebooks show articles by this function: one above, which knows of rules and claims."""
    global _shown
    _shown = render


def _cut(text: str) -> list[Sentence]:
    sentences = []
    for number, line in enumerate(_lines(text)):
        heading = _is_heading(line.group())
        pieces = [line] if heading else _SENTENCE.finditer(text, line.start(), line.end())
        for piece in pieces:
            stripped = piece.group().strip()
            if stripped:
                start = piece.start() + len(piece.group()) - len(piece.group().lstrip())
                sentences.append(
                    Sentence(stripped, fold(stripped), start, start + len(stripped), number, heading)
                )
    return sentences


def _lines(text: str) -> list["regex.Match[str]"]:
    return [line for line in _LINE.finditer(text) if not line.group().isspace()]


def _is_heading(line: str) -> bool:
    stripped = line.strip()
    return len(stripped) <= _LONGEST_HEADING and not _ENDS_LIKE_A_SENTENCE.search(stripped)


def is_date(written: str) -> bool:
    """Whether this is a date of publication: a day, a month or a year that there is.

    >>> is_date("2024-04-23"), is_date("2024-04"), is_date("2024-02-30"), is_date("4月23日")
    (True, True, False, False)
    """
    if not _PUBLISHED.fullmatch(written):
        return False
    try:
        # A month or a year alone is a date if its first day is one.
        date.fromisoformat(written + "0000-01-01"[len(written) :])
    except ValueError:
        return False
    return True


def _require_unicode(doc_id: str, name: str, text: str) -> None:
    """Half a surrogate pair is no character: JSON and file names can smuggle one in, UTF-8 cannot hold it."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        place = ascii(doc_id)[1:-1]
        raise InputError(
            f"{place}: {name} holds {error.object[error.start]!a}, no character; mend its encoding"
        ) from None


def _read_text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: is not UTF-8 text (byte {error.start}); convert it first, "
            "Chinese text often with iconv -f GB18030 -t UTF-8"
        ) from None
    if "\0" in text:
        raise InputError(f"{path}: holds NUL characters, so it is not a text file; give the article's text")
    if not text.strip():
        raise InputError(f"{path}: is empty; give a file that holds the article's text")
    return text


def read_metadata(folder: Path) -> dict[str, dict[str, str]]:
    """What `metadata.csv` in the folder says of each article: `doc_id` → `title`, `published`.

    Without such a file there is nothing known of any.
    """
    path = folder / "metadata.csv"
    if not path.is_file():
        return {}
    text = _read_text(path)
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="", strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise InputError(
            f"{path}:{reader.reader.line_num}: is no CSV ({error}); quote cells as in RFC 4180"
        ) from None
    missing = [name for name in METADATA_COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise InputError(
            f"{path}:1: the header lacks {', '.join(missing)}; it must hold {','.join(METADATA_COLUMNS)}"
        )
    return {row["doc_id"]: {name: row[name].strip() for name in METADATA_COLUMNS} for row in rows}
