"""The JSON Schema holds for every rule file and refuses every file that the loader refuses for its shape."""

import tomllib
from pathlib import Path

import jsonschema
import pytest

from extractor.rulefile import read_rulefile
from extractor.schema import rule_schema, schema_text

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "rules").glob("*/*.toml"))
GOOD = """
about = "Counts."
[[rule]]
id = "count"
kind = "quantity"
about = "3件."
pattern = '3件'
yes = ['[3件](quantity)', '[3件](quantity)箱']
no = ['件']
"""
BROKEN = {
    "unknown-table": ('about = "Counts."', 'about = "Counts."\nrules = 1'),
    "unknown-key": ('kind = "quantity"', 'kindd = "quantity"'),
    "wrong-type": ("no = ['件']", "no = '件'"),
    "no-id": ('id = "count"', ""),
    "no-about": ('about = "3件."', ""),
    "no-pattern": ("pattern = '3件'", ""),
    "empty-pattern": ("pattern = '3件'", "pattern = ''"),
    "no-examples": ("yes = ['[3件](quantity)', '[3件](quantity)箱']", ""),
    "no-counter-example": ("no = ['件']", "no = []"),
    "piece-that-is-a-list": ('about = "Counts."', 'about = "Counts."\npieces.np = ["x"]'),
}


def errors(text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(rule_schema())
    return [error.message for error in validator.iter_errors(tomllib.loads(text))]


@pytest.mark.parametrize("path", FILES, ids=[path.relative_to(ROOT).as_posix() for path in FILES])
def test_every_rule_file_is_valid(path: Path) -> None:
    assert errors(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("old", "new"), BROKEN.values(), ids=BROKEN.keys())
def test_schema_and_loader_refuse_the_same(tmp_path: Path, old: str, new: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new)
    problems: list[str] = []
    path = tmp_path / "count.toml"
    path.write_text(text, encoding="utf-8")
    read_rulefile(path, "count.toml", problems)
    assert problems
    assert errors(text)


def test_a_good_file_passes_both(tmp_path: Path) -> None:
    problems: list[str] = []
    path = tmp_path / "count.toml"
    path.write_text(GOOD, encoding="utf-8")
    read_rulefile(path, "count.toml", problems)
    assert problems == errors(GOOD) == []


def test_the_file_beside_the_rules_is_this_schema() -> None:
    assert (ROOT / "rules/schema.json").read_text(encoding="utf-8") == schema_text()
    jsonschema.Draft202012Validator.check_schema(rule_schema())
