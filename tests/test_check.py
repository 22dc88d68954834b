from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.cells import WORDS
from extractor.check import CORE_COLUMNS, Report, Score, char_f1, check, merge
from extractor.claim import Claim
from extractor.claims import Claims
from extractor.errors import InputError
from extractor.gold import read_gold
from extractor.scores import SCORED_COLUMNS
from extractor.table import write_csv, write_jsonl

REFERENCE = Path(__file__).parent.parent / "corpus" / "beijing-ip-2023.csv"
DEV = Path(__file__).parent.parent.parent / "shared" / "corpora" / "dev"

GOLD = read_gold(REFERENCE)
PERFECT = check(GOLD, GOLD)
NAMES = ("detection", "core_exact", "indicator_char_f1")


def with_row(index: int, **cells: Any) -> Claims:
    return Claims(replace(row, **cells) if n == index else row for n, row in enumerate(GOLD))


def score_changes(report: Report) -> dict[str, tuple[int, int, int]]:
    """The counters that are not those of the gold against itself, as differences of tp, fp, fn."""
    found = {name: getattr(report, name) for name in NAMES} | dict(report.columns)
    perfect = {name: getattr(PERFECT, name) for name in NAMES} | dict(PERFECT.columns)
    return {
        name: (score.tp - perfect[name].tp, score.fp - perfect[name].fp, score.fn - perfect[name].fn)
        for name, score in found.items()
        if score != perfect[name]
    }


def rates(report: Report) -> Iterable[float]:
    for score in (report.detection, report.core_exact, report.indicator_char_f1, *report.columns.values()):
        yield from (score.precision, score.recall, score.f1)


def test_the_columns_that_are_scored() -> None:
    assert SCORED_COLUMNS[0] == "kind"
    assert SCORED_COLUMNS[-1] == "modality"
    assert len(SCORED_COLUMNS) == 22
    assert set(CORE_COLUMNS) < set(SCORED_COLUMNS)


def test_the_reference_gold_agrees_with_itself() -> None:
    assert set(rates(PERFECT)) == {1.0}
    assert PERFECT.differences == ()
    assert PERFECT.detection == PERFECT.core_exact == PERFECT.columns["kind"] == Score(38, 0, 0)
    assert PERFECT.columns["speaker"].tp == sum(row.speaker != "" for row in GOLD)
    assert PERFECT.columns["rank"].tp == sum(row.rank is not None for row in GOLD)


@pytest.mark.skipif(not DEV.exists(), reason="the development corpus is not here")
def test_every_development_gold_agrees_with_itself() -> None:
    paths = [path for path in sorted(DEV.glob("*.csv")) if path.name != "metadata.csv"]
    report = merge(check(path, path) for path in paths)
    assert set(rates(report)) == {1.0}
    assert report.detection.tp == 321


WRONG, FOUND, LOST = (-1, 1, 1), (0, 1, 0), (-1, 0, 1)


@pytest.mark.parametrize(
    ("row", "cells", "changes"),
    [
        (1, {"kind": "growth"}, {"kind": WRONG}),
        (1, {"start": 68}, {"start": WRONG}),
        (1, {"text": "10.8万"}, {"text": WRONG}),
        (1, {"value": Decimal("108001")}, {"value": WRONG, "core_exact": WRONG}),
        (1, {"value": None}, {"value": LOST, "core_exact": WRONG}),
        (1, {"value_max": Decimal(1)}, {"value_max": FOUND, "core_exact": WRONG}),
        (1, {"bound": "over"}, {"bound": WRONG, "core_exact": WRONG}),
        (1, {"unit": "万件"}, {"unit": WRONG, "core_exact": WRONG}),
        (1, {"growth": Decimal("-22.41")}, {"growth": WRONG, "core_exact": WRONG}),
        (1, {"growth": Decimal("22.4100")}, {}),
        (1, {"growth_unit": "pp"}, {"growth_unit": WRONG, "core_exact": WRONG}),
        (1, {"growth_basis": ""}, {"growth_basis": LOST}),
        (1, {"rank": 1}, {"rank": FOUND, "core_exact": WRONG}),
        (1, {"rank_scope": "全国"}, {"rank_scope": FOUND}),
        (1, {"streak": 0}, {"streak": FOUND}),
        (1, {"period": "2022"}, {"period": WRONG}),
        (1, {"region": ""}, {"region": LOST}),
        (1, {"region": " 全 市 "}, {}),
        (1, {"region": "  "}, {"region": LOST}),
        (1, {"agency": "北京市知识产权局"}, {"agency": FOUND, "core_exact": WRONG}),
        (1, {"speaker": "潘新胜"}, {"speaker": FOUND, "core_exact": WRONG}),
        (1, {"attribution": "explicit"}, {"attribution": FOUND}),
        (1, {"modality": "target"}, {"modality": WRONG}),
        (1, {"action": "增长"}, {"action": FOUND}),
        # 7 characters in gold: with one left out F1 is 12/13, with three 8/11
        (1, {"indicator": "发明专利授权"}, {"indicator": WRONG}),
        (1, {"indicator": "专利授权"}, {"indicator": WRONG, "indicator_char_f1": WRONG, "core_exact": WRONG}),
        (1, {"indicator": ""}, {"indicator": LOST, "indicator_char_f1": LOST, "core_exact": WRONG}),
        (1, {"sentence": "x", "rule": "r", "unit_kind": "count"}, {}),
        (15, {"agency": "北京市 版权局"}, {}),
        (15, {"speaker": "冷文"}, {"speaker": WRONG, "core_exact": WRONG}),
        (15, {"streak": None}, {"streak": LOST}),
        (15, {"rank": 2}, {"rank": WRONG, "core_exact": WRONG}),
    ],
)
def test_one_cell_moves_just_its_counters(
    row: int, cells: dict[str, Any], changes: dict[str, tuple[int, int, int]]
) -> None:
    report = check(with_row(row, **cells), GOLD)
    assert score_changes(report) == changes
    wrong = [difference.column for difference in report.differences]
    assert wrong == [name for name in changes if name not in NAMES]


def test_a_missed_and_an_invented_row() -> None:
    missed = check(GOLD[1:], GOLD)
    assert missed.detection == missed.core_exact == Score(37, 0, 1)
    assert missed.columns["value"] == Score(34, 0, 1)
    assert missed.columns["rank"] == PERFECT.columns["rank"]
    assert [(d.what, d.text, d.gold, d.extracted) for d in missed.differences] == [
        ("missed", "19.4万件", "专利授权量 194000件", "")
    ]
    extra = Claim("beijing-ip-2023", "growth", 0, 2, "4月", growth=Decimal(4), growth_unit="%", rule="wild")
    invented = check(GOLD + Claims([extra]), GOLD)
    assert invented.detection == invented.core_exact == Score(38, 1, 0)
    assert invented.columns["growth"] == Score(5, 1, 0)
    assert invented.columns["value"] == PERFECT.columns["value"]
    assert [(d.what, d.text, d.gold, d.extracted, d.rule) for d in invented.differences] == [
        ("invented", "4月", "", "growth 4%", "wild")
    ]


def test_two_empty_indicators_agree_in_core_and_count_in_no_column() -> None:
    bare = Claims(replace(row, indicator="") for row in GOLD)
    report = check(bare, bare)
    assert report.core_exact == Score(38, 0, 0)
    assert report.columns["indicator"] == report.indicator_char_f1 == Score(0, 0, 0)


@pytest.mark.parametrize(
    ("one", "other", "f1"),
    [
        ("", "", 1.0),
        ("专利", "", 0.0),
        ("专利", "专利", 1.0),
        ("专利", "利专", 1.0),
        ("专利", "版权", 0.0),
        ("专利专利", "专利", 2 / 3),
        ("ＡＰＰ 下载量", "APP下载量", 1.0),
        ("㎡", "m2", 1.0),
        ("数据库", "数　据\n库", 1.0),
        ("网络侵权链接", "侵权链接", 0.8),
    ],
)
def test_char_f1(one: str, other: str, f1: float) -> None:
    assert char_f1(one, other) == char_f1(other, one) == f1


def test_a_character_f1_of_just_four_fifths_is_enough() -> None:
    gold = Claims([Claim("a", "quantity", 0, 6, "338万余条", "网络侵权链接")])
    pred = Claims([Claim("a", "quantity", 0, 6, "338万余条", "侵权链接")])
    assert check(pred, gold).core_exact == Score(1, 0, 0)
    assert check(pred, gold).columns["indicator"] == Score(0, 1, 1)


@pytest.mark.parametrize(
    ("column", "one", "other", "equal"),
    [
        ("agency", "国家知识产权局；公安部", "国家知识产权局;公安部", True),
        ("speaker", "于 鹏", "于鹏", True),
        ("action", "ＰＫ", "PK", True),
        ("region", "京津冀三地", "京津冀", False),
        ("unit", "家 次", "家次", False),
        ("period", "2023－12", "2023-12", False),
        ("growth_basis", "较２０１９年", "较2019年", False),
        ("rank_scope", "全国 ", "全国", False),
        ("value", Decimal("20.20"), Decimal("20.2"), True),
        ("value", Decimal("1E+7"), Decimal("10000000"), True),
        ("value", Decimal("0"), Decimal("-0.00"), True),
        ("value", Decimal("0.1"), Decimal("0.1000000000000000055"), False),
    ],
)
def test_how_cells_are_compared(column: str, one: object, other: object, equal: bool) -> None:
    gold, pred = (Claims([Claim("a", "quantity", 0, 2, "3家", **{column: cell})]) for cell in (one, other))  # type: ignore[arg-type]
    assert check(pred, gold).columns[column] == (Score(1, 0, 0) if equal else Score(0, 1, 1))


def test_zero_is_not_empty() -> None:
    gold = Claims([Claim("a", "growth", 0, 2, "持平", growth=Decimal(0), growth_unit="%")])
    assert check(gold, gold).columns["growth"] == Score(1, 0, 0)
    assert check(gold, gold).columns["start"] == Score(1, 0, 0)


def test_rows_are_paired_within_their_article() -> None:
    row = Claim("a", "quantity", 0, 2, "3家", "企业", value=Decimal(3))
    report = check(Claims([replace(row, doc_id="b")]), Claims([row]))
    assert report.detection == Score(0, 1, 1)
    assert report.per_article()["a"].detection == Score(0, 0, 1)
    assert report.per_article()["b"].detection == Score(0, 1, 0)
    assert [(d.doc_id, d.what) for d in report.per_article()["b"].differences] == [("b", "invented")]


def test_the_articles_can_be_named() -> None:
    other = Claim("other", "quantity", 0, 2, "3家", "企业", value=Decimal(3))
    pred = Claims([other]) + GOLD
    assert check(pred, GOLD).detection == Score(38, 1, 0)
    report = check(pred, GOLD, doc_ids=["beijing-ip-2023", "empty"])
    assert report.detection == Score(38, 0, 0)
    assert list(report.per_article()) == ["beijing-ip-2023", "empty"]
    assert report.per_article()["empty"].core_exact == Score(0, 0, 0)


def test_claims_lists_frames_and_files_give_the_same_report(tmp_path: Path) -> None:
    pred = with_row(3, growth=Decimal("5.9"), rule="r")
    write_csv(pred.to_frame(), tmp_path / "pred.csv")
    write_jsonl(pred.to_frame(), tmp_path / "pred.jsonl")
    expected = check(pred, GOLD)
    assert score_changes(expected) == {"growth": WRONG, "core_exact": WRONG}
    for form in (list(pred), pred.to_frame(), tmp_path / "pred.csv", str(tmp_path / "pred.jsonl")):
        for gold in (list(GOLD), GOLD.to_frame(), REFERENCE):
            assert check(form, gold) == expected


def test_a_table_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"pred\.csv: no such file"):
        check(tmp_path / "pred.csv", GOLD)
    with pytest.raises(InputError, match="table: value: the column is missing"):
        check(GOLD.to_frame().drop(columns="value"), GOLD)


def test_the_printed_report(datadir: Path) -> None:
    pred = Claims.read(datadir / "pred.csv")
    printed = str(check(pred, datadir / "gold.csv"))
    assert printed + "\n" == (datadir / "report.txt").read_text(encoding="utf-8")


cells = {column: st.sampled_from(("", *words)) for column, words in WORDS.items() if column != "kind"}
texts = st.sampled_from(["", "全市", "全 市", "专利授权量", "发明专利授权量"])
numbers = st.none() | st.integers(0, 3).map(Decimal)
rows = st.builds(
    lambda start, length, **cells: Claim(start=start, end=start + length, **cells),
    start=st.integers(0, 10),
    length=st.integers(1, 5),
    doc_id=st.sampled_from(["a", "b"]),
    kind=st.sampled_from(WORDS["kind"]),
    text=st.just("数"),
    **cells,
    **dict.fromkeys(("indicator", "action", "unit", "period", "region", "agency", "speaker"), texts),
    **dict.fromkeys(("value", "value_max", "growth"), numbers),
    rank=st.none() | st.integers(1, 2),
)
tables = st.lists(rows, max_size=5).map(Claims)


@given(tables, tables)
@settings(max_examples=150, deadline=None)
def test_what_holds_for_any_tables(pred: Claims, gold: Claims) -> None:
    report = check(pred, gold)
    turned = check(gold, pred)
    for score in (report.detection, report.core_exact):
        assert (score.tp + score.fp, score.tp + score.fn) == (len(pred), len(gold))
    assert report.core_exact.tp <= report.detection.tp
    assert report.columns["indicator"].tp <= report.indicator_char_f1.tp
    for column, score in report.columns.items():
        filled = [
            [
                str(getattr(row, column) if getattr(row, column) is not None else "").strip() != ""
                for row in table
            ]
            for table in (pred, gold)
        ]
        assert (score.tp + score.fp, score.tp + score.fn) == (sum(filled[0]), sum(filled[1]))
        wrong = [d for d in report.differences if d.column == column]
        paired = report.detection.tp - len(wrong)
        assert score.tp <= paired <= report.detection.tp
    assert sum(d.what == "missed" for d in report.differences) == report.detection.fn
    assert sum(d.what == "invented" for d in report.differences) == report.detection.fp
    assert turned.detection.tp == report.detection.tp
    assert merge(report.per_article().values()) == report
    assert check(pred.to_frame(), gold) == report
    for doc_id in {row.doc_id for row in gold}:
        alone = check(pred, gold, doc_ids=[doc_id])
        assert alone == report.per_article()[doc_id]


@given(tables)
def test_any_table_agrees_with_itself_unless_rows_share_a_span(gold: Claims) -> None:
    distinct = Claims({(row.doc_id, row.kind, row.start, row.end): row for row in gold}.values())
    assert set(rates(check(distinct, distinct))) == {1.0}
    assert check(distinct, distinct).differences == ()
