import io
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from extractor.cells import WORDS
from extractor.claim import COLUMNS, GOLD_COLUMNS, Claim
from extractor.errors import InputError
from extractor.gold import read_gold
from extractor.table import (
    dtypes,
    from_frame,
    read_csv,
    read_jsonl,
    to_frame,
    write_csv,
    write_jsonl,
)

REFERENCE = Path(__file__).parent.parent / "corpus" / "beijing-ip-2023.csv"

CLAIMS = (
    Claim(
        "a", "quantity", 1468, 1478, "110.7394万件", "北京市版权保护中心总登记量", value=Decimal("1107394"),
        bound="exact", unit="件", growth=Decimal("5.02"), growth_unit="%", growth_basis="yoy", rank=1,
        rank_scope="全国", streak=16, period="2023", agency="北京市版权局", speaker="冷文波",
        attribution="explicit", unit_kind="count", sentence="总登记量110.7394万件,居首位。", rule="r",
    ),
    Claim(
        "a", "quantity", 7, 15, "1.5至2万亿元", "NA", "null", value=Decimal("1.5E+12"),
        value_max=Decimal("2E+12"), bound="range", unit="元", modality="target", unit_kind="money",
        sentence='他说"要\n快",马上',
    ),
    Claim("a", "growth", 20, 24, "-3.5%", "", growth=Decimal("-3.50"), growth_unit="%", modality="forecast"),
    Claim("b", "rank", 0, 4, "倒数第二", "考评", rank=-2, modality=""),
    Claim("b", "quantity", 9, 20, "0.0000001毫克", "残留", value=Decimal("1E-7"), bound="under", unit="毫克"),
)  # fmt: skip

DTYPES = {
    **dict.fromkeys(COLUMNS, "string"),
    **dict.fromkeys(WORDS, "category"),
    **dict.fromkeys(("start", "end"), "int64"),
    **dict.fromkeys(("rank", "streak"), "Int64"),
    **dict.fromkeys(("value", "value_max", "growth"), "float64"),
}

Write = Callable[[pd.DataFrame, Any], None]
Read = Callable[[Any], pd.DataFrame]
FORMATS = pytest.mark.parametrize(
    ("write", "read", "suffix"),
    [(write_csv, read_csv, ".csv"), (write_jsonl, read_jsonl, ".jsonl")],
    ids=["csv", "jsonl"],
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
numbers = st.none() | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30
)
counts = st.none() | st.integers(-(2**63) + 1, 2**63 - 1)


def _claim(start: int, length: int, **cells: Any) -> Claim:
    return Claim(start=start, end=start + length, **cells)


claims = st.lists(
    st.builds(
        _claim,
        start=st.integers(0, 10**6),
        length=st.integers(1, 20),
        **{column: st.sampled_from(("", *words)) for column, words in WORDS.items() if column != "kind"},
        **{column: words for column, dtype in DTYPES.items() if dtype == "string"},
        **dict.fromkeys(("value", "value_max", "growth"), numbers),
        **dict.fromkeys(("rank", "streak"), counts),
        kind=st.sampled_from(WORDS["kind"]),
    ).map(lambda claim: replace(claim, doc_id=claim.doc_id or "a", text=claim.text or "x")),
    max_size=4,
)


@pytest.mark.parametrize("rows", [(), CLAIMS[3:4], CLAIMS], ids=["none", "one", "all"])
def test_dtypes_do_not_depend_on_the_rows(rows: tuple[Claim, ...]) -> None:
    frame = to_frame(rows)
    assert len(frame) == len(rows)
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == DTYPES
    assert tuple(frame.columns) == COLUMNS
    assert all(frame[name].dtype == dtype for name, dtype in dtypes().items())
    assert all(tuple(frame[name].cat.categories) == words for name, words in WORDS.items())


def test_an_empty_frame_concatenates_with_a_full_one() -> None:
    full = to_frame(CLAIMS)
    assert_frame_equal(pd.concat([full, full.iloc[:0]]), full)


def test_cells() -> None:
    row = to_frame(CLAIMS).iloc[0]
    assert (row["value"], row["rank"], row["bound"], row["speaker"]) == (1107394.0, 1, "exact", "冷文波")
    assert to_frame(CLAIMS)["rank"].sum() == -1
    empty = to_frame(CLAIMS).isna()
    assert empty["value"].tolist() == [False, False, True, True, False]
    assert empty["bound"].tolist() == [False, False, True, True, False]
    assert empty["rank"].tolist() == [False, True, True, False, True]
    assert empty["indicator"].tolist() == [False, False, True, False, False]
    assert empty["modality"].tolist() == [False, False, False, True, False]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": Decimal("1e400")}, r"b\[0:4\]: value: '倒数第二' is beyond float64; leave the claim out"),
        ({"rank": 2**63}, r"b\[0:4\]: rank: '倒数第二' is beyond Int64; leave the claim out"),
        ({"bound": "about"}, r"b\[0:4\]: bound: 'about' is no bound; use one of exact, approx, over"),
    ],
    ids=["float", "integer", "word"],
)
def test_what_no_column_can_hold_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        to_frame([replace(CLAIMS[3], **change)])


@pytest.mark.parametrize(("write", "name"), [(write_csv, "claims.csv"), (write_jsonl, "claims.jsonl")])
def test_what_is_written(write: Write, name: str, datadir: Path, tmp_path: Path) -> None:
    write(to_frame(CLAIMS), tmp_path / name)
    assert (tmp_path / name).read_bytes() == (datadir / name).read_bytes()
    stream = io.StringIO(newline="")
    write(to_frame(CLAIMS), stream)
    assert stream.getvalue().encode() == (datadir / name).read_bytes()


def test_json_lines_are_json() -> None:
    stream = io.StringIO()
    write_jsonl(to_frame(CLAIMS), stream)
    rows = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [list(row) for row in rows] == [list(COLUMNS)] * len(CLAIMS)
    assert (rows[1]["value"], rows[1]["indicator"], rows[1]["growth"]) == (1500000000000, "NA", None)


@FORMATS
@pytest.mark.parametrize("rows", [(), CLAIMS], ids=["none", "all"])
def test_files_read_back_as_the_same_frame(
    rows: tuple[Claim, ...], write: Write, read: Read, suffix: str, tmp_path: Path
) -> None:
    frame = to_frame(rows)
    write(frame, tmp_path / f"claims{suffix}")
    assert_frame_equal(read(tmp_path / f"claims{suffix}"), frame)
    stream = io.StringIO(newline="")
    write(frame, stream)
    assert not stream.closed
    stream.seek(0)
    assert_frame_equal(read(stream), frame)


NASTY = ["\r", "a\r\nb", "\n", '"', '""', ",", " ", "\ufeff", "\0", "\u2028", "nan", "None", "\\", "😀", "0"]


@FORMATS
@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_texts_read_back_as_they_were(
    text: str, write: Write, read: Read, suffix: str, tmp_path: Path
) -> None:
    frame = to_frame([replace(CLAIMS[0], doc_id=text, sentence=text)])
    write(frame, tmp_path / f"claims{suffix}")
    assert read(tmp_path / f"claims{suffix}").loc[0, ["doc_id", "sentence"]].tolist() == [text, text]


@FORMATS
@given(rows=claims)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_claims_round_trip(write: Write, read: Read, suffix: str, rows: list[Claim]) -> None:
    frame = to_frame(rows)
    stream = io.StringIO(newline="")
    write(frame, stream)
    stream.seek(0)
    assert_frame_equal(read(stream), frame)
    assert_frame_equal(to_frame(from_frame(frame)), frame)


def test_the_guides_columns_alone_make_a_gold_file(tmp_path: Path) -> None:
    gold = read_gold(REFERENCE)
    write_csv(gold.to_frame()[list(GOLD_COLUMNS)], tmp_path / "gold.csv")
    assert read_gold(tmp_path / "gold.csv") == gold
    exact = REFERENCE.read_text(encoding="utf-8")
    assert (tmp_path / "gold.csv").read_text(encoding="utf-8") == exact.replace("20.20,%", "20.2,%")


def test_a_filtered_and_shuffled_frame_is_written_without_its_index() -> None:
    frame = to_frame(CLAIMS)
    chosen = frame[frame["doc_id"] == "b"].iloc[::-1]
    stream = io.StringIO(newline="")
    write_csv(chosen, stream)
    stream.seek(0)
    assert_frame_equal(read_csv(stream), chosen.reset_index(drop=True))


def test_a_frame_that_pandas_read_itself(tmp_path: Path) -> None:
    rows = [replace(claim, period="2023-12", indicator="总登记量") for claim in CLAIMS]
    write_csv(to_frame(rows), tmp_path / "claims.csv")
    frame = pd.read_csv(tmp_path / "claims.csv", keep_default_na=False, na_values=[""]).assign(note="mine")
    assert frame["rank"].dtype == "float64"
    assert from_frame(frame) == tuple(rows)


def test_a_frame_whose_periods_became_numbers_is_refused(tmp_path: Path) -> None:
    write_csv(to_frame(CLAIMS), tmp_path / "claims.csv")
    with pytest.raises(
        InputError, match=r"table, row 0: period: 2023\.0 is no text; read tables with read_csv"
    ):
        from_frame(pd.read_csv(tmp_path / "claims.csv"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda frame: frame.assign(note="x"), "table: note: no such column; drop it"),
        (lambda frame: frame.assign(value="vier"), "table, row 0: value: 'vier' is no plain decimal"),
        (lambda frame: frame.assign(growth=float("inf")), "table, row 0: growth: 'inf' is no plain decimal"),
    ],
    ids=["column", "text", "infinite"],
)
@FORMATS
def test_frames_that_are_not_written(
    write: Write, read: Read, suffix: str, change: Callable[[pd.DataFrame], pd.DataFrame], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        write(change(to_frame(CLAIMS)), io.StringIO())


def test_a_frame_without_a_column_is_refused() -> None:
    with pytest.raises(InputError, match="table: agency: the column is missing; add it"):
        from_frame(to_frame(CLAIMS).drop(columns="agency"))


def test_a_byte_order_mark_and_crlf_are_read(datadir: Path, tmp_path: Path) -> None:
    content = REFERENCE.read_bytes().replace(b"\n", b"\r\n")
    (tmp_path / "excel.csv").write_bytes(b"\xef\xbb\xbf" + content)
    assert_frame_equal(read_csv(tmp_path / "excel.csv"), read_csv(REFERENCE))


HEADER = ",".join(GOLD_COLUMNS)
ROW = "a,rank,0,4,全国第一,考评" + "," * 17
OBJECT = json.dumps(dict(zip(GOLD_COLUMNS, ROW.split(","), strict=True)), ensure_ascii=False)


@pytest.mark.parametrize(
    ("read", "content", "messages"),
    [
        (read_csv, "", ["t:1: is empty; the first line must be doc_id,kind,"]),
        (read_csv, f"{HEADER}\n{ROW},\n", ["t:2: 24 cells under a header of 23; quote cells"]),
        (read_csv, f"{HEADER}\n\n{ROW[:-1]}\n", ["t:3: 22 cells under a header of 23"]),
        (read_csv, f'{HEADER}\n"{ROW}\n', ["t:2: is no CSV (unexpected end of data)"]),
        (
            read_csv,
            f"{HEADER.replace('agency', 'source')}\n{ROW}\n",
            ["t:1: source: no such column; delete it", "t:1: agency: the column is missing; add it"],
        ),
        (read_csv, f"{HEADER},kind\n{ROW},rank\n", ["t:1: kind: the column stands there twice; delete one"]),
        (
            read_csv,
            f"{HEADER}\n{ROW.replace('rank', 'place')}\n{ROW}\n{ROW.replace('a,', ',', 1)}\n",
            ["t:2: kind: 'place' is no kind", "t:4: doc_id: is empty; every row needs one"],
        ),
        (read_jsonl, f"{OBJECT}\n\n{{'a': 1}}\n", ["t:3: is no JSON (Expecting property name"]),
        (read_jsonl, "[1, 2]\n", ["t:1: is no JSON object; write one object a line"]),
        (read_jsonl, OBJECT.replace('"agency"', '"source"'), ["t:1: source: no", "t:1: agency: the"]),
        (read_jsonl, OBJECT.replace('"考评"', "5"), ["t:1: indicator: 5 is no text"]),
        (read_jsonl, OBJECT.replace('"value": ""', '"value": NaN'), ["t:1: value: 'NaN' is no plain"]),
    ],
)  # fmt: skip
def test_files_that_are_refused(read: Read, content: str, messages: list[str]) -> None:
    stream = io.StringIO(content, newline="")
    stream.name = "t"
    with pytest.raises(InputError) as error:
        read(stream)
    lines = str(error.value).split("\n")
    assert len(lines) == len(messages)
    assert all(line.startswith(message) for line, message in zip(lines, messages, strict=True)), lines


def test_a_quoted_line_break_does_not_shift_the_place() -> None:
    broken = ROW.replace("考评", '"考\n评"')
    content = f"{HEADER}\n{broken}\n{ROW.replace('rank', 'place')}\n"
    with pytest.raises(InputError, match="^table:4: kind: 'place'"):
        read_csv(io.StringIO(content, newline=""))


def test_a_long_list_of_problems_is_cut() -> None:
    content = f"{HEADER}\n" + f"{ROW.replace('rank', 'place')}\n" * 25
    with pytest.raises(InputError) as error:
        read_csv(io.StringIO(content, newline=""))
    lines = str(error.value).split("\n")
    assert (len(lines), lines[-1]) == (21, "… and 5 more; mend these first")


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "gbk.csv").write_bytes((HEADER + "\n" + ROW).encode("gbk"))
    with pytest.raises(InputError, match=r"gbk\.csv: is no UTF-8 \(invalid .* byte\); save it as UTF-8"):
        read_csv(tmp_path / "gbk.csv")
    with pytest.raises(InputError, match=r"none\.csv: no such file; check the path"):
        read_csv(tmp_path / "none.csv")
    with pytest.raises(InputError, match="cannot be opened"):
        read_csv(tmp_path)
    with pytest.raises(InputError, match=r"claims\.csv: no such folder; make it first"):
        write_csv(to_frame(CLAIMS), tmp_path / "none" / "claims.csv")
