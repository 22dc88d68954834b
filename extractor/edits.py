"""The edits between two folders of rules, and a folder with one of them applied alone."""

import json
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference between two folders: the file, the table and key in it, the old and the new value.

    `table` is `rule`, `pieces`, `words`, `kinds`, `tags`, `contents`, or empty for a whole file.
    """

    file: str
    table: str
    key: str
    old: Any
    new: Any

    def __str__(self) -> str:
        if self.table == "rule":
            did = "added" if self.old is None else "removed" if self.new is None else "edited"
            return f"rule {self.key} ({did})"
        if self.table == "contents":
            return self._contents()
        return f"{self.table}.{self.key} ({self.file})" if self.table else self.file

    def _contents(self) -> str:
        before, after = (value if isinstance(value, list) else [value] for value in (self.old, self.new))
        gained = [f"+{name}" for name in after if name not in before]
        lost = [f"−{name}" for name in before if name not in after]
        return f"{self.key} in contents.toml {' '.join([*gained, *lost]) or 'reordered'}"

    def words(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words taken out of a list and those put in; empty for other edits."""
        if self.table not in ("words", "kinds", "tags"):
            return frozenset(), frozenset()
        before, after = (_listed(value) for value in (self.old, self.new))
        return before - after, after - before


def edits(old: Path, new: Path) -> list[Edit]:
    """The edits that lead from one folder of rules to the other, in the order of their files."""
    found: list[Edit] = []
    names = sorted({path.relative_to(folder).as_posix() for folder in (old, new) for path in _files(folder)})
    for name in names:
        before, after = _read(old / name), _read(new / name)
        if before == after:
            continue
        if name == "contents.toml":
            found += _table_edits(name, "contents", before, after)
        elif name.endswith(".toml"):
            for table in ("pieces", "words", "kinds", "tags"):
                found += _table_edits(name, table, before.get(table, {}), after.get(table, {}))
            found += _table_edits(name, "rule", _by_id(before), _by_id(after))
            if not found or found[-1].file != name:
                order = (
                    [rule.get("id") for rule in before.get("rule", ())],
                    [r.get("id") for r in after.get("rule", ())],
                )
                if order[0] != order[1]:
                    found.append(Edit(name, "", name, before, after))
        else:
            found.append(Edit(name, "", name, before, after))
    return [edit for edit in found if edit.table != "rule" or _runs_differently(edit)]


def applied(edit: Edit, old: Path, new: Path, target: Path) -> Path:
    """A copy of the old folder with this one edit."""
    shutil.copytree(old, target)
    path = target / edit.file
    if not edit.table or edit.old is None or not path.exists():
        if (new / edit.file).exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            if not edit.table or not path.exists():
                shutil.copy(new / edit.file, path)
                return target
        elif not edit.table:
            path.unlink()
            return target
    content = _read(path)
    if edit.table == "contents":
        content[edit.key] = edit.new
        # A file that the new contents name has to be there.
        for name in edit.new if isinstance(edit.new, list) else ():
            if not (target / name).exists():
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(new / name, target / name)
    elif edit.table == "rule":
        content["rule"] = _rules_with(edit, content.get("rule", []), _read(new / edit.file).get("rule", []))
    elif edit.new is None:
        del content[edit.table][edit.key]
    else:
        content.setdefault(edit.table, {})[edit.key] = edit.new
    path.write_text(_toml(content), encoding="utf-8")
    return target


def _rules_with(edit: Edit, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The old rules with one replaced, left out, or put where the new file has it."""
    if edit.new is None:
        return [rule for rule in old if rule.get("id") != edit.key]
    if edit.old is not None:
        return [edit.new if rule.get("id") == edit.key else rule for rule in old]
    before = {rule.get("id") for rule in new[: [rule.get("id") for rule in new].index(edit.key)]}
    place = max((number + 1 for number, rule in enumerate(old) if rule.get("id") in before), default=0)
    return [*old[:place], edit.new, *old[place:]]


def _runs_differently(edit: Edit) -> bool:
    """Whether an edit of a rule can change a claim: examples and words about it cannot."""
    told = ("about", "yes", "no", "todo", "waive")
    before, after = (
        {key: value for key, value in (rule or {}).items() if key not in told}
        for rule in (edit.old, edit.new)
    )
    return before != after


def _table_edits(file: str, table: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Edit]:
    keys = dict.fromkeys([*old, *new])
    return [
        Edit(file, table, key, old.get(key), new.get(key))
        for key in keys
        if old.get(key) != new.get(key) and key != "about"
    ]


def _by_id(content: Mapping[str, Any]) -> dict[str, Any]:
    return {rule.get("id", ""): rule for rule in content.get("rule", ())}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix in (".toml", ".csv"))


def _read(path: Path) -> Any:
    if not path.exists():
        return {}
    text = path.read_text(encoding="utf-8")
    return tomllib.loads(text) if path.suffix == ".toml" else text


def _listed(value: Any) -> frozenset[str]:
    return frozenset(value.split() if isinstance(value, str) else value or ())


def _toml(content: Mapping[str, Any]) -> str:
    """The content of a rule file as TOML: text, lists of text, tables of those, and the rules."""

    def value(one: Any) -> str:
        # A JSON string is a basic string of TOML.
        return json.dumps(one, ensure_ascii=False)

    lines = [
        f"{key} = {value(one)}" for key, one in content.items() if not isinstance(one, dict) and key != "rule"
    ]
    for table, entries in content.items():
        if isinstance(entries, dict):
            lines.append(f"[{table}]")
            lines += [f"{value(key)} = {value(one)}" for key, one in entries.items()]
    for rule in content.get("rule", ()):
        lines.append("[[rule]]")
        lines += [f"{key} = {value(one)}" for key, one in rule.items()]
    return "\n".join(lines) + "\n"
