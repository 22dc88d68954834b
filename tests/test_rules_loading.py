"""A broken rule file in a folder that is otherwise sound fails with the message in its first line."""

from pathlib import Path

import pytest

from extractor.errors import RulesError
from extractor.rules import Rules

BROKEN = Path(__file__).parent / "test_rules_loading"
SOUND_CONTENTS = {
    "lexicon": ["lexicon/words.toml"],
    "mentions": ["mentions/numbers.toml"],
    "claims": ["claims/counts.toml", "claims/growth.toml"],
}


@pytest.fixture
def sound(shared_datadir: Path) -> Path:
    return shared_datadir / "small"


def write_contents(folder: Path, **sections: list[str]) -> None:
    """A table of contents that names the sound files and then those given."""
    lines = ['units = "units.csv"']
    for section, names in SOUND_CONTENTS.items():
        lines.append(f"{section} = {[*names, *sections.get(section, [])]}")
    (folder / "contents.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def problems(folder: Path) -> list[str]:
    with pytest.raises(RulesError) as error:
        Rules.load(folder)
    assert str(error.value) == "\n".join(error.value.problems)
    return [problem.removeprefix(f"{folder}/") for problem in error.value.problems]


def test_the_folder_without_them_is_sound(sound: Path) -> None:
    write_contents(sound)
    assert [rule.id for rule in Rules.load(sound).claims] == [
        "verb-count-object",
        "indicator-then-count",
        "indicator-then-growth",
    ]


@pytest.mark.parametrize("name", sorted(str(path.relative_to(BROKEN)) for path in BROKEN.rglob("*.toml")))
def test_a_broken_file(name: str, sound: Path, datadir: Path) -> None:
    section, _, file = name.partition("/")
    broken = (datadir / name).read_text(encoding="utf-8")
    if section == "contents":
        (sound / "contents.toml").write_text(broken, encoding="utf-8")
    else:
        (sound / section / file).write_text(broken, encoding="utf-8")
        write_contents(sound, **{section: [name]})
    expected = broken.splitlines()[0].removeprefix("# ")
    assert problems(sound) == [expected]


def test_all_problems_are_told_at_once(sound: Path, datadir: Path) -> None:
    names = ["claims/unknown-kind.toml", "claims/syntax.toml", "claims/no-examples.toml"]
    for name in names:
        (sound / name).write_bytes((datadir / name).read_bytes())
    write_contents(sound, claims=names)
    assert {problem.split(":")[0] for problem in problems(sound)} == set(names)


def test_one_mistake_is_one_problem(sound: Path) -> None:
    """Claim rules that name a kind are not blamed when the file that makes it cannot be read."""
    (sound / "mentions" / "numbers.toml").write_text("[[rule]\n", encoding="utf-8")
    (told,) = problems(sound)
    assert told.startswith("mentions/numbers.toml:1: is no valid TOML (")


def test_a_file_in_another_encoding(sound: Path) -> None:
    (sound / "claims" / "growth.toml").write_bytes('about = "新闻"\n'.encode("gb18030"))
    assert problems(sound) == ["claims/growth.toml: is not UTF-8 text (byte 9); convert it first"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("surface,canonical\n件,件\n", "units.csv:1: the header is surface,canonical"),
        ("", "units.csv:1: the header is missing"),
        ("surface,canonical,dimension,pint\n件,件\n", "units.csv:2: has 2 cells"),
    ],
    ids=["header", "empty", "short-row"],
)
def test_a_broken_table_of_units(table: str, message: str, sound: Path) -> None:
    (sound / "units.csv").write_text(table, encoding="utf-8")
    assert problems(sound) == [f"{message}; write surface,canonical,dimension,pint"]


@pytest.mark.parametrize("name", ["", "missing"])
def test_a_folder_without_contents(name: str, tmp_path: Path) -> None:
    assert problems(tmp_path / name) == [
        "contents.toml: no such file; a folder of rules needs a contents.toml that lists its files"
    ]
