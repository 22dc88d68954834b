"""One numeric claim, and the columns in which it is written.

The columns, their order and their meaning are those of the annotation guide
(`corpus/README.md`, section 2); `unit_kind`, `sentence` and `rule` follow them.
"""

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Literal

Kind = Literal["quantity", "growth", "rank"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One row: a quantity, growth figure or rank and all that the text says of it.

    Empty text cells are `""`, empty numbers `None`. Offsets are code points of
    the stored text, end exclusive. Numbers are exact: 110.7394万件 is
    `Decimal("1107394")` 件.
    """

    doc_id: str
    kind: Kind
    start: int
    end: int
    text: str
    indicator: str = ""
    action: str = ""
    value: Decimal | None = None
    value_max: Decimal | None = None
    bound: str = ""
    unit: str = ""
    growth: Decimal | None = None
    growth_unit: str = ""
    growth_basis: str = ""
    rank: int | None = None
    rank_scope: str = ""
    streak: int | None = None
    period: str = ""
    region: str = ""
    agency: str = ""
    speaker: str = ""
    attribution: str = ""
    modality: str = "reported"
    unit_kind: str = ""
    sentence: str = ""
    rule: str = ""


COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Claim))
"""All columns in output order: the guide's 23, then `unit_kind`, `sentence`, `rule`."""

GOLD_COLUMNS: tuple[str, ...] = COLUMNS[:23]
"""The guide's 23 columns: the header of every gold file."""
