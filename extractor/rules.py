"""All rules of a folder, loaded, checked and compiled.

`contents.toml` names the files and their order; order is precedence. Loading
reports every problem of the folder at once (`RulesError.problems`), each with
file, line, rule, what and remedy.
"""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import regex

from extractor import patterns
from extractor.areas import Areas, load_areas
from extractor.errors import RulesError
from extractor.gates import Gate, gate
from extractor.pattern_cache import PatternCache
from extractor.patterns import Alphabet, PatternError
from extractor.rulefile import RuleFile, RuleSource, read_rulefile, read_toml
from extractor.units import Unit, read_units

_CHARACTER_SECTIONS = ("mentions", "regions", "context")
SECTIONS = ("lexicon", *_CHARACTER_SECTIONS, "claims")

# Kinds that segmentation makes itself, whatever the lexicon says.
BUILT_IN_KINDS = ("noun", "latin", "mark")


# Regions within these are no areas that a claim is about: 《北京市…报告》, 居全国首位.
_HOLDS_REGIONS = frozenset({"title", "quoted", "rank"})


@dataclass(frozen=True)
class Rule:
    """A rule ready to run: `pattern` over characters (mentions, context) or over tokens (claims)."""

    source: RuleSource
    section: str
    pattern: "regex.Pattern[str]"
    known_gate: Gate | None = field(default=None, repr=False, compare=False)

    @functools.cached_property
    def gate(self) -> Gate:
        """What a text must hold for the rule to match at all."""
        return self.known_gate or gate(self.pattern)

    def __hash__(self) -> int:
        # That of all fields would read every example, and the same rules are looked up a sentence.
        return hash(self.source.id)

    @functools.cached_property
    def groups(self) -> tuple[str | int, tuple[str, ...]]:
        """The group that is the mention (0 for the whole match), and the names of the others."""
        names = self.pattern.groupindex
        whole = self.kind if self.kind in names else "span" if "span" in names else 0
        return whole, tuple(name for name in names if name != whole)

    @functools.cached_property
    def id(self) -> str:
        return self.source.id

    @functools.cached_property
    def kind(self) -> str:
        return self.source.kind


# Compared by identity: what is worked out of them is looked up by them.
@dataclass(frozen=True, eq=False)
class Rules:
    """The rules of one folder, in the order of its `contents.toml`."""

    folder: Path
    mentions: tuple[Rule, ...]
    regions: tuple[Rule, ...]
    context: tuple[Rule, ...]
    claims: tuple[Rule, ...]
    words: Mapping[str, tuple[str, ...]]
    kind_of_word: Mapping[str, str]
    kind_of_tag: Mapping[str, str]
    units: Mapping[str, Unit]
    alphabet: Alphabet

    @classmethod
    def load(cls, folder: str | Path) -> "Rules":
        """The rules of a folder; `RulesError` lists all that is wrong with it."""
        return _Loader(Path(folder)).load()

    @classmethod
    def bundled(cls) -> "Rules":
        """The rules that come with the package, loaded once."""
        return _bundled()

    @functools.cached_property
    def segmented_whole(self) -> tuple[str, ...]:
        """The listed words that segmentation must not cut."""
        listed = {word for words in self.words.values() for word in words} | self.kind_of_word.keys()
        return tuple(sorted(word for word in listed if len(word) > 1 and not word.startswith(patterns.ANY)))

    @functools.cached_property
    def mentions_around_regions(self) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
        """The mention rules that go before the regions of a sentence, and those that go after them."""
        before = tuple(rule for rule in self.mentions if rule.kind in _HOLDS_REGIONS)
        return before, tuple(rule for rule in self.mentions if rule.kind not in _HOLDS_REGIONS)

    @functools.cached_property
    def areas(self) -> Areas:
        """The names of places that the rules for regions know."""
        return load_areas(self.folder)

    @property
    def all(self) -> Iterator[Rule]:
        """Every rule: mentions, regions, context, claims."""
        yield from self.mentions
        yield from self.regions
        yield from self.context
        yield from self.claims

    def __getitem__(self, rule_id: str) -> Rule:
        return next(rule for rule in self.all if rule.id == rule_id)


def bundled_folder() -> Path:
    """Where the package's own rules lie: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).parent
    installed = here / "_rules"
    return installed if installed.is_dir() else here.parent / "rules"


@functools.cache
def _bundled() -> Rules:
    return Rules.load(bundled_folder())


class _Loader:
    """Collects the problems of one folder while its files are read and its patterns compiled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[str] = []
        self.cache = PatternCache.open()

    def load(self) -> Rules:
        lexicon, units = self._files("lexicon"), self._units()
        shared = {key: value for file in lexicon for key, value in file.pieces.items()}
        words = _merge_words(lexicon)
        kind_of_word = self._kind_of_word(lexicon)
        tags = {tag: kind for file in lexicon for kind, tags in file.tags.items() for tag in tags}
        lists = words | {"unit": tuple(units)}
        # A list or kind that cannot be read would be missed by every pattern that names it: those are
        # left aside until it can, so that one mistake is one problem.
        sound = not self.problems
        files = {section: self._files(section) for section in _CHARACTER_SECTIONS}
        mentions, regions, context = (
            self._character_rules(section, files[section], shared, lists) if sound else ()
            for section in _CHARACTER_SECTIONS
        )
        sound = not self.problems
        claim_files = self._files("claims")
        self._check_ids([file for section in files.values() for file in section] + claim_files)
        alphabet = self._alphabet(
            claim_files, shared, mentions + regions + context, words, kind_of_word, tags
        )
        claims = self._token_rules(claim_files, shared, alphabet) if sound else ()
        self._stop_on_problems()
        self.cache.save()
        return Rules(
            folder=self.folder,
            mentions=mentions,
            regions=regions,
            context=context,
            claims=claims,
            words=words,
            kind_of_word=kind_of_word,
            kind_of_tag=tags,
            units=units,
            alphabet=alphabet,
        )

    def _files(self, section: str) -> list[RuleFile]:
        names = self._contents.get(section, [])
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            self.problems.append(f"contents.toml: {section} must be a list of file names; write it as one")
            return []
        return [read_rulefile(self.folder / name, name, self.problems) for name in names]

    @functools.cached_property
    def _contents(self) -> Mapping[str, Any]:
        path = self.folder / "contents.toml"
        if not path.is_file():
            raise RulesError(
                (f"{path}: no such file; a folder of rules needs a contents.toml that lists its files",)
            )
        contents = read_toml(path, "contents.toml", self.problems)
        for key in contents.keys() - {*SECTIONS, "units", "about"}:
            self.problems.append(f"contents.toml: unknown key {key!r}; use {', '.join(SECTIONS)} or units")
        return contents

    def _units(self) -> dict[str, Unit]:
        name = self._contents.get("units", "")
        if not isinstance(name, str):
            self.problems.append("contents.toml: units must be one file name; write it in quotes")
            return {}
        try:
            return read_units(self.folder / name) if name else {}
        except RulesError as error:
            self.problems += error.problems
            return {}

    def _check_ids(self, files: list[RuleFile]) -> None:
        seen: dict[str, RuleSource] = {}
        for rule in (rule for file in files for rule in file.rules):
            if rule.id in seen:
                other = seen[rule.id]
                self.problems.append(
                    f"{rule.place}: the id is taken by {other.path}:{other.line}; choose another"
                )
            seen.setdefault(rule.id, rule)

    def _kind_of_word(self, files: list[RuleFile]) -> dict[str, str]:
        kinds: dict[str, str] = {}
        for file in files:
            for kind, words in file.kinds.items():
                for word in words:
                    if kinds.setdefault(word, kind) != kind:
                        self.problems.append(
                            f"{file.path}: {word} is under kinds.{kinds[word]} and kinds.{kind}; keep one"
                        )
        return kinds

    def _character_rules(
        self,
        section: str,
        files: list[RuleFile],
        shared: Mapping[str, str],
        words: Mapping[str, tuple[str, ...]],
    ) -> tuple[Rule, ...]:
        rules = []
        for file in files:
            for source in file.rules:
                if not source.kind:
                    self.problems.append(f"{source.place}: has no kind; say what its matches are")
                    continue
                try:
                    pattern = patterns.compile_characters(
                        source.pattern,
                        {**shared, **file.pieces},
                        {**words, **file.words},
                        cache=self.cache,
                    )
                    rules.append(Rule(source, section, pattern, self.cache.gate(pattern)))
                except PatternError as error:
                    self.problems.append(f"{source.place}: {error}")
        return tuple(rules)

    def _alphabet(
        self,
        files: list[RuleFile],
        shared: Mapping[str, str],
        character_rules: tuple[Rule, ...],
        words: Mapping[str, tuple[str, ...]],
        kind_of_word: Mapping[str, str],
        tags: Mapping[str, str],
    ) -> Alphabet:
        from extractor.segment import dictionary_tag

        names: dict[str, set[str]] = {word: set() for word in kind_of_word}
        for name, listed in words.items():
            for word in listed:
                names.setdefault(word, set()).add(name)
        sources = [rule.pattern for file in files for rule in file.rules]
        sources += [piece for file in files for piece in file.pieces.values()] + list(shared.values())
        # In order, so that every run gives a word the same symbol and finds its patterns in the cache.
        for word in sorted({word for source in sources for word in patterns.literals(source)}):
            names.setdefault(word, set()).add(word)
        kinds = {
            *BUILT_IN_KINDS,
            *tags.values(),
            *kind_of_word.values(),
            *(rule.kind for rule in character_rules),
        }
        kind_of = {
            word: "verb"
            if word == patterns.ONE
            else kind_of_word.get(word) or tags.get(self.cache.tag(word, dictionary_tag), "noun")
            for word in names
        }
        return patterns.build_alphabet(
            sorted(kinds), {word: frozenset(bears) for word, bears in names.items()}, kind_of
        )

    def _token_rules(
        self, files: list[RuleFile], shared: Mapping[str, str], alphabet: Alphabet
    ) -> tuple[Rule, ...]:
        rules = []
        for file in files:
            for source in file.rules:
                try:
                    pattern = patterns.compile_tokens(
                        source.pattern, {**shared, **file.pieces}, alphabet, cache=self.cache
                    )
                    rules.append(Rule(source, "claims", pattern, self.cache.gate(pattern)))
                except PatternError as error:
                    self.problems.append(f"{source.place}: {error}")
        return tuple(rules)

    def _stop_on_problems(self) -> None:
        if self.problems:
            raise RulesError(tuple(self.problems))


def _merge_words(files: list[RuleFile]) -> dict[str, tuple[str, ...]]:
    merged: dict[str, tuple[str, ...]] = {}
    for file in files:
        for name, words in file.words.items():
            merged[name] = merged.get(name, ()) + words
    return merged
