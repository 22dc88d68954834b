import csv
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.claim import GOLD_COLUMNS
from extractor.errors import InputError
from extractor.gold import read_gold

REFERENCE = Path(__file__).parent.parent / "corpus" / "beijing-ip-2023.csv"
DEV = Path(__file__).parent.parent.parent / "shared" / "corpora" / "dev"

ARTICLE_GOLD = [
    {"kind": "quantity", "start": "17", "end": "23", "text": "19.4万件", "value": "194000", "bound": "exact",
     "growth": "5.02", "growth_unit": "%", "growth_basis": "yoy", "agency": "市统计局"},
    {"kind": "quantity", "start": "46", "end": "52", "text": "261万余册", "value": "2610000"},
    {"kind": "rank", "start": "92", "end": "97", "text": "居全国首位", "rank": "1", "rank_scope": "全国"},
]  # fmt: skip


def write(path: Path, rows: list[dict[str, str]], *, columns: tuple[str, ...] = GOLD_COLUMNS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows({"doc_id": "article", "modality": "reported"} | row for row in rows)
    return path


def changed(row: int, **cells: str) -> list[dict[str, str]]:
    return [old | cells if index == row else old for index, old in enumerate(ARTICLE_GOLD)]


def problems(path: Path, text: str | None) -> list[str]:
    with pytest.raises(InputError) as error:
        read_gold(path, text=text)
    return str(error.value).replace(f"{path}:", "line ").split("\n")


def test_the_reference_gold() -> None:
    gold = read_gold(REFERENCE, text=REFERENCE.with_suffix(".txt").read_bytes().decode("utf-8"))
    assert len(gold) == 38
    assert gold[2].growth == Decimal("20.20")
    assert (gold[8].kind, gold[8].rank, gold[8].streak, gold[8].value) == ("rank", 1, 3, None)
    assert {(claim.unit_kind, claim.sentence, claim.rule) for claim in gold} == {("", "", "")}


@pytest.mark.skipif(not DEV.exists(), reason="the development corpus is not here")
def test_the_development_golds_fit_their_articles() -> None:
    paths = [path for path in sorted(DEV.glob("*.csv")) if path.name != "metadata.csv"]
    golds = [read_gold(path, text=path.with_suffix(".txt").read_bytes().decode("utf-8")) for path in paths]
    assert sum(map(len, golds)) == 321
    assert {claim.doc_id for gold in golds for claim in gold} == {path.stem for path in paths}


def test_an_article_without_claims(tmp_path: Path) -> None:
    assert len(read_gold(write(tmp_path / "article.csv", []))) == 0


def test_a_good_file_loads(datadir: Path) -> None:
    text = (datadir / "article.txt").read_text(encoding="utf-8")
    gold = read_gold(write(datadir / "article.csv", ARTICLE_GOLD), text=text)
    assert [text[claim.start : claim.end] for claim in gold] == ["19.4万件", "261万余册", "居全国首位"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            changed(0, start="18", end="24"),
            "line 2: text: '19.4万件' is not what stands at [18:24], '9.4万件，'; it stands at [17:23]",
        ),
        (
            changed(0, start="80", end="86"),
            "line 2: text: '19.4万件' is not what stands at [80:86], '版权登记量1'; it stands at [85:91]",
        ),
        (
            changed(1, text="261万多册"),
            "line 3: text: '261万多册' is not what stands at [46:52], '261万余册'; "  # noqa: ISC004
            "it stands nowhere in the article, copy it from there",
        ),
        (
            changed(2, start="900", end="905"),
            "line 4: text: '居全国首位' lies past the article's end at [900:905]; it stands at [92:97]",
        ),
        (
            [*changed(1, value="261万"), {"kind": "count", "start": "1", "end": "1", "text": "者"}],
            """line 3: value: '261万' is no plain decimal; write digits such as 1234.5
line 5: kind: 'count' is no kind; write one of quantity, growth, rank
line 5: end: [1:1] is no span; offsets count from 0 and the end is exclusive""",
        ),
        (
            changed(
                2, modality="said", attribution="yes", bound="more", growth_unit="%p", rank="一", doc_id=""
            ),
            """line 4: doc_id: is empty; every row needs one
line 4: bound: 'more' is no bound; write one of exact, approx, over, under, at_least, at_most, range
line 4: growth_unit: '%p' is no growth_unit; write one of %, pp
line 4: rank: '一' is no plain decimal; write digits such as 1234.5
line 4: attribution: 'yes' is no attribution; write one of explicit, inherited
line 4: modality: 'said' is no modality; write one of reported, target, forecast""",
        ),
    ],
    ids=["span shifted", "nearest place", "text misspelt", "past the end", "two rows", "many cells"],
)
def test_problems_name_line_column_and_remedy(
    rows: list[dict[str, str]], expected: str, datadir: Path
) -> None:
    text = (datadir / "article.txt").read_text(encoding="utf-8")
    assert "\n".join(problems(write(datadir / "article.csv", rows), text)) == expected


def test_without_the_article_the_length_of_the_span_is_checked(tmp_path: Path) -> None:
    path = write(tmp_path / "article.csv", changed(0, end="22"))
    assert problems(path, None) == [
        "line 2: text: '19.4万件' has 6 characters, its span [17:22] has 5; the end is exclusive"
    ]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (GOLD_COLUMNS[:-1], ["line 1: modality: the column is missing; add it, its cells may be empty"]),
        (
            (*GOLD_COLUMNS, "rule"),
            ["line 1: rule: no such column; delete it, the columns are doc_id, kind, "],
        ),
        (
            tuple(name.replace("agency", "source") for name in GOLD_COLUMNS),
            ["line 1: source: no such column", "line 1: agency: the column is missing"],
        ),
        (
            ("kind", "doc_id", *GOLD_COLUMNS[2:]),
            ["line 1: the columns stand in another order; write doc_id,kind,"],
        ),
    ],
    ids=["missing", "extra", "renamed", "order"],
)
def test_the_header_is_the_guides(columns: tuple[str, ...], expected: list[str], tmp_path: Path) -> None:
    found = problems(write(tmp_path / "article.csv", ARTICLE_GOLD, columns=columns), None)
    assert len(found) == len(expected)
    assert all(line.startswith(start) for line, start in zip(found, expected, strict=True)), found


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv: no such file; check the path"):
        read_gold(tmp_path / "none.csv")
