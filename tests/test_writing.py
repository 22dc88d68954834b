"""Each format of the table read back equals the table, dtypes included; spreadsheets run no formula."""

import csv
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from extractor.claim import Claim
from extractor.errors import InputError
from extractor.table import to_frame
from extractor.writing import read, write

SENTENCE = "专利授权量19.4万件，同比增长5%，其中出口增长5%。"
FULL = Claim(
    "a",
    "quantity",
    5,
    11,
    "19.4万件",
    "专利授权量",
    "荣获",
    Decimal(194000),
    Decimal("200000.5"),
    "range",
    "件",
    Decimal("-3.5"),
    "%",
    "yoy",
    4,
    "全国",
    16,
    "2023-Q1/2023-Q3",
    "全市",
    "市统计局",
    "李某",
    "explicit",
    "target",
    "count",
    SENTENCE,
    "indicator-then-quantity",
)
TABLES = {
    "full": [FULL, Claim("a", "growth", 16, 18, "5%", growth=Decimal(5), growth_unit="%", sentence=SENTENCE)],
    "empty": [],
    "formulas": [
        Claim(f"={n}", "rank", n, n + 1, text, indicator=text, sentence=text)
        for n, text in enumerate(
            ['=HYPERLINK("http://x")', "+1", "-2", "@SUM(A1)", "\tx", "'=1", "''", "＝1", "http://x.cn"]
        )
    ],
    "awkward": [
        Claim('a,"b"', "rank", 0, 1, "逗,号\n换行", indicator="_x0041_\x07", sentence="\U00020bb7野家")
    ],
}


@pytest.fixture(params=TABLES)
def frame(request: pytest.FixtureRequest) -> pd.DataFrame:
    return to_frame(TABLES[request.param])


@pytest.mark.filterwarnings("error:Arrow output")
@pytest.mark.parametrize("name", ["t.csv", "t.jsonl", "t.parquet", "t.xlsx", "t.duckdb", "t.sqlite"])
def test_what_was_written_reads_back(name: str, frame: pd.DataFrame, tmp_path: Path) -> None:
    write(frame, tmp_path / name)
    pd.testing.assert_frame_equal(read(tmp_path / name), frame)


def test_csv_for_excel_reads_back(frame: pd.DataFrame, tmp_path: Path) -> None:
    write(frame, tmp_path / "t.csv", excel=True)
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    pd.testing.assert_frame_equal(read(tmp_path / "t.csv"), frame)


def test_no_cell_of_csv_for_excel_begins_a_formula(tmp_path: Path) -> None:
    write(to_frame(TABLES["formulas"]), tmp_path / "t.csv", excel=True)
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]


def test_a_sheet_of_excel(tmp_path: Path) -> None:
    write(to_frame([*TABLES["full"], *TABLES["formulas"]]), tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx", rich_text=True)
    sheet = book["claims"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:Z12"
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f" or cell.hyperlink]
    header = [cell.value for cell in sheet[1]]
    value = sheet.cell(2, header.index("value") + 1)
    assert (value.value, value.number_format) == (194000, "#,##0.##########")
    parts = [
        [(str(part), bool(getattr(getattr(part, "font", None), "b", False))) for part in cell]
        for cell in (sheet.cell(row, header.index("sentence") + 1).value for row in (2, 3))
    ]
    assert parts[0] == [("专利授权量", False), ("19.4万件", True), ("，同比增长5%，其中出口增长5%。", False)]
    # 5% stands there twice: the other row says where the sentence starts.
    assert parts[1] == [("专利授权量19.4万件，同比增长", False), ("5%", True), ("，其中出口增长5%。", False)]


@pytest.mark.parametrize("name", ["t.duckdb", "t.sqlite"])
def test_writing_twice_is_writing_once(name: str, tmp_path: Path) -> None:
    target = tmp_path / name
    old = to_frame(TABLES["full"])
    other = to_frame([Claim("b", "rank", 0, 2, "第一", rank=1)])
    for frame in (old, old, other):
        write(frame, target)
    assert read(target)["doc_id"].tolist() == ["a", "a", "b"]
    write(old.iloc[:1], target)
    assert read(target)["start"].tolist() == [5, 0]
    write(to_frame([]), target, articles=["a"])
    assert read(target)["doc_id"].tolist() == ["b"]


@pytest.mark.parametrize("name", ["t.duckdb", "t.sqlite"])
def test_a_refused_table_leaves_the_old_rows(name: str, tmp_path: Path) -> None:
    frame = to_frame(TABLES["full"])
    write(frame, tmp_path / name)
    with pytest.raises(InputError, match=name):
        write(pd.concat([frame, frame]), tmp_path / name)
    pd.testing.assert_frame_equal(read(tmp_path / name), frame)


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("t.doc", "t.doc: its ending names no format; let it end in .csv"),
        ("postgresql://me:secret@localhost:1/none", "postgresql://localhost:1/none: the database refuses"),
    ],
)
def test_what_cannot_be_written_is_told(target: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        write(to_frame([]), target)
    assert message in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", ["t.xlsx", "t.parquet", "t.duckdb", "t.sqlite"])
def test_what_is_no_table_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"no table" * 200)
    with pytest.raises(InputError, match=name):
        read(tmp_path / name)


def test_a_cell_too_long_for_excel_is_told(tmp_path: Path) -> None:
    frame = to_frame([Claim("a", "rank", 0, 1, "一", sentence="字" * 40000)])
    with pytest.raises(InputError, match="longer than a cell of Excel"):
        write(frame, tmp_path / "t.xlsx")


@pytest.mark.parametrize(
    ("name", "extra"), [("t.xlsx", "excel"), ("t.duckdb", "duckdb"), ("t.sqlite", "sql")]
)
def test_a_missing_library_names_the_extra(
    name: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = {"excel": "xlsxwriter", "duckdb": "duckdb", "sql": "sqlalchemy"}[extra]

    def missing(wanted: str) -> object:
        raise ModuleNotFoundError(f"No module named {wanted!r}", name=module)

    monkeypatch.setattr("importlib.import_module", missing)
    with pytest.raises(InputError, match=rf"pip install 'extractor\[{extra}\]'"):
        write(to_frame([]), tmp_path / name)
