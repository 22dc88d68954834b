"""The checks of lint that read rule files without running a rule."""

from collections import Counter
from collections.abc import Iterable, Iterator

import regex

from extractor.code_reads import names_in_code
from extractor.finding import Finding
from extractor.pattern_tree import LIST, PIECE, Element, parse, walk
from extractor.rulefile import RuleFile, RuleSource
from extractor.rulefolder import RuleFolder
from extractor.rules import Rules

_ID = regex.compile(r"[a-z][a-z0-9]*(?:-(?:[a-z0-9]+|\p{Han}+))*")
_NUMBERED = regex.compile(r"-?\d+$")
_BRACES = regex.compile(r"\{([^{}]*[^\d,{}][^{}]*)\}")
_ROLE = regex.compile(r"\(\?P?<([^\W\d]\w*)>")
_ENOUGH_YES, _ENOUGH_NO = 2, 1


def few_examples(folder: RuleFolder, rules: Rules) -> Iterator[Finding]:
    """A rule with fewer than two `yes` or without a `no` example."""
    for rule in folder.rules:
        if len(rule.yes) < _ENOUGH_YES or len(rule.no) < _ENOUGH_NO:
            have = f"has {len(rule.yes)} yes and {len(rule.no)} no"
            yield _at(rule, "few-examples", f"{have}; give at least {_ENOUGH_YES} and {_ENOUGH_NO}")


def unused_kind(folder: RuleFolder, rules: Rules) -> Iterator[Finding]:
    """A kind of words that no pattern and no code reads."""
    used = _names_used(folder) | names_in_code()
    for file in folder.files:
        for name in file.kinds.keys() - used:
            yield _in(folder, file, name, "unused-kind", f"kinds.{name} is read by no pattern; delete it")


def unused_words(folder: RuleFolder, rules: Rules) -> Iterator[Finding]:
    """A list of words that no pattern and no code reads."""
    used = _names_used(folder) | names_in_code()
    pieces = {name for file in folder.files for name in file.pieces}
    for file in folder.files:
        # A list of context/regions.toml is read through the piece of its name.
        for name in file.words.keys() - used - pieces:
            yield _in(folder, file, name, "unused-words", f"words.{name} is read by no pattern; delete it")


def unused_piece(folder: RuleFolder, rules: Rules) -> Iterator[Finding]:
    """A piece that no pattern and no other piece calls."""
    called = {name for source in _sources(folder.files) for name in PIECE.findall(source)}
    for file in folder.files:
        for name in file.pieces.keys() - called:
            yield _in(folder, file, name, "unused-piece", f"pieces.{name} is called by no pattern; delete it")


def word_twice(folder: RuleFolder, rules: Rules) -> Iterator[Finding]:
    """A word that stands twice in one list."""
    for file in folder.files:
        for table, lists in (("kinds", file.kinds), ("words", file.words), ("tags", file.tags)):
            for name, words in lists.items():
                for word, count in Counter(words).items():
                    if count > 1:
                        message = f"{table}.{name} holds {word} {count} times; keep one"
                        yield _in(folder, file, name, "word-twice", message)


def unread_role(folder: RuleFolder, rules: Rules) -> Iterator[Finding]:
    """A named group that nobody reads: no code, no other rule of the kind."""
    for rule in folder.rules:
        for role in dict.fromkeys(_ROLE.findall(rule.pattern)):
            if role != rule.kind and role not in names_in_code():
                yield _at(rule, "unread-role", f"nobody reads the role {role}; rename it or make it (?: )")


def duplicate_rule(folder: RuleFolder, rules: Rules) -> Iterator[Finding]:
    """A rule whose pattern is, but for white space, that of an earlier one of its section."""
    for section in folder.sections.values():
        seen: dict[tuple[str, str], RuleSource] = {}
        for rule in (rule for file in section for rule in file.rules):
            key = regex.sub(r"\s+", " ", rule.pattern).strip(), rule.kind
            if key in seen:
                yield _at(rule, "duplicate-rule", f"says what {seen[key].id} says; delete one")
            seen.setdefault(key, rule)


def dead_alternative(folder: RuleFolder, rules: Rules) -> Iterator[Finding]:
    """An alternative that can match nothing which an alternative before it does not."""
    claims = {rule.id for file in folder.sections["claims"] for rule in file.rules}
    for rule in folder.rules:
        for branches in _alternations(rule.pattern):
            for dead, earlier in _dead(branches, rule.pattern, rules if rule.id in claims else None):
                message = f"the alternative {dead!r} can match nothing that {earlier!r} does not; delete it"
                yield _at(rule, "dead-alternative", message)
        if rule.id in claims:
            for braces in _BRACES.findall(rule.pattern):
                for dead, others in _redundant(braces, rules):
                    message = f"in {{{braces}}} {dead} adds no token to {others}; delete it"
                    yield _at(rule, "dead-alternative", message)


def style(folder: RuleFolder, rules: Rules) -> Iterator[Finding]:
    """An id that is not in words-with-hyphens or is numbered, a file without `about`, trailing blanks."""
    for file in folder.files:
        if not file.about:
            yield Finding("style", file.path, 1, "", "has no about; say in a line what the file is for")
    for rule in folder.rules:
        if not _ID.fullmatch(rule.id):
            yield _at(rule, "style", "write the id in lower-case words joined by hyphens")
        elif _NUMBERED.search(rule.id):
            yield _at(rule, "style", "a number tells nothing; name the rule after what it finds")
        if any(line != line.rstrip() for line in rule.pattern.splitlines()[:-1]):
            yield _at(rule, "style", "the pattern has blanks at a line's end; delete them")


def _at(rule: RuleSource, check: str, message: str) -> Finding:
    return Finding(check, rule.path, rule.line, rule.id, message)


def _in(folder: RuleFolder, file: RuleFile, key: str, check: str, message: str) -> Finding:
    source = (folder.folder / file.path).read_text(encoding="utf-8")
    found = regex.search(rf"^\s*{regex.escape(key)}\s*=", source, regex.MULTILINE)
    return Finding(check, file.path, source.count("\n", 0, found.start()) + 1 if found else 1, "", message)


def _sources(files: Iterable[RuleFile]) -> Iterator[str]:
    for file in files:
        yield from file.pieces.values()
        yield from (rule.pattern for rule in file.rules)


def _names_used(folder: RuleFolder) -> set[str]:
    used: set[str] = set()
    for source in _sources(folder.files):
        used.update(LIST.findall(source))
        for braces in _BRACES.findall(source):
            used.update(name.strip() for name in braces.replace("!", "|").split("|"))
    return used


def _alternations(source: str) -> Iterator[tuple[tuple[Element, ...], ...]]:
    top = parse(source)
    yield top
    for element in walk(top):
        if len(element.branches) > 1:
            yield element.branches


def _dead(
    branches: tuple[tuple[Element, ...], ...], source: str, rules: Rules | None
) -> Iterator[tuple[str, str]]:
    """Pairs (dead branch, the branch that makes it so): equal ones, and tokens that are a subset."""
    seen: list[tuple[str, frozenset[str] | None]] = []
    for branch in branches:
        text = " ".join(element.text(source) for element in branch)
        symbols = _single_token(branch, source, rules) if rules else None
        for earlier, others in seen:
            if text == earlier or (symbols is not None and others is not None and symbols <= others):
                yield text, earlier
                break
        seen.append((text, symbols))


def _single_token(branch: tuple[Element, ...], source: str, rules: Rules) -> frozenset[str] | None:
    if len(branch) != 1 or branch[0].kind != "token" or branch[0].quantifier(source):
        return None
    content = branch[0].text(source)[1:-1]
    if "!" in content:
        return None
    return _symbols([name.strip() for name in content.split("|")], rules)


def _symbols(names: Iterable[str], rules: Rules) -> frozenset[str]:
    return frozenset().union(*(rules.alphabet.symbols_by_name.get(name, frozenset()) for name in names))


def _redundant(braces: str, rules: Rules) -> Iterator[tuple[str, str]]:
    """Names whose every token another name of the same braces has already."""
    for side in braces.split("!"):
        names = [name.strip() for name in side.split("|") if name.strip()]
        for name in names:
            for other in names:
                own, its = _symbols([name], rules), _symbols([other], rules)
                if name != other and own <= its and (own < its or names.index(name) > names.index(other)):
                    yield name, other
                    break
        for name, count in Counter(names).items():
            if count > 1:
                yield name, "itself"
