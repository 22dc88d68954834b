"""Word files: paragraphs and table rows in the order of the page, by python-docx."""

import io
import zipfile
from datetime import datetime

from extractor.errors import InputError
from extractor.extras import require
from extractor.formats.document import Document, iso_date

_LARGEST = 200_000_000
_LARGEST_RATIO = 200
# When the template was made that python-docx gives every new file: no date of an article.
_TEMPLATE = datetime(2013, 12, 23, 23, 15)


def read_docx(content: bytes, *, place: str) -> Document:
    """The file's text, a line a paragraph or table row, with the title and date of its properties.

    A file that unpacks to more than 200 MB, or to more than 200 times its size
    where that is over 10 MB, is refused unread: a ZIP bomb.
    """
    docx = require("docx", extra="office", purpose=f"{place}: reading .docx files")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        raise InputError(f"{place}: is no Word file (.docx); save it as one") from None
    if unpacked > _LARGEST or unpacked > max(10_000_000, _LARGEST_RATIO * len(content)):
        raise InputError(
            f"{place}: unpacks to {unpacked:,} bytes, more than is read; save it anew without pictures"
        )
    try:
        file = docx.Document(io.BytesIO(content))
        lines = [line for block in file.iter_inner_content() for line in _lines(block)]
        properties = file.core_properties
        title, created = properties.title or "", properties.created
    except (
        Exception
    ) as error:  # the library lets faults of its XML parser and of the package through as they come
        raise InputError(f"{place}: is a damaged Word file ({error}); open and save it anew") from None
    made = created and created.replace(tzinfo=None)
    return Document("\n".join(lines), title, "" if made == _TEMPLATE else iso_date(created))


def _lines(block: object) -> list[str]:
    rows = getattr(block, "rows", None)
    if rows is None:
        return [str(getattr(block, "text", ""))]
    return ["\t".join(dict.fromkeys(cell.text.replace("\n", " ") for cell in row.cells)) for row in rows]
