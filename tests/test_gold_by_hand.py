"""Drafts, exchange with annotation tools, and agreement."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from extractor import Article, Claims
from extractor.agreement import agree
from extractor.cli import main
from extractor.corpus import articles_with_gold
from extractor.doccano import from_doccano, to_doccano
from extractor.errors import InputError
from extractor.gold import read_gold
from extractor.gold_file import gold_csv, write_gold
from extractor.label_studio import from_label_studio, labeling_config, to_label_studio


@pytest.fixture(scope="module")
def pairs(corpus: Path) -> list[tuple[Article, Claims]]:
    return [(one.article, one.gold) for one in articles_with_gold(corpus)]


def test_gold_is_written_as_it_is_read(corpus: Path, tmp_path: Path) -> None:
    for path in corpus.glob("*.csv"):
        if path.name != "metadata.csv":
            gold = read_gold(path)
            write_gold(gold, tmp_path / path.name)
            assert read_gold(tmp_path / path.name) == gold
    assert list(tmp_path.glob(".*")) == []


def test_rows_come_in_the_order_of_the_text(pairs: list[tuple[Article, Claims]]) -> None:
    _, gold = pairs[0]
    assert gold_csv(reversed(gold)) == gold_csv(gold)


def test_a_draft_is_valid_gold_and_overwrites_nothing(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = corpus / "qingping-police-2024.txt"
    assert main(["draft", str(article), "-o", str(tmp_path)]) == 0
    draft = tmp_path / "qingping-police-2024.csv"
    assert len(read_gold(draft, text=article.read_text(encoding="utf-8"))) > 10
    draft.write_text("work", encoding="utf-8")
    assert main(["draft", str(article), "-o", str(tmp_path)]) == 2
    assert draft.read_text(encoding="utf-8") == "work" and "--overwrite" in capsys.readouterr().err
    assert main(["draft", str(article), "-o", str(tmp_path), "--overwrite"]) == 0
    assert read_gold(draft)


@pytest.mark.parametrize(
    ("out", "back"),
    [(to_label_studio, from_label_studio), (to_doccano, from_doccano)],
    ids=["label-studio", "doccano"],
)
def test_tools_give_back_what_they_were_given(
    out: "object", back: "object", pairs: list[tuple[Article, Claims]]
) -> None:
    returned = back(out(pairs))  # type: ignore[operator]
    assert [(article, [*claims]) for article, claims in returned] == [
        (article, [replace(claim) for claim in claims]) for article, claims in pairs
    ]


def test_label_studio_reads_what_an_annotator_does() -> None:
    """A region with a label only, one with cells, and offsets in UTF-16 units behind a rare character."""
    text = "𠮷田市有企业3家，专利5件。"
    region = {"id": "x", "from_name": "kind", "to_name": "text", "type": "labels"}
    cell = {"id": "x", "from_name": "indicator", "to_name": "text", "type": "textarea"}
    span = {"start": 7, "end": 9, "text": "3家"}
    result = [
        {**region, "value": {**span, "labels": ["quantity"]}},
        {**cell, "value": {**span, "text": ["企业"]}},
        {**region, "id": "y", "value": {"start": 11, "end": 13, "text": "5件", "labels": ["quantity"]}},
    ]
    task = {"id": 7, "data": {"text": text}, "annotations": [{"result": []}, {"result": result}]}
    ((article, claims),) = from_label_studio(json.dumps([task], ensure_ascii=False))
    assert article.doc_id == "7"
    assert [(claim.text, claim.indicator) for claim in claims] == [("3家", "企业"), ("5件", "")]
    assert all(text[claim.start : claim.end] == claim.text for claim in claims)


def test_the_labeling_config_has_every_column() -> None:
    import xml.etree.ElementTree as ElementTree

    root = ElementTree.fromstring(labeling_config())
    names = {element.get("name") for element in root.iter()}
    assert {"kind", "indicator", "value", "agency", "modality"} <= names


def test_doccano_spans_without_cells_get_what_their_number_says() -> None:
    record = {"id": 3, "text": "企业3.2万家。", "label": [[2, 7, "quantity"]]}
    ((article, (claim,)),) = from_doccano(json.dumps(record, ensure_ascii=False))
    assert (article.doc_id, claim.text, claim.unit, str(claim.value)) == ("3", "3.2万家", "家", "32000")


def test_doccano_may_nest_what_it_does_not_know(pairs: list[tuple[Article, Claims]]) -> None:
    record = json.loads(to_doccano(pairs[:1]))
    record["meta"] = {name: record.pop(name) for name in ("doc_id", "title", "published", "cells")}
    ((article, claims),) = from_doccano(json.dumps(record, ensure_ascii=False))
    assert (article, [*claims]) == (pairs[0][0], [*pairs[0][1]])


@pytest.mark.parametrize(
    ("read", "text", "message"),
    [
        (from_label_studio, "{", "is no JSON"),
        (from_label_studio, "{}", "no list of tasks"),
        (from_label_studio, "[{}]", "task 1: has no"),
        (from_doccano, "{}\n", "export:1: is no doccano record"),
        (from_doccano, '{"text": "3家", "label": [[0, 2, "number"]]}', "export:1: kind"),
    ],
)
def test_what_is_no_export(read: "object", text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(text)  # type: ignore[operator]


def test_agreement(pairs: list[tuple[Article, Claims]]) -> None:
    gold = pairs[0][1]
    same = agree(gold, gold)
    assert same.report.detection.f1 == 1 and same.kappa["unit"] == 1 and same.kappa["value_max"] is None
    other = [
        replace(claim, unit="个" if number % 2 else claim.unit) for number, claim in enumerate(gold[:-4])
    ]
    some = agree(gold, other)
    assert some.report.detection.fn == 4 and some.paired == len(gold) - 4
    unit = some.kappa["unit"]
    assert unit is not None and 0 < unit < 1
    assert agree(other, gold).report.detection.f1 == some.report.detection.f1


def test_kappa_is_that_of_the_definition() -> None:
    """Cohen 1960: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no give 0.4."""
    from extractor.claim import Claim

    cells = [("件", "件")] * 20 + [("件", "家")] * 5 + [("家", "件")] * 10 + [("家", "家")] * 15
    one = [Claim("a", "quantity", 9 * n, 9 * n + 2, "3件", unit=left) for n, (left, _) in enumerate(cells)]
    other = [
        Claim("a", "quantity", 9 * n, 9 * n + 2, "3件", unit=right) for n, (_, right) in enumerate(cells)
    ]
    assert agree(one, other).kappa["unit"] == pytest.approx(0.4)


def test_the_agree_command(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "qingping-police-2024.csv"
    write_gold(read_gold(corpus / name)[1:], tmp_path / name)
    assert main(["agree", str(corpus), str(tmp_path), "--differences"]) == 0
    out = capsys.readouterr().out
    assert "detection F1 0.971: 17 rows of both, 1 of A only, 0 of B only" in out and "missed" in out
    assert main(["agree", str(corpus), str(corpus / name)]) == 2


@pytest.mark.parametrize("tool", ["label-studio", "doccano"])
def test_the_exchange_command(
    corpus: Path, tmp_path: Path, tool: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file, folder = tmp_path / "tasks", tmp_path / "gold"
    assert main(["exchange", str(corpus), "--to", tool, "-o", str(file)]) == 0
    assert main(["exchange", str(file), "--from", tool, "-o", str(folder)]) == 0
    for path in folder.glob("*.csv"):
        assert read_gold(path) == read_gold(corpus / path.name)
        assert path.with_suffix(".txt").read_bytes() == (corpus / path.name).with_suffix(".txt").read_bytes()
    assert len(list(folder.iterdir())) == 2 * len(list(corpus.glob("*.txt")))
    assert main(["exchange", str(file), "--from", tool, "-o", str(folder)]) == 2
    assert "--overwrite" in capsys.readouterr().err
    assert main(["exchange", str(file), "--from", tool, "-o", str(folder), "--overwrite"]) == 0


def test_the_labeling_config_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exchange", "--labeling-config"]) == 0
    assert capsys.readouterr().out == labeling_config()


def test_drafts_are_all_written_though_the_reader_leaves(corpus: Path, tmp_path: Path) -> None:
    """`extractor draft corpus/ -o gold/ | head -1` ends the pipe after the first line."""
    for name in ("qingping-police-2024", "yunfan-company-2024"):
        (tmp_path / f"{name}.txt").write_bytes((corpus / f"{name}.txt").read_bytes())
    command = [sys.executable, "-m", "extractor", "draft", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        error = process.stderr.read()
    assert (process.returncode, error) == (0, b"")
    assert len(list(tmp_path.glob("*.csv"))) == 2


def test_gold_of_different_articles_is_not_compared(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = corpus / "beijing-ip-2023.csv", corpus / "yunfan-company-2024.csv"
    assert main(["agree", str(one), str(other)]) == 2
    assert "gold of beijing-ip-2023 and yunfan-company-2024; give two of the same" in capsys.readouterr().err
    (tmp_path / one.name).write_bytes(one.read_bytes())
    (tmp_path / "more.csv").write_bytes(one.read_bytes())
    assert main(["agree", str(tmp_path), str(corpus)]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("detection F1 1.000: 38 rows of both")
    assert f"more.csv: is not in {corpus}" in told.err and f"{other.name}: is not in {tmp_path}" in told.err


@pytest.mark.parametrize("command", ["report", "audit", "review"])
def test_a_folder_of_gold_that_is_not_there_is_named(
    command: str, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = str(corpus / "beijing-ip-2023.txt")
    assert main([command, article, "--gold", str(tmp_path / "golb")]) == 2
    assert "golb: is no folder; name the folder of the gold files" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["-5", "65536"])
def test_a_port_that_is_none_is_named(port: str, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", str(corpus), "--no-browser", "--port", port]) == 2
    assert f"port {port}: is none; choose one from 1 to 65535" in capsys.readouterr().err


def test_an_export_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export = tmp_path / "export.json"
    command = ["exchange", str(export), "--from", "doccano", "-o", str(tmp_path / "gold")]
    assert main(command) == 2
    assert "export.json: cannot be read (No such file or directory)" in capsys.readouterr().err
    export.write_bytes("全市".encode("gb18030"))
    assert main(command) == 2
    assert "export.json: is not UTF-8 text (byte 2)" in capsys.readouterr().err
