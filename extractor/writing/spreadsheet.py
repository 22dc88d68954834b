"""CSV for spreadsheets: a byte order mark, and no cell that Excel takes for a formula."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cells import WORDS
from extractor.table import dtypes, read_csv, write_csv

if TYPE_CHECKING:
    import pandas as pd

# OWASP's list of what begins a formula. The apostrophe that takes its force away is on
# it too, so that reading can take away exactly what writing put there.
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'", "＝", "＋", "－", "＠")
_MARK = "\ufeff"


def write_excel_csv(frame: "pd.DataFrame", path: Path) -> None:
    """The frame as CSV that Excel opens well: `utf-8-sig`, an apostrophe before what looks like a formula."""
    content = io.StringIO()
    write_csv(_mapped(frame, _harmless), content)
    path.write_text(_MARK + content.getvalue(), encoding="utf-8", newline="")


def read_excel_csv(path: Path) -> "pd.DataFrame":
    """The frame in a CSV file, with or without what `write_excel_csv` puts there."""
    with path.open("rb") as file:
        marked = file.read(3).decode("utf-8", "replace") == _MARK
    frame = read_csv(path)
    return _mapped(frame, _as_it_was) if marked else frame


def _harmless(cell: str) -> str:
    return "'" + cell if cell.startswith(_BEGINS_FORMULA) else cell


def _as_it_was(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_BEGINS_FORMULA) else cell


def _mapped(frame: "pd.DataFrame", change: Callable[[str], str]) -> "pd.DataFrame":
    text = [name for name, kind in dtypes().items() if str(kind) == "string" and name not in WORDS]
    changed = {name: frame[name].map(change, na_action="ignore") for name in text if name in frame}
    return frame.assign(**{name: column.astype("string") for name, column in changed.items()})
