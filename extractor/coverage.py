"""Which rules, words and alternatives of a folder a corpus exercises, and what each rule costs and yields."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import regex

from extractor import patterns
from extractor.article import Article
from extractor.check import check
from extractor.claims import Claims
from extractor.corpus import GoldArticle
from extractor.extract import Extraction, analyse
from extractor.fold import fold
from extractor.mentions import TIME_LIMIT
from extractor.pairing import pair
from extractor.pattern_tree import Element, parse
from extractor.patterns import PatternError
from extractor.rulefolder import RuleFolder, read_folder
from extractor.rules import Rule, Rules

_MARK = "alt_"


@dataclass
class RuleUse:
    """What one rule did on a corpus: its matches, its rows, how many of them gold holds right, seconds."""

    matches: int = 0
    rows: int = 0
    gold_rows: int = 0
    right: int = 0
    seconds: float = 0.0

    @property
    def precision(self) -> float | None:
        """The share of its rows in articles with gold that are core-exact; None where it made none."""
        return self.right / self.gold_rows if self.gold_rows else None


@dataclass
class Coverage:
    """A corpus seen by a folder of rules: what each rule did, and what nothing in the corpus needed.

    `words` are the entries never seen, by list; `alternatives` the branches never taken, by rule
    or piece. Both name the table they stand in: `kinds.act`, `pieces.np`, `rule indicator-then-level`.
    """

    uses: dict[str, RuleUse] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    alternatives: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def silent(self) -> list[str]:
        """The rules that matched nowhere."""
        return [rule for rule, use in self.uses.items() if not use.matches]


def survey(articles: Iterable[Article | GoldArticle], rules: Rules, *, alternatives: bool = True) -> Coverage:
    """The coverage of the rules over a corpus; articles with gold also tell how right their rows are.

    A rule over characters counts as matching wherever its pattern does, whether or not an
    earlier one took the place. `alternatives` costs as much again as the rest; leave it out
    where only counts and times are wanted.
    """
    coverage = Coverage({rule.id: RuleUse() for rule in rules.all})
    extractions = []
    for one in articles:
        article, gold = (one.article, one.gold) if isinstance(one, GoldArticle) else (one, None)
        extraction = analyse(article, rules)
        extractions.append(extraction)
        for claim in extraction.claims:
            coverage.uses[claim.rule].rows += 1
        if gold is not None:
            _judge(extraction, gold, coverage)
    lines = [
        list(_inputs(rules, section, extractions)) for section in ("mentions", "regions", "context", "claims")
    ]
    for rules_of_section, inputs in zip(
        (rules.mentions, rules.regions, rules.context, rules.claims), lines, strict=True
    ):
        for rule in rules_of_section:
            use = coverage.uses[rule.id]
            begun = time.perf_counter()
            use.matches = sum(_count(rule, text) for text in inputs)
            use.seconds = time.perf_counter() - begun
    coverage.words = unseen_words(rules, extractions)
    if alternatives:
        coverage.alternatives = _untaken(rules, lines[0], lines[3])
    return coverage


def unseen_words(rules: Rules, extractions: Sequence[Extraction]) -> dict[str, tuple[str, ...]]:
    """The words of kinds and lists that stand in none of the articles."""
    text = "\n".join(fold(extraction.article.text) for extraction in extractions)
    folder = read_folder(rules.folder)
    unseen = {}
    for file in folder.files:
        for table, lists in (("kinds", file.kinds), ("words", file.words)):
            for name, words in lists.items():
                missing = tuple(word for word in words if word not in text)
                if missing:
                    unseen[f"{file.path}: {table}.{name}"] = missing
    return unseen


def _judge(extraction: Extraction, gold: Claims, coverage: Coverage) -> None:
    claims = extraction.claims
    for claim in claims:
        coverage.uses[claim.rule].gold_rows += 1
    for expected, extracted in pair(gold, claims):
        one = check([claims[extracted]], [gold[expected]])
        coverage.uses[claims[extracted].rule].right += one.core_exact.tp


def _inputs(rules: Rules, section: str, extractions: Sequence[Extraction]) -> Iterator[str]:
    """What the patterns of a section run over: sentences, lines of areas, lines of tokens."""
    for extraction in extractions:
        if section == "claims":
            yield from (analysis.line.symbols for analysis in extraction.analyses)
        else:
            for sentence in extraction.article.sentences:
                yield rules.areas.line(sentence.folded) if section == "regions" else sentence.folded


def _count(rule: Rule, text: str) -> int:
    return sum(1 for _ in rule.pattern.finditer(text, timeout=TIME_LIMIT, concurrent=False))


def _untaken(rules: Rules, sentences: list[str], lines: list[str]) -> dict[str, tuple[str, ...]]:
    folder = read_folder(rules.folder)
    marked = _Marked(folder)
    taken: Counter[str] = Counter()
    for rule in (*rules.mentions, *rules.claims):
        pattern = marked.compile(rule, rules)
        names = [name for name in pattern.groupindex if name.startswith(_MARK)] if pattern else []
        if pattern is None or not names:
            continue
        for text in sentences if rule.section == "mentions" else lines:
            for match in pattern.finditer(text, timeout=TIME_LIMIT * 5, concurrent=False):
                taken.update(name for name in names if match.start(name) >= 0)
    untaken: dict[str, list[str]] = {}
    for name in marked.compiled_marks:
        if not taken[name]:
            owner, branch = marked.branches[name]
            untaken.setdefault(owner, []).append(branch)
    return {owner: tuple(branches) for owner, branches in untaken.items()}


class _Marked:
    """Patterns with a named group around every alternative, so that a match tells which it took."""

    def __init__(self, folder: RuleFolder) -> None:
        self.folder = folder
        self.branches: dict[str, tuple[str, str]] = {}
        self.compiled_marks: dict[str, None] = {}
        self._pieces: dict[tuple[str, str], str] = {}
        for file in folder.files:
            for name, text in file.pieces.items():
                self._pieces[file.path, name] = self._mark(text, f"{file.path}: pieces.{name}")

    def compile(self, rule: Rule, rules: Rules) -> "regex.Pattern[str] | None":
        pieces = {
            name: self._pieces[file.path, name]
            for file in self.folder.sections["lexicon"]
            for name in file.pieces
        }
        file = self.folder.file_of(rule)
        pieces |= {name: self._pieces[file.path, name] for name in file.pieces}
        text = self._mark(rule.source.pattern, f"{file.path}: rule {rule.id}")
        try:
            if rule.section == "claims":
                pattern = patterns.compile_tokens(text, pieces, rules.alphabet)
            else:
                words = {**rules.words, **file.words, "unit": tuple(rules.units)}
                pattern = patterns.compile_characters(text, pieces, words)
        except PatternError:
            return None
        self.compiled_marks.update(dict.fromkeys(n for n in pattern.groupindex if n.startswith(_MARK)))
        return pattern

    def _mark(self, source: str, owner: str) -> str:
        """The source with every branch in a group of its own name."""
        edits: list[tuple[int, int]] = []
        _branches(parse(source), source, edits)
        marked = source
        for start, end in sorted(edits, reverse=True):
            name = f"{_MARK}{len(self.branches)}"
            self.branches[name] = owner, " ".join(source[start:end].split())
            marked = f"{marked[:start]}(?P<{name}> {marked[start:end]}\n){marked[end:]}"
        return marked


def _branches(branches: tuple[tuple[Element, ...], ...], source: str, edits: list[tuple[int, int]]) -> None:
    """The spans of the innermost alternatives; those in assertions leave no trace and are left out."""
    for branch in branches:
        before = len(edits)
        for element in branch:
            if element.kind != "look":
                _branches(element.branches, source, edits)
        if len(branches) > 1 and branch and len(edits) == before:
            edits.append((branch[0].start, branch[-1].end))
