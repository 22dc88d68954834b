"""Self-contained HTML pages: an article with its claims, and the index of a folder.

Pages load nothing: style and script stand inside, and a content security policy
forbids the rest, so they work from disk and can be mailed.
"""

import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.audit import audit
from extractor.cells import gist, written
from extractor.check import check
from extractor.claims import Claims
from extractor.errors import ExtractorError
from extractor.explain import Numeral, account
from extractor.extract import Extraction
from extractor.markup import STYLE, Mark, claim_marks, highlighted, tooltip
from extractor.pairing import pair
from extractor.scores import Report
from extractor.synonyms import Synonyms

if TYPE_CHECKING:
    import jinja2

TABLE_COLUMNS: tuple[str, ...] = (
    "kind", "text", "indicator", "action", "value", "value_max", "bound", "unit", "growth", "growth_unit",
    "growth_basis", "rank", "rank_scope", "streak", "period", "region", "agency", "speaker", "attribution",
    "modality", "rule",
)  # fmt: skip
_NUMBERS = frozenset({"value", "value_max", "growth", "rank", "streak"})
_MOST_BARS = 12
_NO_FILE_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]|^\.+')


@dataclass(frozen=True, slots=True)
class Source:
    """Who states a run of claims: names, how far they speak (offsets), and for how many rows."""

    agency: str
    speaker: str
    start: int
    end: int
    rows: int


def article_page(extraction: Extraction, *, gold: Claims | None = None, home: str = "") -> str:
    """The page of one article: text, table, audit, sources, numerals nobody claimed, gold differences.

    `home` is the address of the index page, if there is one.
    """
    article, claims = extraction.article, extraction.claims
    accounted = account(extraction)
    numerals = [numeral for numeral in accounted if numeral.state != "claim"]
    report = None if gold is None else check(claims, gold, doc_ids=[article.doc_id])
    sources = reaches(claims)
    anchored = {place for claim in claims for place in range(claim.start, claim.end)}
    marks = claim_marks(claims, article.text)
    marks += [_numeral_mark(numeral) for numeral in accounted if numeral.start not in anchored]
    if gold is not None:
        marks += _missed_marks(gold, claims)
    return _template("article.html").render(
        title=article.title or article.doc_id,
        article=article,
        home=home,
        paragraphs=_paragraphs(extraction, marks, sources),
        columns=[(column, column in _NUMBERS) for column in TABLE_COLUMNS],
        rows=[_row(number, extraction) for number in range(len(claims))],
        kinds=Counter(claim.kind for claim in claims),
        numerals=[(numeral, _reason(numeral)) for numeral in numerals],
        sources=sources,
        findings=audit(article, claims),
        report=report,
        **_assets(),
    )


def index_page(
    pages: Sequence[tuple[str, Extraction, Report | None]], *, title: str, broken: Sequence[str] = ()
) -> str:
    """The index of a folder's pages, each with its address: figures, charts, what could not be read."""
    claims = [claim for _, extraction, _ in pages for claim in extraction.claims]
    entries: list[dict[str, Any]] = []
    for href, extraction, report in pages:
        numerals = account(extraction)
        entries.append(
            {
                "article": extraction.article,
                "href": href,
                "claims": len(extraction.claims),
                "unexplained": sum(numeral.state == "unexplained" for numeral in numerals),
                "core": None if report is None else report.core_exact.f1,
            }
        )
    fold = Synonyms.bundled().fold
    charts = [
        (
            "Claims an article",
            _bars(Counter({entry["article"].doc_id: entry["claims"] for entry in entries})),
        ),
        ("Kinds", _bars(Counter(claim.kind for claim in claims))),
        (
            "Most frequent indicators",
            _bars(Counter(fold(claim.indicator) for claim in claims if claim.indicator)),
        ),
        ("Units", _bars(Counter(claim.unit for claim in claims if claim.unit))),
        ("Sources", _bars(Counter(claim.agency or claim.speaker or "none stated" for claim in claims))),
    ]
    return _template("index.html").render(
        title=title, entries=entries, charts=charts, total=len(claims), broken=broken, **_assets()
    )


def write_report(
    pages: Iterable[tuple[Extraction, Claims | None]],
    output: str | os.PathLike[str],
    *,
    title: str = "",
    index: bool = False,
    broken: Sequence[str] = (),
) -> list[Path]:
    """Writes the page of each extraction (with its gold, or None) and returns the files.

    One extraction makes one page, `output`. With `index`, `output` is the index and the
    articles' pages lie beside it in a folder of its name without the ending.
    """
    output = Path(output)
    listed = list(pages)
    if not index:
        (extraction, gold), *rest = listed
        if rest:
            raise ExtractorError(f"{output}: {len(listed)} articles make no single page; ask for an index")
        output.write_text(article_page(extraction, gold=gold), encoding="utf-8", newline="\n")
        return [output]
    folder = output.with_suffix("")
    folder.mkdir(parents=True, exist_ok=True)
    written_files = [output]
    reports: list[tuple[str, Extraction, Report | None]] = []
    for extraction, gold in listed:
        doc_id = extraction.article.doc_id
        page = _free(folder, doc_id, written_files)
        html = article_page(extraction, gold=gold, home=f"../{output.name}")
        page.write_text(html, encoding="utf-8", newline="\n")
        written_files.append(page)
        report = None if gold is None else check(extraction.claims, gold, doc_ids=[doc_id])
        reports.append((f"{folder.name}/{page.name}", extraction, report))
    html = index_page(reports, title=title or output.stem, broken=broken)
    output.write_text(html, encoding="utf-8", newline="\n")
    return written_files


def reaches(claims: Claims) -> list[Source]:
    """The sources of an article's claims in order, each from its first row to its last while it speaks on.

    Rows without a source end the one before.
    """
    sources: list[Source] = []
    open_ = False
    for claim in claims:
        if not (claim.agency or claim.speaker):
            open_ = False
            continue
        last = sources[-1] if sources else None
        if open_ and last and (last.agency, last.speaker) == (claim.agency, claim.speaker):
            sources[-1] = Source(last.agency, last.speaker, last.start, claim.end, last.rows + 1)
        else:
            sources.append(Source(claim.agency, claim.speaker, claim.start, claim.end, 1))
        open_ = True
    return sources


def _free(folder: Path, doc_id: str, taken: Sequence[Path]) -> Path:
    """A page's file in the folder and in no other, whatever the article is called."""
    stem = _NO_FILE_NAME.sub("_", doc_id)
    names = (folder / f"{stem}{f'-{n}' if n else ''}.html" for n in range(len(taken) + 1))
    return next(name for name in names if name not in taken)


def _paragraphs(
    extraction: Extraction, marks: Sequence[Mark], sources: Sequence[Source]
) -> list[dict[str, Any]]:
    """The article's paragraphs: is it a heading, and its sentences as (source number or None, HTML)."""
    paragraphs: list[dict[str, Any]] = []
    text, last = extraction.article.text, -1
    for sentence in extraction.article.sentences:
        if sentence.paragraph != last:
            paragraphs.append({"heading": sentence.heading, "sentences": []})
            last = sentence.paragraph
        reach = next(
            (n for n, one in enumerate(sources) if one.start < sentence.end and sentence.start < one.end),
            None,
        )
        html = highlighted(text, marks, start=sentence.start, end=sentence.end)
        paragraphs[-1]["sentences"].append((reach, html))
    return paragraphs


def _row(number: int, extraction: Extraction) -> dict[str, Any]:
    claim = extraction.claims[number]
    cells = [(column, written(getattr(claim, column)), column in _NUMBERS) for column in TABLE_COLUMNS]
    return {"number": number, "kind": claim.kind, "cells": cells, "title": tooltip(claim)}


def _reason(numeral: Numeral) -> str:
    """Why a numeral is in no claim, in words."""
    if numeral.state == "unexplained":
        return "no rule claims it and none sets it aside"
    kind, _, word = numeral.rule.partition(":")
    return f"part of the word {word}" if kind == "word" and word else f"set aside by the rule {numeral.rule}"


def _numeral_mark(numeral: Numeral) -> Mark:
    if numeral.state == "claim":
        return Mark(numeral.start, numeral.end, "part", None, f"part of a claim of the rule {numeral.rule}")
    return Mark(numeral.start, numeral.end, numeral.state, None, _reason(numeral))


def _missed_marks(gold: Claims, claims: Claims) -> list[Mark]:
    found = {i for i, _ in pair(gold, claims)}
    return [
        Mark(row.start, row.end, "missed", None, f"gold, not extracted: {gist(row)}")
        for i, row in enumerate(gold)
        if i not in found
    ]


def _bars(counts: "Counter[str]") -> list[tuple[str, int, float]]:
    """The largest counts with their share of the largest, in per cent."""
    largest = counts.most_common(_MOST_BARS)
    return [(name, count, 100 * count / largest[0][1] if largest[0][1] else 0) for name, count in largest]


def _template(name: str) -> "jinja2.Template":
    return _environment().get_template(name)


@cache
def _environment() -> "jinja2.Environment":
    try:
        import jinja2
    except ImportError:
        raise ExtractorError(
            "reports need Jinja2; install it with: pip install 'extractor[report]'"
        ) from None
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: _asset(f"templates/{name}")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


@cache
def _asset(name: str) -> str:
    return (files("extractor.report") / name).read_text(encoding="utf-8")


def _assets() -> dict[str, str]:
    return {"style": STYLE + _asset("static/report.css"), "script": _asset("static/report.js")}
