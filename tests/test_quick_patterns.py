"""A pattern that is written to fail sooner matches what it did before."""

import random
from pathlib import Path

import pytest
import regex

from extractor import Article, Rules
from extractor.analysis import analyse_sentence
from extractor.quick_patterns import quick_pattern, quickened
from extractor.rules import Rule
from extractor.word_tree import word_tree

CORPUS = Path(__file__).parent.parent / "corpus"
RULES = Rules.bundled()
SENTENCES = [sentence for path in sorted(CORPUS.glob("*.txt")) for sentence in Article.read(path).sentences]
TEXTS = [sentence.folded for sentence in SENTENCES]
LINES = [one.line.symbols for sentence in SENTENCES if (one := analyse_sentence(sentence, RULES)) is not None]


def found(pattern: "regex.Pattern[str]", text: str) -> list[tuple[object, ...]]:
    """All that a rule can ask of a pattern's matches."""
    return [
        (match.span(), {name: match.spans(name) for name in pattern.groupindex})
        for match in pattern.finditer(text)
    ]


@pytest.mark.parametrize("rule", [*RULES.all], ids=lambda rule: rule.id)
def test_the_bundled_rules_match_as_they_are_written(rule: Rule) -> None:
    lists = rule.pattern.named_lists
    written = regex.compile(rule.pattern.pattern, regex.VERBOSE, **lists)
    texts = LINES
    if rule.section != "claims":
        examples = (*rule.source.yes, *rule.source.no)
        texts = [*TEXTS, *(regex.sub(r"\[(.*?)\]\(\w+\)", r"\1", example) for example in examples)]
    for text in texts:
        assert found(rule.pattern, text) == found(written, text)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("甲 | 乙 | 丙 | 丁", "(?:[丁丙乙甲])"),
        ("甲 | 乙 | 丙", "甲 | 乙 | 丙"),
        # The shorter one is tried first, and stays so.
        ("甲 | 甲乙 | 丙 | 丁", "甲 | 甲乙 | 丙 | 丁"),
        ("甲乙 | 甲 | 丙 | 丁", "(?:(?:甲(?:乙|)|[丁丙]))"),
        ("(?r) (?: 甲乙 | 乙 | 丙 | 丁 )", "(?r) (?: (?:(?:(?:甲|)乙|[丁丙])) )"),
        # What is looked ahead for is read forwards, what is looked back for backwards.
        (r"(?r) (?= \L<w> ) 戊", "(?r) (?= (?:甲[丁丙乙]) ) 戊"),
        (r"(?<= \L<w> ) 戊", "(?=戊)(?<= (?:甲[丁丙乙]) ) 戊"),
        # Looks cost more than the characters behind them.
        ("(?<! 甲 ) (?! 乙丙 ) 乙", "(?=乙)(?<! 甲 ) (?! 乙丙 ) 乙"),
        ("(?r) 乙 (?! 丙 ) (?<! 甲 )", "(?r) 乙 (?! 丙 ) (?<! 甲 )(?<=乙)"),
        ("(?<! 甲 ) (?! 乙丙 ) 乙?", "(?<! 甲 ) (?! 乙丙 ) 乙?"),
        ("(?<! 甲 ) (?! 乙丙 ) [^乙]", "(?<! 甲 ) (?! 乙丙 ) [^乙]"),
        ("[一丁丂七丅丆万丈三上下丌]", "[一-七丅-丌]"),
        ("[^一丁丂七丅丆万丈三上下丌]", "[^一-七丅-丌]"),
        (r"[一丁丂七丄丅丆万丈三\d]", r"[一丁丂七丄丅丆万丈三\d]"),
        ("(?i) 甲 | 乙 | 丙 | 丁", "(?i) 甲 | 乙 | 丙 | 丁"),
        ("(?P<a> 甲 )? (?(a) 乙 | 丙 ) 丁", "(?P<a> 甲 )? (?(a) 乙 | 丙 ) 丁"),
    ],
)
def test_what_is_written_otherwise(source: str, expected: str) -> None:
    assert quickened(source, {"w": ("甲乙", "甲丙", "甲丁")}) == expected


def test_a_pattern_shows_itself_as_written() -> None:
    pattern = quick_pattern(r"\L<w> (?P<a> 丙 )", {"w": ("甲", "乙")})
    assert pattern.pattern == r"\L<w> (?P<a> 丙 )"
    assert pattern.named_lists == {"w": frozenset({"甲", "乙"})}
    assert pattern.groupindex == {"a": 1}
    assert found(pattern, "甲丙乙丙") == [((0, 2), {"a": [(1, 2)]}), ((2, 4), {"a": [(3, 4)]})]


@pytest.mark.parametrize(
    "source", ["(甲", "甲)", "[甲", "(?P<1> 甲 )", "甲{2,1}", "(?<a 甲 )", "*甲", "\\", "(?"]
)
def test_a_mistake_is_told_of_the_source(source: str) -> None:
    with pytest.raises(regex.error) as told:
        quick_pattern(source, {})
    assert told.value.pattern == source


def test_a_pattern_that_cannot_be_rebuilt_runs_as_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.quick_patterns._reduce", lambda pattern: (None, ("another", "protocol")))
    assert quick_pattern(r"\L<w> 丙", {"w": ("甲", "乙")}).search("乙丙")


WORDS = ["甲", "乙", "甲乙", "乙甲", "甲乙甲", "丙", "丁丙", "甲丁", "丁", "丙丙"]


@pytest.mark.parametrize("leftwards", [False, True])
def test_a_tree_tries_words_as_a_list_does(leftwards: bool) -> None:
    chance = random.Random(7)
    for _ in range(300):
        words = chance.sample(WORDS, chance.randint(1, len(WORDS)))
        text = "".join(chance.choices("甲乙丙丁", k=12))
        way = "(?r)" if leftwards else ""
        # What follows makes the longer words fail now and then.
        listed = regex.compile(rf"{way} 丙? (?P<a> \L<w> ) [甲丁]", regex.VERBOSE, w=words)
        tree = regex.compile(
            rf"{way} 丙? (?P<a> {word_tree(words, leftwards=leftwards)} ) [甲丁]", regex.VERBOSE
        )
        assert found(tree, text) == found(listed, text)


def random_pattern(chance: random.Random, depth: int) -> str:
    """A pattern of the kinds of parts that rules are made of."""
    if depth == 0:
        return chance.choice(["甲", "乙", "丙", "丁", "[甲乙]", "[^丁]", r"\L<w>", "甲丙", "^", "$"])

    def alternatives() -> str:
        return " | ".join(
            " ".join(random_pattern(chance, depth - 1) for _ in range(chance.randint(1, 3)))
            for _ in range(chance.choice([1, 1, 2, 5]))
        )

    opening = chance.choice(["(?:", "(?:", "(?:", "(?>", "(?=", "(?!", "(?<=", "(?<!", "("])
    quantifier = chance.choice(["", "", "?", "*", "+?", "{0,2}", "?+"])
    return f"{opening} {alternatives()} ){'' if '=' in opening or '!' in opening else quantifier}"


@pytest.mark.parametrize("seed", range(20))
def test_no_match_of_any_pattern_changes(seed: int) -> None:
    chance = random.Random(seed)
    rewritten = 0
    for _ in range(60):
        lists = {"w": chance.sample(WORDS, 4)}
        source = chance.choice(["(?r) ", ""]) + " ".join(
            random_pattern(chance, 2) for _ in range(chance.randint(1, 3))
        )
        lists = lists if r"\L" in source else {}
        rewritten += quickened(source, lists) != source
        written, quick = regex.compile(source, regex.VERBOSE, **lists), quick_pattern(source, lists)
        for _ in range(6):
            text = "".join(chance.choices("甲乙丙丁", k=9))
            assert [(one.span(), one.allspans()) for one in quick.finditer(text)] == [
                (one.span(), one.allspans()) for one in written.finditer(text)
            ], source
    assert rewritten > 20
