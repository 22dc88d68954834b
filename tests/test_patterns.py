"""Token patterns: braces as classes of tokens, pieces inlined, and what cannot be compiled."""

import pytest
import regex

from extractor.patterns import (
    Alphabet,
    PatternError,
    build_alphabet,
    compile_characters,
    compile_tokens,
    inline,
    literals,
)

KINDS = ["noun", "verb", "quantity", "comma"]
# Words that lists or patterns name: the lists that hold each, and its kind.
NAMES = {"同比": {"basis"}, "查获": {"act", "查获"}, "居": {"居"}, "位居": {"位居"}, "和": {"list"}}
KIND_OF = {"同比": "basis", "查获": "verb", "居": "verb", "位居": "verb", "和": "list"}


@pytest.fixture(scope="module")
def alphabet() -> Alphabet:
    return build_alphabet(KINDS, {word: frozenset(names) for word, names in NAMES.items()}, KIND_OF)


def line(alphabet: Alphabet, words: str) -> str:
    """The symbols of words written as word/kind."""
    return "".join(alphabet.symbol(*word.split("/")) for word in words.split())


@pytest.mark.parametrize(
    ("pattern", "words", "span"),
    [
        ("{noun}", "专利/noun", (0, 1)),
        ("{noun} {quantity}", "专利/noun 5件/quantity", (0, 2)),
        ("{noun}", "查获/verb", None),
        ("{verb}", "查获/verb", (0, 1)),
        ("{verb}", "开展/verb", (0, 1)),
        ("{act}", "查获/verb", (0, 1)),
        ("{act}", "开展/verb", None),
        ("{查获}", "查获/verb", (0, 1)),
        ("{查获}", "居/verb", None),
        ("{居|位居}", "位居/verb", (0, 1)),
        ("{verb !act}", "查获/verb", None),
        ("{verb !act|居}", "居/verb", None),
        ("{verb !act|居}", "位居/verb", (0, 1)),
        ("{!comma}", "，/comma", None),
        ("{!comma}", "同比/basis", (0, 1)),
        ("{noun}{2}", "全市/noun 专利/noun 量/noun", (0, 2)),
        ("{noun}{2,}", "全市/noun 专利/noun 量/noun", (0, 3)),
        ("{noun}+? {quantity}", "全市/noun 专利/noun 5件/quantity", (0, 3)),
        ("(?<! {noun} ) {noun}", "全市/noun 专利/noun", (0, 1)),
        ("{noun} (?! {noun} )", "全市/noun 专利/noun", (1, 2)),
        ("{quantity} # 5件\n {noun}", "5件/quantity 专利/noun", (0, 2)),
    ],
)
def test_braces(pattern: str, words: str, span: tuple[int, int] | None, alphabet: Alphabet) -> None:
    found = compile_tokens(pattern, {}, alphabet).search(line(alphabet, words))
    assert (found.span() if found else None) == span


def test_a_span_is_an_index_into_the_tokens(alphabet: Alphabet) -> None:
    pattern = compile_tokens("(?P<indicator> {noun}+ ) {居|位居}? (?P<quantity> {quantity} )", {}, alphabet)
    found = pattern.search(line(alphabet, "查获/verb 盗版/noun 图书/noun 居/verb 261万余册/quantity"))
    assert found is not None
    assert (found.span("indicator"), found.span("quantity")) == ((1, 3), (4, 5))


def test_symbols_are_private_and_never_white_space(alphabet: Alphabet) -> None:
    symbols = [*alphabet.of_kind.values(), *alphabet.of_word.values()]
    assert all("\ue000" <= symbol <= "\uf8ff" for symbol in symbols)
    assert len(set(alphabet.of_kind.values())) == len(KINDS)


def test_words_with_the_same_names_share_a_symbol() -> None:
    names = {word: frozenset({"act"}) for word in ("查获", "扣押")}
    alphabet = build_alphabet(["verb"], names, {"查获": "verb", "扣押": "verb"})
    assert alphabet.of_word["查获"] == alphabet.of_word["扣押"] != alphabet.of_kind["verb"]


@pytest.mark.parametrize(
    ("word", "kind", "measured"),
    [
        ("发病率", "noun", True),
        ("率", "noun", False),
        ("效率", "noun", False),
        ("提高率", "verb", False),
        ("使用量", "noun", False),
        ("坏账率", "noun", False),
        ("参保率", "noun", True),
        ("客流量", "noun", False),
    ],
)
def test_a_listed_ending_stands_for_the_nouns_that_are_not_listed(
    word: str, kind: str, measured: bool
) -> None:
    """*率 is 发病率 and 参保率, which a rule names, but neither 效率 nor 坏账率, which has a list of its own.

    Of two endings the longer one tells: 客流量 is as *流量, not as *量.
    """
    lists = {
        "*流量": frozenset({"people"}),
        "*率": frozenset({"measure"}),
        "坏账率": frozenset({"debt"}),
        "参保率": frozenset({"参保率"}),
    }
    alphabet = build_alphabet(["noun", "verb"], lists, dict.fromkeys(lists, "noun"))
    assert ("measure" in alphabet.names[alphabet.symbol(word, kind)]) is measured


@pytest.mark.parametrize(
    ("word", "kind", "part"),
    [("归", "verb", True), ("查获", "verb", False), ("种", "verb", False), ("归", "noun", False)],
)
def test_a_question_mark_stands_for_the_verbs_of_one_character(word: str, kind: str, part: bool) -> None:
    """? is 归, but neither 查获 of two characters nor 种, which has a list of its own."""
    lists = {"?": frozenset({"part"}), "种": frozenset({"act"})}
    alphabet = build_alphabet(["noun", "verb"], lists, dict.fromkeys(lists, "verb"))
    assert ("part" in alphabet.names[alphabet.symbol(word, kind)]) is part


def test_too_many_names_are_refused() -> None:
    words = [str(number) for number in range(7000)]
    with pytest.raises(PatternError, match="more kinds of words than there are symbols; merge lists"):
        build_alphabet([], {word: frozenset({word}) for word in words}, dict.fromkeys(words, "noun"))


@pytest.mark.parametrize(
    ("pattern", "pieces", "text", "found"),
    [
        ("(?&number)件", {"number": r"\d+"}, "共19件", "19件"),
        ("(?&number)件", {"number": "(?&digit)+", "digit": r"\d | 两"}, "共两件", "两件"),
        ("(?&either)件", {"either": "19 | 20"}, "共20件", "20件"),
        ("(?&noted)件", {"noted": r"\d+ # digits"}, "共19件", "19件"),
    ],
)
def test_pieces_are_inlined_as_wholes(pattern: str, pieces: dict[str, str], text: str, found: str) -> None:
    match = compile_characters(pattern, pieces, {}).search(text)
    assert match is not None
    assert match.group() == found


def test_groups_of_a_piece_are_captured() -> None:
    match = compile_characters("(?&number)件", {"number": r"(?P<number>\d+)"}, {}).search("共19件")
    assert match is not None
    assert match.group("number") == "19"


def test_a_list_takes_its_longest_member() -> None:
    pattern = compile_characters(r"\d+ \L<unit>", {}, {"unit": ("元", "元/平方米"), "unused": ("件",)})
    assert [match.group() for match in pattern.finditer("每月35元/平方米")] == ["35元/平方米"]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("(?&numbre)", "no piece is called 'numbre'; did you mean 'number'?; add it under [pieces]"),
        ("(?&loop)", "piece loop calls itself; write it without recursion"),
        (r"\L<unti>", "no list of words is called 'unti'; did you mean 'unit'?; add it under [words]"),
        ("(件", "the pattern does not compile (missing )); correct it"),
        ("*件", "the pattern does not compile (nothing to repeat); correct it"),
        ("[件", "the pattern does not compile (unterminated character set); correct it"),
    ],
)
def test_what_does_not_compile(pattern: str, message: str) -> None:
    with pytest.raises(PatternError) as error:
        compile_characters(pattern, {"number": r"\d+", "loop": "(?&loop)"}, {"unit": ("件",)})
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("{nuon}", "no kind of token is called 'nuon'; did you mean 'noun'?"),
        ("{xyz}", "no kind of token is called 'xyz'; list it under [kinds] or [words]"),
        ("{noun !noun}", "{noun !noun} can match no token; name another kind"),
        ("{noun} )", "the pattern does not compile (unbalanced parenthesis); correct it"),
    ],
)
def test_what_token_patterns_do_not_compile(pattern: str, message: str, alphabet: Alphabet) -> None:
    with pytest.raises(PatternError) as error:
        compile_tokens(pattern, {}, alphabet)
    assert str(error.value) == message


def test_the_words_that_a_pattern_names() -> None:
    assert literals("{noun} {居|位居}? {verb !开展} {2,3} (?: {同比} )") == {"居", "位居", "开展", "同比"}


def test_inlining_leaves_other_calls_alone() -> None:
    assert inline(r"(?<=件)\d{2}(?P<a>b)", {"a": "x"}) == r"(?<=件)\d{2}(?P<a>b)"
    assert regex.compile(inline("(?&a)", {"a": "b"}), regex.VERBOSE).fullmatch("b")
