"""Units of measure: the table `rules/units.csv`, and units that are put together from its rows.

The table's `dimension`, the `unit_kind` of a claim, is one of these words:

* what is counted: `count` (个, 家, 件), `occasion` (次, 人次, 学时), `money`, `multiple` (倍),
  `share` (%, ‰, 折), `points` (百分点, 基点), `score` (分, 点);
* physical: `length`, `area`, `volume`, `mass`, `time`, `speed`, `temperature`, `angle`, `energy`,
  `power`, `electric`, `pressure`, `force`, `frequency`, `sound`, `light`, `radiation`,
  `substance`, `concentration`, `flow`;
* `transport` (吨公里), `data` (吉字节, 词元), `data_rate`, and `rate` for all other measures
  per unit (元/平方米).

Physical units have a name that the `pint` library reads; the column is empty for others.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from extractor.errors import RulesError
from extractor.fold import fold

_BRACKETED = re.compile(r"([^()]+)\(([^()]+)\)")
_PER = re.compile(r"([^/每]+)[/每](\d*)([^/每]+)")
# What one of a thing costs: 5500元一斤.
_EACH = re.compile(r"([元块角钱]+)一(?!下)([^\d/每]+)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written, its canonical word, its dimension, and pint's name for it or `""`."""

    surface: str
    canonical: str
    dimension: str
    pint: str = ""


def read_units(path: Path) -> dict[str, Unit]:
    """The table's units by their spelling; its header is `surface,canonical,dimension,pint`.

    A table that is none is a `RulesError`.
    """
    header = ",".join(field.name for field in fields(Unit))
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            found = ",".join(next(rows, []))
            if found != header:
                raise RulesError((f"{path.name}:1: the header is {found or 'missing'}; write {header}",))
            units = {}
            for row in rows:
                if len(row) != header.count(",") + 1:
                    raise RulesError((f"{path.name}:{rows.line_num}: has {len(row)} cells; write {header}",))
                units[row[0]] = Unit(*row)
            return units
    except OSError as error:
        raise RulesError(
            (f"{path.name}: cannot be read ({error.strerror}); correct it in contents.toml",)
        ) from None
    except UnicodeDecodeError as error:
        raise RulesError((f"{path.name}: is not UTF-8 text ({error.reason}); convert it first",)) from None


def find_unit(surface: str, units: Mapping[str, Unit]) -> Unit | None:
    """The unit that a spelling stands for, or None.

    >>> units = {unit.surface: unit for unit in (
    ...     Unit("家", "家", "count"), Unit("次", "次", "occasion"), Unit("元", "元", "money"),
    ...     Unit("㎡", "平方米", "area"), Unit("mg", "毫克", "mass"), Unit("ml", "毫升", "volume"))}
    >>> find_unit("家（次）", units).canonical, find_unit("元/㎡", units).canonical
    ('家次', '元/平方米')
    >>> find_unit("mg/100ml", units).canonical, find_unit("元每㎡", units).dimension
    ('毫克/100毫升', 'rate')

    >>> find_unit("元一次", units).canonical
    '元/次'

    A bracket joins two units (台（件） is 台件), a slash or 每 makes one of a measure
    and what it is per (annotation guide, section 2.4). Units are never converted.
    """
    surface = fold(surface).replace(" ", "")
    if found := units.get(surface):
        return found
    if match := _BRACKETED.fullmatch(surface):
        first, second = units.get(match[1]), units.get(match[2])
        if first and second:
            same = first.canonical == second.canonical  # 元（人民币）
            canonical = first.canonical if same else first.canonical + second.canonical
            return Unit(surface, canonical, first.dimension)
    if match := _EACH.fullmatch(surface):
        return find_unit(f"{match[1]}/{match[2]}", units)
    if match := _PER.fullmatch(surface):
        measure, per = find_unit(match[1], units), find_unit(match[3], units)
        if measure and per:
            canonical = f"{measure.canonical}/{match[2]}{per.canonical}"
            known = units.get(canonical)
            return Unit(surface, canonical, known.dimension if known else "rate", known.pint if known else "")
    return None
