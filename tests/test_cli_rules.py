"""`extractor rules`: the list, and the run of the examples."""

import re
import shutil
from pathlib import Path

import pytest

from extractor import Rules
from extractor.cli import main
from extractor.rules import bundled_folder

Output = pytest.CaptureFixture[str]


def test_the_list(rules: Rules, capsys: Output) -> None:
    assert main(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines] == [rule.id for rule in rules.all]
    assert all(re.search(r"\(\d+ examples\)$", line) for line in lines)


def test_a_wrong_example_is_found(tmp_path: Path, capsys: Output) -> None:
    folder = Path(shutil.copytree(bundled_folder(), tmp_path / "rules"))
    (folder / "claims" / "own.toml").write_text(
        'about = "One rule."\n\n[[rule]]\nid = "own-count"\nabout = "立案738件"\n'
        "pattern = '(?P<quantity> {quantity} )'\n"
        "yes = ['立案[738件](quantity)', '结案639件']\nno = ['立案。']\n",
        encoding="utf-8",
    )
    contents = folder / "contents.toml"
    source = contents.read_text(encoding="utf-8")
    contents.write_text(
        re.sub(r"^claims = \[", 'claims = ["claims/own.toml",', source, flags=re.MULTILINE), encoding="utf-8"
    )
    assert main(["rules", "--test", "--rules", str(folder)]) == 1
    lines = capsys.readouterr().out.splitlines()
    outcome = "expected 结案639件, found 结案[639件](quantity); correct the pattern or the example"
    assert [line for line in lines if "own-count" in line] == [
        f"claims/own.toml:3: rule own-count: yes: {outcome}"
    ]
    assert re.fullmatch(r"\d+ examples, \d+ failed", lines[-1])
