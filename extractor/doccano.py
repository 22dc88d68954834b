"""Gold for doccano and back: JSON Lines of the sequence labelling kind, the other columns beside the labels.

doccano keeps fields it does not know as metadata and gives them back, so the cells ride along
under `cells`, by span. A span labelled in doccano without cells gets what its number says.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from extractor.article import Article
from extractor.cells import parse_row, written
from extractor.claim import GOLD_COLUMNS, Claim
from extractor.claims import Claims
from extractor.errors import InputError
from extractor.quantities import parse_quantity

_CELLS = tuple(column for column in GOLD_COLUMNS if column not in ("doc_id", "kind", "start", "end", "text"))


def to_doccano(articles: Iterable[tuple[Article, Sequence[Claim]]]) -> str:
    """The articles with their claims as doccano JSON Lines: `text`, `label`, and the cells."""
    lines = []
    for article, claims in articles:
        cells = {
            f"{claim.start}:{claim.end}:{claim.kind}": {
                column: cell for column in _CELLS if (cell := written(getattr(claim, column)))
            }
            for claim in claims
        }
        record = {
            "text": article.text,
            "label": [[claim.start, claim.end, claim.kind] for claim in claims],
            "doc_id": article.doc_id,
            "title": article.title,
            "published": article.published,
            "cells": cells,
        }
        lines.append(json.dumps(record, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)


def from_doccano(text: str, *, name: str = "export") -> list[tuple[Article, Claims]]:
    """The articles and claims of a doccano export in JSON Lines; problems name the line."""
    return [
        _record(line, f"{name}:{number}")
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    ]


def _record(line: str, place: str) -> tuple[Article, Claims]:
    try:
        record: dict[str, Any] = json.loads(line)
        # Newer doccano puts metadata under `meta` or `Comments`' neighbour, older flat; both are read.
        known = {**(record.get("meta") or {}), **record}
        article = Article(
            record["text"],
            doc_id=known.get("doc_id") or str(record.get("id", "article")),
            title=known.get("title") or "",
            published=known.get("published") or "",
        )
        labels = record["label"] if "label" in record else record["labels"]
        spans = sorted((int(start), int(end), str(kind)) for start, end, kind in labels)
        cells = known.get("cells") or {}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{place}: is no doccano record ({error}); export as JSONL") from None
    return article, Claims(_claim(place, article, span, cells) for span in spans)


def _claim(place: str, article: Article, span: tuple[int, int, str], cells: dict[str, Any]) -> Claim:
    start, end, kind = span
    anchor = article.text[start:end]
    row: dict[str, Any] = {
        "doc_id": article.doc_id, "kind": kind, "start": start, "end": end, "text": anchor,
        "modality": "reported",
    }  # fmt: skip
    known = cells.get(f"{start}:{end}:{kind}")
    if known is None and kind == "quantity" and (quantity := parse_quantity(anchor)):
        known = {
            "value": written(quantity.value),
            "value_max": written(quantity.value_max),
            "bound": quantity.bound,
            "unit": quantity.unit,
        }
    if known is not None:
        row |= {column: cell for column, cell in known.items() if column in _CELLS}
        if "modality" not in known and f"{start}:{end}:{kind}" in cells:
            row["modality"] = ""
    return parse_row(place, row)
