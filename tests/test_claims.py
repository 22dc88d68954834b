import json
import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.claim import GOLD_COLUMNS, Claim
from extractor.claims import Claims
from extractor.errors import InputError

REFERENCE = Path(__file__).parent.parent / "corpus" / "beijing-ip-2023.csv"

FIRST = Claim("a", "quantity", 53, 59, "19.4万件", "专利授权量", value=Decimal(194000), unit="件")
SECOND = Claim("a", "rank", 267, 273, "位居全国首位", "金奖、银奖数量", rank=1, rank_scope="全国", streak=3)
THIRD = Claim("b", "growth", 5, 9, "6.1%", "进出口总额", growth=Decimal("6.1"), growth_unit="%")


def test_it_is_a_sequence() -> None:
    claims = Claims(claim for claim in (FIRST, SECOND, THIRD))
    assert len(claims) == 3
    assert list(claims) == [FIRST, SECOND, THIRD]
    assert (claims[0], claims[-1]) == (FIRST, THIRD)
    assert claims[1:] == Claims([SECOND, THIRD])
    assert claims[::-1] == Claims([THIRD, SECOND, FIRST])
    assert SECOND in claims
    assert claims.index(THIRD) == 2
    assert Claims([FIRST]) + Claims([SECOND, THIRD]) == claims
    assert not Claims()
    with pytest.raises(IndexError):
        claims[3]


def test_equality_is_that_of_the_rows_in_order() -> None:
    assert Claims([FIRST, SECOND]) == Claims([FIRST, SECOND])
    assert Claims([FIRST, SECOND]) != Claims([SECOND, FIRST])
    assert Claims([FIRST]) != [FIRST]
    assert hash(Claims([FIRST])) == hash(Claims([FIRST]))


def test_it_does_not_change_and_travels_between_processes() -> None:
    claims = Claims([FIRST, THIRD])
    with pytest.raises(FrozenInstanceError):
        claims.items = ()  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(claims)) == claims
    with pytest.raises(TypeError):
        claims + [SECOND]  # type: ignore[operator]


def test_repr_shows_the_first_rows_and_the_count() -> None:
    assert repr(Claims()) == "0 claims"
    assert repr(Claims([SECOND])) == "1 claim\n  a  267:273  位居全国首位  金奖、银奖数量 rank 1"
    lines = repr(Claims([FIRST] * 11)).split("\n")
    assert (lines[0], len(lines), lines[-1]) == ("11 claims", 12, "  …")


def test_a_frame_and_back() -> None:
    claims = Claims([FIRST, SECOND, THIRD])
    assert claims.to_frame()["doc_id"].tolist() == ["a", "a", "b"]
    assert Claims.from_frame(claims.to_frame()) == claims


def test_files_are_told_by_their_suffix(tmp_path: Path) -> None:
    assert len(Claims.read(REFERENCE)) == 38
    with pytest.raises(InputError, match=r"claims\.xlsx: is no table this reads"):
        Claims.read(tmp_path / "claims.xlsx")


@pytest.mark.parametrize("value", ["0.1000000000000000055", "12345678901234567890.12"])
def test_files_are_read_without_rounding(value: str, tmp_path: Path) -> None:
    cells = dict.fromkeys(GOLD_COLUMNS) | {
        "doc_id": "a",
        "kind": "quantity",
        "start": 0,
        "end": 2,
        "text": "3吨",
    }
    line = json.dumps(cells, ensure_ascii=False).replace('"value": null', f'"value": {value}')
    (tmp_path / "claims.jsonl").write_text(line + "\n", encoding="utf-8")
    assert Claims.read(tmp_path / "claims.jsonl")[0].value == Decimal(value)


def test_pandas_is_not_imported_before_a_frame_is_asked_for() -> None:
    code = (
        "import sys; from extractor.check import check; from extractor.gold import read_gold; "
        f"gold = read_gold({str(REFERENCE)!r}); assert check(gold, gold).detection.tp == 38; "
        "assert 'pandas' not in sys.modules; gold.to_frame(); assert 'pandas' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
