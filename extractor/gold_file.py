"""Gold files written whole or not at all."""

import csv
import io
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from extractor.cells import written
from extractor.claim import GOLD_COLUMNS, Claim
from extractor.errors import InputError


def gold_csv(claims: Iterable[Claim]) -> str:
    """The text of a gold file: the guide's 23 columns, rows in the order of the text.

    >>> gold_csv([Claim("a", "quantity", 3, 5, "2家", "企业")]).splitlines()[1]
    'a,quantity,3,5,2家,企业,,,,,,,,,,,,,,,,,reported'
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(GOLD_COLUMNS)
    for claim in sorted(claims, key=lambda one: (one.start, one.end)):
        writer.writerow([written(getattr(claim, column)) for column in GOLD_COLUMNS])
    return stream.getvalue()


def write_gold(claims: Iterable[Claim], path: str | os.PathLike[str]) -> None:
    """Writes a gold file so that a reader sees the old one or the new one, whatever happens meanwhile.

    The rows go to a new file in the same folder, to the disk, and then over the old one.
    """
    write_whole(gold_csv(claims), path)


def write_whole(text: str, path: str | os.PathLike[str]) -> None:
    """Writes a text as `write_gold` does: a reader sees the old file or the new one."""
    path = Path(path)
    content = text.encode("utf-8")
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); check the folder's rights") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
