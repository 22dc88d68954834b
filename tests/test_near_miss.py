"""At which element of its pattern the nearest rule stopped, and how a sentence's rules fared."""

from pathlib import Path

import pytest

from extractor import Article, Rules, analyse
from extractor.near_miss import Tracer
from extractor.trace import page, trace


@pytest.fixture
def tracer(shared_datadir: Path) -> Tracer:
    return Tracer.of(Rules.load(shared_datadir / "small"))


# sentence, number, nearest rule, token at which it stopped, the element there
STOPS = [
    ("专利同比大幅增长5%。", "5%", "indicator-then-growth", "大幅", "(?P<indicator> (?&np) )"),
    ("新增了4家企业。", "4家", "indicator-then-count", "企业", "(?! {noun} )"),
    ("查获5件。", "5件", "indicator-then-count", "查获", "(?P<indicator> (?&np) )"),
    ("增长5%。", "5%", "indicator-then-growth", "", "(?P<indicator> (?&np) )"),
]


@pytest.mark.parametrize(
    ("text", "number", "rule", "token", "element"), STOPS, ids=[stop[0] for stop in STOPS]
)
def test_where_the_nearest_rule_stopped(
    tracer: Tracer, text: str, number: str, rule: str, token: str, element: str
) -> None:
    [analysis] = analyse(Article(text), tracer.rules).analyses
    place = [one.text for one in analysis.line.tokens].index(number)
    miss = tracer.near_misses(analysis.line, place)[0]
    assert (miss.rule.id, miss.token, miss.element) == (rule, token, element)
    assert miss.lacking >= 1


def test_a_rule_that_matches_lacks_nothing(tracer: Tracer) -> None:
    [analysis] = analyse(Article("案件738件。"), tracer.rules).analyses
    nearest = tracer.near_misses(analysis.line, 1)[0]
    assert (nearest.rule.id, nearest.lacking, str(nearest)) == (
        "indicator-then-count",
        0,
        "indicator-then-count matches here",
    )


def test_rules_for_other_kinds_of_number_are_left_out(tracer: Tracer) -> None:
    [analysis] = analyse(Article("增长5%。"), tracer.rules).analyses
    assert {miss.rule.id for miss in tracer.near_misses(analysis.line, 1)} == {"indicator-then-growth"}


def test_a_trace_tells_winners_losers_and_near_misses(tracer: Tracer, shared_datadir: Path) -> None:
    path = shared_datadir / "small/claims/counts.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text + "[[rule]]\nid = 'late'\nabout = 'x'\npattern = '(?P<quantity> {quantity} )'\n"
        "yes = ['[3件](quantity)']\n"
        "no = ['件']\n",
        encoding="utf-8",
    )
    rules = Rules.load(shared_datadir / "small")
    [analysis] = analyse(Article("查获30件商品，企业下降突然5%。"), rules).analyses
    told = str(trace(analysis, Tracer.of(rules)))
    assert "查获/act 30件/quantity 商品/noun" in told
    assert "won     verb-count-object: 30件" in told
    assert "lost    late: 30件 went to verb-count-object" in told
    assert "near    5%: indicator-then-growth stopped at 突然" in told


def test_a_page_holds_the_trace_and_loads_nothing(tracer: Tracer) -> None:
    [analysis] = analyse(Article("查获30件商品。"), tracer.rules).analyses
    html = page([trace(analysis, tracer)], title="<通报>")
    assert "&lt;通报&gt;" in html
    assert "<td>30件<br><small>quantity</small></td>" in html
    assert "verb-count-object" in html
    assert "http" not in html
    assert "src=" not in html


def test_the_commands_show_it(
    tracer: Tracer, shared_datadir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from extractor.cli import main

    article, rules = str(shared_datadir / "corpus/notice-2.txt"), str(shared_datadir / "small")
    assert main(["explain", article, "--tried", "--rules", rules]) == 0
    assert "near    5件: indicator-then-count stopped at 立案" in capsys.readouterr().out
    page_file = shared_datadir / "page.html"
    assert main(["explain", article, "--html", str(page_file), "--rules", rules]) == 0
    assert "indicator-then-growth" in page_file.read_text(encoding="utf-8")
    assert main(["check", str(shared_datadir / "corpus"), "--near", "--rules", rules]) == 0
    assert "notice-2 [21:23] 5件: indicator-then-count stopped at 立案" in capsys.readouterr().out
