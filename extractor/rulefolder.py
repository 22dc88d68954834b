"""A folder of rules as its author wrote it: files, tables and sources, before anything is compiled.

`Rules` is what runs; this is what lint, mutation and diff read and change.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from extractor import patterns
from extractor.errors import RulesError
from extractor.patterns import PatternError
from extractor.rulefile import RuleFile, RuleSource, read_rulefile
from extractor.rules import SECTIONS, Rule, Rules


@dataclass(frozen=True)
class RuleFolder:
    """The rule files of a folder by section, in the order of its `contents.toml`."""

    folder: Path
    sections: Mapping[str, tuple[RuleFile, ...]]

    @property
    def files(self) -> Iterator[RuleFile]:
        """Every file in reading order."""
        for section in SECTIONS:
            yield from self.sections[section]

    @property
    def rules(self) -> Iterator[RuleSource]:
        """Every rule in reading order."""
        for file in self.files:
            yield from file.rules

    def file_of(self, rule: Rule) -> RuleFile:
        """The file that a rule stands in."""
        return next(file for file in self.files if file.path == rule.source.path)

    def pieces_for(self, rule: Rule) -> dict[str, str]:
        """The pieces that the rule's pattern may call: those of the lexicon, then its own file's."""
        shared = {name: text for file in self.sections["lexicon"] for name, text in file.pieces.items()}
        return shared | self.file_of(rule).pieces


def read_folder(folder: str | Path) -> RuleFolder:
    """The folder's files; a folder that cannot be read is a `RulesError` with all its problems."""
    folder = Path(folder)
    path = folder / "contents.toml"
    if not path.is_file():
        raise RulesError(
            (f"{path}: no such file; a folder of rules needs a contents.toml that lists its files",)
        )
    try:
        contents = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RulesError((f"{path}: is no valid TOML ({error}); correct the syntax",)) from None
    problems: list[str] = []
    sections = {
        section: tuple(read_rulefile(folder / name, name, problems) for name in contents.get(section, []))
        for section in SECTIONS
    }
    if problems:
        raise RulesError(tuple(problems))
    return RuleFolder(folder, sections)


def with_pattern(rule: Rule, pattern: str, rules: Rules, folder: RuleFolder) -> Rule | None:
    """The rule with another pattern, compiled as its own was; None where that does not compile."""
    pieces = folder.pieces_for(rule)
    try:
        if rule.section == "claims":
            compiled = patterns.compile_tokens(pattern, pieces, rules.alphabet)
        else:
            words = {**rules.words, **folder.file_of(rule).words, "unit": tuple(rules.units)}
            compiled = patterns.compile_characters(pattern, pieces, words)
    except PatternError:
        return None
    return Rule(replace(rule.source, pattern=pattern), rule.section, compiled)


def with_rule(rules: Rules, changed: Rule) -> Rules:
    """The rules with one of them replaced, by its id; all else is shared."""

    def swapped(section: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return tuple(changed if rule.id == changed.id else rule for rule in section)

    return replace(
        rules,
        mentions=swapped(rules.mentions),
        regions=swapped(rules.regions),
        context=swapped(rules.context),
        claims=swapped(rules.claims),
    )
