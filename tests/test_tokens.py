"""The line of tokens: mentions whole, words in the gaps, one symbol for each."""

import pytest

from extractor.article import Article
from extractor.extract import analyse
from extractor.mentions import Mention, find_mentions
from extractor.rules import Rules
from extractor.tokens import Line, tokenize


def line(text: str, rules: Rules) -> Line:
    return tokenize(text, find_mentions(text, rules.mentions), rules)


def texts(line: Line) -> str:
    return " ".join(token.text for token in line.tokens)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("专利授权量19.4万件。", "专利 授权量 19.4万件 。"),
        ("共查获盗版图书261万余册", "共 查获 盗版 图书 261万余册"),
        ("同比增长22.41%,环比下降3%", "同比 增长 22.41% , 环比 下降 3%"),
        ("查获 \u3000图书", "查获 图书"),
        ("价格下降3%,经济增长5%", "价格 下降 3% , 经济 增长 5%"),
        ("挽回损失12亿元", "挽回 损失 12亿元"),
        ("减轻负担1.9亿元,增长速度5%", "减轻 负担 1.9亿元 , 增长速度 5%"),
        ("执法人员不断加强管理,严格执行3项标准", "执法人员 不断 加强 管理 , 严格 执行 3项 标准"),
        ("综合利用率95%,长途运输3万吨", "综合 利用率 95% , 长途 运输 3万吨"),
        ("", ""),
    ],
)
def test_tokens(text: str, expected: str, rules: Rules) -> None:
    assert texts(line(text, rules)) == expected


def test_mentions_are_found_before_words_are_cut(rules: Rules) -> None:
    """jieba alone cuts 19.4/万件; with the number known the words beside it stay whole."""
    tokens = line("全市专利授权量19.4万件", rules).tokens
    assert (tokens[-1].text, tokens[-1].kind) == ("19.4万件", "quantity")
    assert tokens[-1].mention is not None
    assert all(token.mention is None for token in tokens[:-1])


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("专利19.4万件", "专利", "noun"),
        ("专利,商标", ",", "comma"),
        ("19.4万件。", "。", "stop"),
        ("上升5%", "上升", "up"),
        ("下降5%", "下降", "down"),
        ("同比增长5%", "同比", "basis"),
        ("某某ABC", "ABC", "latin"),
    ],
)
def test_kinds(text: str, word: str, kind: str, rules: Rules) -> None:
    assert {token.text: token.kind for token in line(text, rules).tokens}[word] == kind


def test_given_mentions_are_taken_as_they_are(rules: Rules) -> None:
    mention = Mention(2, 5, "quantity", "own", {})
    tokens = tokenize("专利一二三个", [mention], rules).tokens
    assert [(token.text, token.mention) for token in tokens][1] == ("一二三", mention)


def test_a_symbol_for_each_token(rules: Rules) -> None:
    found = line("全市专利授权量19.4万件,同比增长22.41%。", rules)
    assert len(found.symbols) == len(found.tokens)
    names = [rules.alphabet.names[symbol] for symbol in found.symbols]
    assert all(token.kind in bears for token, bears in zip(found.tokens, names, strict=True))


def test_tokens_cover_the_reference_article(reference: Article, rules: Rules) -> None:
    for analysis in analyse(reference, rules).analyses:
        text, position = analysis.sentence.folded, 0
        for token in analysis.line.tokens:
            assert not text[position : token.start].strip()
            assert text[token.start : token.end] == token.text
            position = token.end
        assert not text[position:].strip()
