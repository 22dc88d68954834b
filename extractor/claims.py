"""The claims of one article or many, in order."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, overload

from extractor import rows, table
from extractor.cells import aligned, gist
from extractor.claim import Claim
from extractor.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

_ROWS_SHOWN = 10


@dataclass(frozen=True, slots=True, repr=False)
class Claims(Sequence[Claim]):
    """A sequence of claims that does not change: index it, slice it, add two, make a frame of it.

    >>> from decimal import Decimal
    >>> claims = Claims([
    ...     Claim("a", "quantity", 53, 59, "19.4万件", "专利授权量", value=Decimal(194000), unit="件"),
    ...     Claim("a", "quantity", 278, 280, "1部", "作品", "荣获", value=Decimal(1), unit="部"),
    ... ])
    >>> claims
    2 claims
      a  53:59    19.4万件  专利授权量 194000件
      a  278:280  1部       作品 荣获 1部
    >>> claims[1].indicator, claims[:1] + claims[1:] == claims
    ('作品', True)
    >>> claims.to_frame()["value"].tolist()
    [194000.0, 1.0]
    """

    items: tuple[Claim, ...] = ()

    def __init__(self, items: Iterable[Claim] = ()) -> None:
        object.__setattr__(self, "items", tuple(items))

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> "Claims":
        """The claims in a file of the package's columns: `.csv` (a gold file too), `.jsonl` or `.ndjson`.

        Numbers are read exactly. What is wrong with the file is one `InputError`, a line each.
        """
        suffix = Path(path).suffix.lower()
        if suffix == ".csv":
            return cls(rows.read_csv_claims(path))
        if suffix in (".jsonl", ".ndjson"):
            return cls(rows.read_jsonl_claims(path))
        raise InputError(f"{os.fspath(path)}: is no table this reads; give a .csv or .jsonl file")

    @classmethod
    def from_frame(cls, frame: "pd.DataFrame") -> "Claims":
        """The claims of a frame's rows, as `extractor.table.from_frame` reads them."""
        return cls(table.from_frame(frame))

    def to_frame(self) -> "pd.DataFrame":
        """One row a claim, as `extractor.table.to_frame` makes them."""
        return table.to_frame(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.items)

    @overload
    def __getitem__(self, index: int) -> Claim: ...
    @overload
    def __getitem__(self, index: slice) -> "Claims": ...
    def __getitem__(self, index: int | slice) -> "Claim | Claims":
        return Claims(self.items[index]) if isinstance(index, slice) else self.items[index]

    def __add__(self, other: "Claims") -> "Claims":
        return Claims(self.items + other.items) if isinstance(other, Claims) else NotImplemented

    def _repr_html_(self) -> str:
        """For notebooks: the sentences with their claims highlighted, and the table."""
        from extractor.notebook import claims_html

        return claims_html(self.items)

    def __repr__(self) -> str:
        count = f"{len(self)} claim{'' if len(self) == 1 else 's'}"
        shown = aligned(
            [claim.doc_id, f"{claim.start}:{claim.end}", claim.text, gist(claim)]
            for claim in self.items[:_ROWS_SHOWN]
        )
        more = ["…"] if len(self) > _ROWS_SHOWN else []
        return "\n  ".join([count, *shown, *more])
