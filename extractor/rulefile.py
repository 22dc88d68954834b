"""One TOML file of rules, read into plain records that know their line.

A file may hold `[pieces]` (shared regex sources), `[words]` (word lists),
`[kinds]` (words that are a token kind of their own), `[tags]` (dictionary tags
folded into kinds) and `[[rule]]` tables. What the tables mean is in
`rules/README.md`.
"""

import re
import tomllib
from collections.abc import Iterator
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
    data = read_toml(path, name, problems)
    source = path.read_text(encoding="utf-8") if data else ""
    for key in data.keys() - TABLES:
        problems.append(
            f"{name}:{_line_of(source, key)}: unknown table {key!r}; use one of {', '.join(sorted(TABLES))}"
        )
    about = data.get("about", "")
    if not isinstance(about, str):
        problems.append(f"{name}:{_line_of(source, 'about')}: about must be text; quote it as one string")
    return RuleFile(
        name,
        about=str(about),
        rules=tuple(_rules(data, name, source, problems)),
        pieces=_table(data, "pieces", name, source, problems, lists=False),
        words=_word_lists(data, "words", name, source, problems),
        kinds=_word_lists(data, "kinds", name, source, problems),
        tags=_word_lists(data, "tags", name, source, problems),
    )


def read_toml(path: Path, name: str, problems: list[str]) -> dict[str, Any]:
    """The file's tables, or none and a problem, if it cannot be read as TOML in UTF-8."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except FileNotFoundError:
        problems.append(f"{name}: no such file, though contents.toml names it; add it or take the name out")
    except OSError as error:
        problems.append(f"{name}: cannot be read ({error.strerror}); check the name and the file's rights")
    except UnicodeDecodeError as error:
        problems.append(f"{name}: is not UTF-8 text (byte {error.start}); convert it first")
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        what = re.sub(r" \(at .*\)$", "", str(error))
        place = f"{name}:{line.group(1)}" if line else name
        problems.append(f"{place}: is no valid TOML ({what}); correct the syntax")
    return {}


_RULE_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*rule[ \t]*\]\]", re.MULTILINE)


def _rules(data: dict[str, Any], name: str, source: str, problems: list[str]) -> Iterator[RuleSource]:
    records = data.get("rule", [])
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        problems.append(f"{name}:{_line_of(source, 'rule')}: rule must be a list of tables; write [[rule]]")
        return
    lines = [source.count("\n", 0, found.start()) + 1 for found in _RULE_HEADER.finditer(source)]
    if len(lines) != len(records):
        # A header inside a string, or rules written as one array: which line is whose cannot be told.
        lines = [1] * len(records)
    for record, line in zip(records, lines, strict=True):
        rule = _rule(record, name, line, problems)
        if rule is not None:
            yield rule


def _rule(record: dict[str, Any], name: str, line: int, problems: list[str]) -> RuleSource | None:
    place = f"{name}:{line}: rule {record.get('id', '?')}"
    count = len(problems)
    for key, value in record.items():
        if key not in RULE_KEYS:
            problems.append(f"{place}: unknown key {key!r}; use one of {', '.join(RULE_KEYS)}")
        elif RULE_KEYS[key] is str and not isinstance(value, str):
            problems.append(f"{place}: {key} must be text; quote it as one string")
        elif RULE_KEYS[key] is list and not _is_list_of_text(value):
            problems.append(f"{place}: {key} must be a list of texts; write it as one")
    for key in ("id", "about", "pattern"):
        if not record.get(key):
            problems.append(f"{place}: has no {key}; give one")
    if not record.get("yes") or not record.get("no"):
        problems.append(f"{place}: has no examples; give at least two under yes and one under no")
    if len(problems) > count:
        return None
    examples = {key: tuple(record.get(key, ())) for key in ("yes", "no", "todo", "waive")}
    return RuleSource(
        id=record["id"],
        about=record["about"],
        pattern=record["pattern"],
        path=name,
        line=line,
        kind=record.get("kind", ""),
        carry=record.get("carry", ""),
        **examples,
    )


def _word_lists(
    data: dict[str, Any], table: str, name: str, source: str, problems: list[str]
) -> dict[str, tuple[str, ...]]:
    lists = _table(data, table, name, source, problems, lists=True)
    return {
        key: tuple(value.split()) if isinstance(value, str) else tuple(value) for key, value in lists.items()
    }


def _table(
    data: dict[str, Any], table: str, name: str, source: str, problems: list[str], *, lists: bool
) -> dict[str, Any]:
    """The entries of a table that are text, or where `lists` may be, lists of text."""
    entries = data.get(table, {})
    if not isinstance(entries, dict):
        problems.append(f"{name}:{_line_of(source, table)}: {table} must be a table; write [{table}]")
        return {}
    good = {}
    for key, value in entries.items():
        if isinstance(value, str) or (lists and _is_list_of_text(value)):
            good[key] = value
        else:
            problems.append(
                f"{name}:{_line_of(source, key)}: {table}.{key} must be text; quote it as one string"
            )
    return good


def _is_list_of_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _line_of(source: str, key: str) -> int:
    found = re.search(rf"^[ \t]*(?:\[+[ \t]*)?{re.escape(key)}\b", source, re.MULTILINE)
    return source.count("\n", 0, found.start()) + 1 if found else 1
