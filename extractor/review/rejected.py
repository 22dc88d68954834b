"""What a person rejected beside the gold: `ID.rejected.json`, so that it is not proposed again."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.cells import WORDS
from extractor.claim import Claim
from extractor.errors import InputError
from extractor.gold_file import write_whole


@dataclass(frozen=True, slots=True, order=True)
class Rejected:
    """The anchor of a row that a person decided is none: its span, kind and text."""

    start: int
    end: int
    kind: str
    text: str

    @classmethod
    def of(cls, claim: Claim) -> "Rejected":
        """The claim's anchor."""
        return cls(claim.start, claim.end, claim.kind, claim.text)


def rejected_path(gold: Path) -> Path:
    """Where what was rejected stands beside a gold file.

    >>> rejected_path(Path("corpus/ip.csv")).name
    'ip.rejected.json'
    """
    return gold.with_name(f"{gold.stem}.rejected.json")


def read_rejected(path: Path) -> tuple[Rejected, ...]:
    """The anchors in the file, in the order of the text; none where there is no file."""
    if not path.is_file():
        return ()
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise InputError(f"{path}: is no JSON; mend it, or delete it to see all proposals again") from None
    return parse_rejected(path, entries)


def parse_rejected(place: object, entries: object) -> tuple[Rejected, ...]:
    """The anchors that JSON objects with `kind`, `start`, `end` and `text` stand for, each once."""
    if not isinstance(entries, list):
        raise InputError(f"{place}: rejected rows are no list; give objects with kind, start, end, text")
    return tuple(sorted({_entry(place, number, entry) for number, entry in enumerate(entries, start=1)}))


def write_rejected(rejected: Iterable[Rejected], path: Path) -> None:
    """Writes the file whole, an anchor a line; where nothing is rejected there is no file."""
    lines = [
        json.dumps(
            {"kind": one.kind, "start": one.start, "end": one.end, "text": one.text}, ensure_ascii=False
        )
        for one in sorted(rejected)
    ]
    if lines:
        write_whole("[\n" + ",\n".join(lines) + "\n]\n", path)
    else:
        path.unlink(missing_ok=True)


def _entry(place: object, number: int, entry: object) -> Rejected:
    cells: Mapping[str, Any] = entry if isinstance(entry, dict) else {}
    kind, text = cells.get("kind"), cells.get("text")
    try:
        start, end = int(cells["start"]), int(cells["end"])
    except (KeyError, TypeError, ValueError):
        start, end = 0, 0
    if kind not in WORDS["kind"] or not isinstance(text, str) or end - start != len(text) or not text:
        raise InputError(f"{place}: rejected row {number} is no anchor; give kind, start, end and its text")
    return Rejected(start, end, kind, text)
