"""Variants of the gold sentences keep their claims."""

from pathlib import Path

import pytest

from extractor import Rules
from extractor.claim import GOLD_COLUMNS
from extractor.cli import main
from extractor.corpus import articles_with_gold
from extractor.metamorphic import (
    TRANSFORMATIONS,
    clauses_swapped,
    gold_sentences,
    grouped,
    in_chinese,
    relation,
    spaced_lines,
    traditional,
)

ENOUGH = 0.95
CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    """The sentences of the project's own corpus that hold a gold row."""
    return gold_sentences(articles_with_gold(CORPUS))


@pytest.mark.parametrize("name", TRANSFORMATIONS)
def test_claims_hold(name: str, sentences: list[str], rules: Rules) -> None:
    found = relation(name, TRANSFORMATIONS[name], sentences, rules)
    assert found.held
    assert found.share >= ENOUGH, f"{name} holds on {found.share:.1%}: {found.broken}"


def test_claims_hold_in_traditional_characters(sentences: list[str], rules: Rules) -> None:
    pytest.importorskip("opencc")
    there, back = traditional()
    found = relation("traditional", there, sentences, rules, back=back)
    assert found.share >= ENOUGH, f"traditional holds on {found.share:.1%}: {found.broken}"


@pytest.mark.parametrize(
    ("transform", "text", "variant"),
    [
        (grouped, "民事案件88286件，2023年。", "民事案件88,286件，2023年。"),
        (grouped, "拨打12345热线", "拨打12345热线"),
        (in_chinese, "新增4家企业、2项标准，近3年，第5名", "新增四家企业、两项标准，近3年，第5名"),
        (
            in_chinese,
            "5%至8%，-3.5%，0.5%，1205人，15.05万元",
            "5%至8%，-3.5%，百分之零点五，一千二百零五人，十五点零五万元",
        ),
        (spaced_lines, "新增4家。", "\n\n  新增4家。  \n\n"),
        (clauses_swapped, "出口增长5%；进口下降3%。", "进口下降3%；出口增长5%。"),
        (clauses_swapped, "出口增长5%。", "出口增长5%。"),
    ],
)
def test_transformations(transform: "object", text: str, variant: str) -> None:
    assert callable(transform)
    assert transform(text) == variant


def test_the_command_tells_the_share_of_each(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("去年，全市专利授权量19.4万件；商标9万件。", encoding="utf-8")
    header = ",".join(GOLD_COLUMNS)
    row = {
        "doc_id": "a",
        "kind": "quantity",
        "start": "10",
        "end": "16",
        "text": "19.4万件",
        "value": "194000",
        "bound": "exact",
        "unit": "件",
    }
    cells = ",".join(row.get(name, "") for name in GOLD_COLUMNS)
    (tmp_path / "a.csv").write_text(f"{header}\n{cells}\n", encoding="utf-8")
    assert main(["rules", "--variants", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["transformation", "sentences", "held", "share"]
    assert [line.split() for line in lines[1:6]] == [
        [name, number, number, "100.0%"] for name, number in zip(TRANSFORMATIONS, "10111", strict=True)
    ]  # fmt: skip


def test_a_broken_relation_is_told(rules: Rules) -> None:
    sentences = ["全市专利授权量19.4万件。", "没有数字。"]
    found = relation("harm", lambda text: text.replace("19.4", "19.5"), sentences, rules)
    assert (found.held, found.broken, found.share) == (0, (sentences[0],), 0.0)
