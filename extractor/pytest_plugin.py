"""A pytest plugin: the examples of rule files and the gold of corpus folders as test items.

It comes with the package (entry point `pytest11`). `pytest rules/ corpus/` runs

* `rules/contents.toml::loads`: the folder loads without problems;
* `rules/claims/levels.toml::indicator-then-level::yes-1 商标有效注册量总计307.9万件`: one item an example;
* `corpus/ID.csv::gold`: the article's claims agree with its gold in every core column.

Only what is named, on the command line or under `testpaths`, is collected, so test data
that happens to hold rules or tables is left alone. Two ini options: `extractor_rules`, the
folder of rules that gold is checked with (default: the bundled one), and
`extractor_min_core`, the core-exact F1 that each article must reach (default: 1).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from extractor.examples import Example, Outcome
    from extractor.rules import Rules
    from extractor.scores import Report

CONTENTS = "contents.toml"
_TEXT_SHOWN = 24


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("extractor_rules", "folder of rules that gold files are checked with", default="")
    parser.addini("extractor_min_core", "core-exact F1 that each article must reach", default="1")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix == ".toml":
        folder = next((up for up in file_path.parents if (up / CONTENTS).is_file()), None)
        if folder is not None and _named(folder, parent.config):
            if file_path.name == CONTENTS:
                return Contents.from_parent(parent, path=file_path)
            if file_path.relative_to(folder).as_posix() in _listed(folder):
                return RuleExamples.from_parent(parent, path=file_path, folder=folder)
    has_article = file_path.suffix == ".csv" and file_path.with_suffix(".txt").is_file()
    if has_article and _named(file_path.parent, parent.config):
        return Gold.from_parent(parent, path=file_path)
    return None


class Failed(Exception):
    """An item's finding, already worded for the reader."""


class Item(pytest.Item):
    """An item that fails with a text in place of a traceback."""

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        if isinstance(excinfo.value, Failed):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, self.nodeid


class Contents(pytest.File):
    """`contents.toml`: whether the whole folder loads."""

    def collect(self) -> Iterator[pytest.Item]:
        yield Loads.from_parent(self, name="loads")


class Loads(Item):
    def runtest(self) -> None:
        problems = _problems(self.path.parent)
        if problems:
            raise Failed("\n".join(problems))


class RuleExamples(pytest.File):
    """A rule file: an item for each of its examples."""

    def __init__(self, *, folder: Path, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.folder = folder

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        from extractor.examples import examples

        name = self.path.relative_to(self.folder).as_posix()
        if problems := _problems(self.folder):
            own = [problem for problem in problems if problem.startswith(f"{name}:")]
            if own:
                raise self.CollectError("\n".join(own))
            return
        rules = _rules(self.folder)
        by_rule: dict[str, list[Example]] = {}
        for example in examples(rules):
            if example.rule.source.path == name:
                by_rule.setdefault(example.rule.id, []).append(example)
        for rule_id, its_examples in by_rule.items():
            yield RuleNode.from_parent(self, name=rule_id, examples=its_examples, rules=rules)


class RuleNode(pytest.Collector):
    """A rule: its examples, named by part, number and text."""

    def __init__(self, *, examples: list[Example], rules: Rules, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.examples, self.rules = examples, rules

    def collect(self) -> Iterator[pytest.Item]:
        counts: dict[str, int] = {}
        for example in self.examples:
            number = counts[example.part] = counts.get(example.part, 0) + 1
            name = f"{example.part}-{number} {_short(example.text)}"
            yield ExampleItem.from_parent(self, name=name, example=example, rules=self.rules)


class ExampleItem(Item):
    def __init__(self, *, example: Example, rules: Rules, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.example, self.rules = example, rules

    def runtest(self) -> None:
        from extractor.examples import run

        outcome = run(self.example, self.rules)
        if not outcome.passed:
            raise Failed(difference(outcome))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, self.example.rule.source.line - 1, self.nodeid


class Gold(pytest.File):
    """A gold file with its article beside it."""

    def collect(self) -> Iterator[pytest.Item]:
        yield GoldItem.from_parent(self, name="gold")


class GoldItem(Item):
    def runtest(self) -> None:
        from extractor.article import Article
        from extractor.check import check
        from extractor.extract import extract
        from extractor.gold import read_gold
        from extractor.rules import Rules

        article = Article.read(self.path.with_suffix(".txt"))
        gold = read_gold(self.path, text=article.text)
        chosen = str(self.config.getini("extractor_rules"))
        rules = _rules(self.config.rootpath / chosen) if chosen else Rules.bundled()
        report = check(extract(article, rules), gold, doc_ids=[article.doc_id])
        wanted = float(str(self.config.getini("extractor_min_core")))
        if report.core_exact.f1 < wanted:
            raise Failed(_shortfall(report, wanted))


def difference(outcome: Outcome) -> str:
    """What was expected and what was found, one under the other, and where the two part.

    A span that is missing stands after `-`, one too many after `+`.
    """
    from extractor.examples import mark

    example = outcome.example
    if example.part == "todo":
        return str(outcome)
    lines = [
        f"{example.rule.source.place}: {example.part}",
        f"  expected  {mark(example.text, example.expected)}",
        f"  found     {mark(example.text, outcome.found)}",
    ]
    for sign, one, other in (("-", example.expected, outcome.found), ("+", outcome.found, example.expected)):
        lines += [
            f"  {sign} {role} {example.text[start:end]} [{start}:{end}]"
            for start, end, role in one
            if (start, end, role) not in other
        ]
    return "\n".join(lines)


def _shortfall(report: Report, wanted: float) -> str:
    return f"core-exact F1 is {report.core_exact.f1:.3f}, below {wanted:g}\n\n{report}"


def _named(folder: Path, config: pytest.Config) -> bool:
    """Whether the folder, or something in it, is an argument of this run."""
    base = config.invocation_params.dir
    for argument in config.args:
        path = (base / str(argument).split("::")[0]).resolve()
        if folder.resolve() in (path, *path.parents):
            return True
    return False


@functools.cache
def _listed(folder: Path) -> frozenset[str]:
    """The files that the folder's contents name; none where the contents cannot be read."""
    import tomllib

    try:
        contents = tomllib.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return frozenset()
    return frozenset(name for names in contents.values() if isinstance(names, list) for name in names)


@functools.cache
def _problems(folder: Path) -> tuple[str, ...]:
    from extractor.errors import RulesError

    try:
        _rules(folder)
    except RulesError as error:
        return error.problems
    return ()


@functools.cache
def _rules(folder: Path) -> Rules:
    from extractor.rules import Rules

    return Rules.load(folder)


def _short(text: str) -> str:
    # Brackets and colons have a meaning in node ids.
    text = text.replace("[", "［").replace("]", "］").replace("::", "：：")
    return text if len(text) <= _TEXT_SHOWN else f"{text[:_TEXT_SHOWN]}…"
