"""The table of units: what stands in it, and the units that are put together from it."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from extractor import units as module
from extractor.fold import fold
from extractor.units import Unit, find_unit, read_units


@pytest.fixture(scope="module")
def units(root: Path) -> Mapping[str, Unit]:
    return read_units(root / "rules" / "units.csv")


with (Path(__file__).parent / "test_units" / "surfaces.csv").open(encoding="utf-8", newline="") as file:
    SURFACES = [tuple(row) for row in csv.reader(file)][1:]


@pytest.mark.parametrize(("surface", "canonical", "dimension"), SURFACES)
def test_unit(surface: str, canonical: str, dimension: str, units: Mapping[str, Unit]) -> None:
    found = find_unit(surface, units)
    assert (found.canonical if found else "", found.dimension if found else "") == (canonical, dimension)


def test_every_dimension_is_documented(units: Mapping[str, Unit]) -> None:
    assert module.__doc__ is not None
    assert {unit.dimension for unit in units.values() if f"`{unit.dimension}`" not in module.__doc__} == set()


def test_canonical_words_are_canonical(units: Mapping[str, Unit]) -> None:
    other = {u.surface: u.canonical for u in units.values() if u.canonical in units}
    assert {s: c for s, c in other.items() if units[c].canonical != c} == {}


def test_units_of_one_canonical_word_are_of_one_dimension(units: Mapping[str, Unit]) -> None:
    dimensions: dict[str, set[str]] = {}
    for unit in units.values():
        dimensions.setdefault(unit.canonical, set()).add(unit.dimension)
    # 分 is a cent and a point; which, only the words around it tell.
    assert {word for word, found in dimensions.items() if len(found) > 1} == {"分"}


def test_surfaces_are_written_as_rules_see_them(units: Mapping[str, Unit]) -> None:
    assert [surface for surface in units if fold(surface) != surface or " " in surface or not surface] == []


def test_the_table_has_no_row_twice(root: Path) -> None:
    lines = (root / "rules" / "units.csv").read_text(encoding="utf-8").splitlines()
    surfaces = [line.split(",")[0] for line in lines]
    assert [surface for surface in set(surfaces) if surfaces.count(surface) > 1] == []


def test_pint_knows_the_physical_units(units: Mapping[str, Unit]) -> None:
    registry = pytest.importorskip("pint").UnitRegistry()
    unknown = []
    for unit in units.values():
        if unit.pint:
            try:
                registry.parse_units(unit.pint)
            except Exception:
                unknown.append(f"{unit.surface}: {unit.pint}")
    assert unknown == []
