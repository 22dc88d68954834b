"""One TOML file of rules, read into plain records that know their line.

A file may hold `[pieces]` (shared regex sources), `[words]` (word lists),
`[kinds]` (words that are a token kind of their own), `[tags]` (dictionary tags
folded into kinds) and `[[rule]]` tables. What the tables mean is in
`rules/README.md`.
"""

import re
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

RULE_KEYS = {
    "id": str,
    "kind": str,
    "about": str,
    "pattern": str,
    "carry": str,
    "yes": list,
    "no": list,
    "todo": list,
    "waive": list,
}
TABLES = {"about", "pieces", "words", "kinds", "tags", "rule"}


@dataclass(frozen=True, slots=True)
class RuleSource:
    """A rule as written: its `pattern` not compiled yet, its place known."""

    id: str
    about: str
    pattern: str
    path: str
    line: int
    kind: str = ""
    carry: str = ""
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()
    waive: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}: rule {self.id}"


@dataclass(frozen=True, slots=True)
class RuleFile:
    """The content of one file: its rules in order, and the tables they draw on."""

    path: str
    about: str = ""
    rules: tuple[RuleSource, ...] = ()
    pieces: dict[str, str] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_rulefile(path: Path, name: str, problems: list[str]) -> RuleFile:
    """The file's records; what is wrong with it is appended to `problems`, a line each."""
    try:
        source = path.read_text(encoding="utf-8")
        data = tomllib.loads(source, parse_float=Decimal)
    except FileNotFoundError:
        problems.append(f"{name}: no such file, though contents.toml names it; add it or take the name out")
        return RuleFile(name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = re.search(r"at line (\d+)", str(error))
        problems.append(
            f"{name}:{line.group(1) if line else 1}: is no valid TOML ({error}); correct the syntax"
        )
        return RuleFile(name)
    for key in data.keys() - TABLES:
        problems.append(
            f"{name}:{_line_of(source, key)}: unknown table {key!r}; use one of {', '.join(sorted(TABLES))}"
        )
    lines = [source.count("\n", 0, found.start()) + 1 for found in _RULE_HEADER.finditer(source)]
    rules = [
        rule
        for record, line in zip(data.get("rule", []), lines, strict=False)
        if (rule := _rule(record, name, line, problems)) is not None
    ]
    return RuleFile(
        name,
        about=data.get("about", ""),
        rules=tuple(rules),
        pieces=_table(data, "pieces", str, name, source, problems),
        words={
            key: _words(value)
            for key, value in _table(data, "words", (str, list), name, source, problems).items()
        },
        kinds={
            key: _words(value)
            for key, value in _table(data, "kinds", (str, list), name, source, problems).items()
        },
        tags={
            key: _words(value)
            for key, value in _table(data, "tags", (str, list), name, source, problems).items()
        },
    )


_RULE_HEADER = re.compile(r"^\[\[rule\]\]", re.MULTILINE)


def _rule(record: dict[str, Any], name: str, line: int, problems: list[str]) -> RuleSource | None:
    rule_id = record.get("id", "?")
    place = f"{name}:{line}: rule {rule_id}"
    wrong = False
    for key, value in record.items():
        if key not in RULE_KEYS:
            problems.append(f"{place}: unknown key {key!r}; use one of {', '.join(RULE_KEYS)}")
            wrong = True
        elif not isinstance(value, RULE_KEYS[key]):
            problems.append(f"{place}: {key} must be a {RULE_KEYS[key].__name__}; write it as one")
            wrong = True
    for key in ("id", "about", "pattern"):
        if not record.get(key):
            problems.append(f"{place}: has no {key}; give one")
            wrong = True
    if not record.get("yes") or not record.get("no"):
        problems.append(f"{place}: has no examples; give at least two under yes and one under no")
        wrong = True
    if wrong:
        return None
    examples = {key: tuple(record.get(key, ())) for key in ("yes", "no", "todo", "waive")}
    return RuleSource(
        id=rule_id,
        about=record["about"],
        pattern=record["pattern"],
        path=name,
        line=line,
        kind=record.get("kind", ""),
        carry=record.get("carry", ""),
        **examples,
    )


def _table(
    data: dict[str, Any],
    table: str,
    types: type | tuple[type, ...],
    name: str,
    source: str,
    problems: list[str],
) -> dict[str, Any]:
    good = {}
    for key, value in data.get(table, {}).items():
        if isinstance(value, types):
            good[key] = value
        else:
            problems.append(
                f"{name}:{_line_of(source, key)}: {table}.{key} must be text; quote it as one string"
            )
    return good


def _words(value: str | list[str]) -> tuple[str, ...]:
    return tuple(value.split()) if isinstance(value, str) else tuple(value)


def _line_of(source: str, key: str) -> int:
    found = re.search(rf"^\s*(?:\[+\s*)?{re.escape(key)}\b", source, re.MULTILINE)
    return source.count("\n", 0, found.start()) + 1 if found else 1
