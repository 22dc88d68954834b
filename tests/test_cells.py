import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.cells import WORDS, aligned, display_width, gist, parse_cell, parse_row, plain, written
from extractor.claim import Claim
from extractor.errors import InputError

UNITS = Path(__file__).parent.parent / "rules" / "units.csv"


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        (194000.0, "194000"),
        (22.41, "22.41"),
        (20.20, "20.2"),
        (Decimal("20.20"), "20.2"),
        (Decimal("1E+7"), "10000000"),
        (3593150000000.0, "3593150000000"),
        (Decimal("3.59315E+12"), "3593150000000"),
        (1e22, "1" + "0" * 22),
        (1e-7, "0.0000001"),
        (Decimal("0.00"), "0"),
        (-0.0, "0"),
        (Decimal("-0.50"), "-0.5"),
        (-3.5, "-3.5"),
        (100, "100"),
        (-2, "-2"),
    ],
)
def test_plain_numbers(number: Decimal | float, digits: str) -> None:
    assert plain(number) == digits


@pytest.mark.parametrize("number", [float("inf"), float("nan"), Decimal("-Infinity"), Decimal("NaN")])
def test_numbers_without_digits_are_refused(number: Decimal | float) -> None:
    with pytest.raises(InputError, match="no finite number"):
        plain(number)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_is_written_plainly_and_reads_back(number: float) -> None:
    assert set(plain(number)) <= set("-.0123456789")
    assert float(plain(number)) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_decimal_is_written_exactly(number: Decimal) -> None:
    assert parse_cell("value", written(number)) == number


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("value", "3593150000000", Decimal("3593150000000")),
        ("growth", "-3.50", Decimal("-3.5")),
        ("growth", 22.41, Decimal("22.41")),
        ("growth", Decimal("1E+2"), Decimal(100)),
        ("rank", "-2", -2),
        ("streak", 16.0, 16),
        ("unit", "元/平方米", "元/平方米"),
        ("bound", "at_least", "at_least"),
    ],
)
def test_cells_are_read_exactly(column: str, cell: object, value: object) -> None:
    assert parse_cell(column, cell) == value


@pytest.mark.parametrize(
    ("column", "cell", "problem"),
    [
        ("value", "1,100.9", "'1,100.9' is no plain decimal"),
        ("value", "1e7", "'1e7' is no plain decimal"),
        ("value", "+5", "'\\+5' is no plain decimal"),
        ("value", "３", "'３' is no plain decimal"),
        ("value", "19.4万", "'19.4万' is no plain decimal"),
        ("value", " 5", "' 5' is no plain decimal"),
        ("value", ".5", "'.5' is no plain decimal"),
        ("value", True, "'True' is no plain decimal"),
        ("value", float("inf"), "'inf' is no plain decimal"),
        ("value", Decimal("1e999999999"), "is no plain decimal"),
        ("rank", "第一", "'第一' is no plain decimal"),
        ("rank", "1.5", "'1.5' is no integer"),
        ("rank", Decimal("1e300"), "is no integer"),
        ("kind", "amount", "'amount' is no kind; write one of quantity, growth, rank"),
        ("bound", "about", "'about' is no bound; write one of exact, approx"),
        ("modality", "Reported", "'Reported' is no modality"),
        ("period", 2023.0, "2023.0 is no text"),
    ],
)
def test_cells_that_are_refused(column: str, cell: object, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        parse_cell(column, cell)


def test_every_problem_of_a_row_is_reported() -> None:
    row = {"doc_id": "a", "kind": "sum", "start": "9", "end": "4", "text": "", "value": "x"}
    with pytest.raises(InputError) as error:
        parse_row("gold.csv:3", row)
    assert [line.split(" ")[1] for line in str(error.value).split("\n")] == [
        "kind:",
        "text:",
        "value:",
        "end:",
    ]
    assert all(line.startswith("gold.csv:3: ") for line in str(error.value).split("\n"))


def test_an_empty_modality_stays_empty() -> None:
    row = {"doc_id": "a", "kind": "rank", "start": "0", "end": "4", "text": "全国第一", "modality": ""}
    assert parse_row("gold.csv:2", row).modality == ""


@pytest.mark.parametrize(
    ("claim", "brief"),
    [
        (Claim("a", "quantity", 0, 9, "1.5至2万吨", "产量", value=Decimal(15000), value_max=Decimal(20000),
               unit="吨"), "产量 15000–20000吨"),
        (Claim("a", "growth", 0, 4, "6.1%", "进出口总额", growth=Decimal("-6.10"), growth_unit="%"),
         "进出口总额 growth -6.1%"),
        (Claim("a", "quantity", 0, 2, "3次", "", "召开", value=Decimal(3), unit="次"), "召开 3次"),
    ],
    ids=["range", "growth", "no indicator"],
)  # fmt: skip
def test_a_claim_in_brief(claim: Claim, brief: str) -> None:
    assert gist(claim) == brief


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("件", 2), ("19.4万件", 8), ("，", 2), (",", 1), ("Ａ", 2), ("“两区”", 6), ("㎡", 2), ("–", 1)],
)
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width


def test_aligned_lines_have_columns_under_each_other() -> None:
    assert aligned([["专利", "a", "x"], ["b", "金奖\n银奖", "y"]]) == [
        "专利  a          x",
        "b     金奖 银奖  y",
    ]
    assert aligned([]) == []


@pytest.mark.skipif(not UNITS.exists(), reason="no table of units")
def test_unit_kinds_are_the_dimensions_of_the_units() -> None:
    with UNITS.open(encoding="utf-8", newline="") as file:
        dimensions = {row["dimension"] for row in csv.DictReader(file)}
    assert dimensions == set(WORDS["unit_kind"])
