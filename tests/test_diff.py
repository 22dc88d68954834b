"""What a change of rules does to a corpus: which claims, under which cause, and how much of a budget."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from extractor import Article, Rules, extract
from extractor.causes import with_causes
from extractor.cli import main
from extractor.diff import Change, changes, judged, share_changed
from extractor.diff_report import by_cause, to_html, to_json, to_text
from extractor.edits import edits
from extractor.gold import read_gold

COUNTS, WORDS = "claims/counts.toml", "lexicon/words.toml"
BARE = """about = "Counts with nothing said of them."

[[rule]]
id = "bare-count"
about = "738件."
pattern = '''(?P<quantity> {quantity} )'''
yes = ['[3件](quantity)', '[4家](quantity)']
no = ['一批']
"""


@pytest.fixture
def old(shared_datadir: Path) -> Path:
    folder = shared_datadir / "small"
    (folder / "claims/bare.toml").write_text(BARE, encoding="utf-8")
    rewrite(folder / "contents.toml", '"claims/growth.toml"]', '"claims/growth.toml", "claims/bare.toml"]')
    return folder


@pytest.fixture
def new(old: Path) -> Path:
    return Path(shutil.copytree(old, old.parent / "new"))


def rewrite(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def diff(old: Path, new: Path, *texts: str) -> list[Change]:
    articles = {f"a{number}": Article(text, doc_id=f"a{number}") for number, text in enumerate(texts)}
    before, after = Rules.load(old), Rules.load(new)
    found = [
        change
        for article in articles.values()
        for change in changes(extract(article, before), extract(article, after))
    ]
    return with_causes(found, articles, old, new)


def test_a_word_taken_from_the_lexicon(old: Path, new: Path) -> None:
    rewrite(new / WORDS, "查获 新增", "新增")
    [change] = diff(old, new, "查获30件商品。", "新增4家企业。")
    assert change.cause == "kinds.act (lexicon/words.toml) −查获"
    assert change.cells() == [("indicator", "商品", ""), ("action", "查获", "")]


def test_a_widened_quantifier(old: Path, new: Path) -> None:
    rewrite(new / COUNTS, "{copula}? (?P<quantity>", "{copula}* (?P<quantity>")
    [change] = diff(old, new, "案件总计达到738件。", "案件达到5件。")
    assert change.cause == "rule indicator-then-count (edited)"
    assert change.cells() == [("indicator", "", "案件")]
    assert change.rules == {"bare-count", "indicator-then-count"}


def test_a_reordered_contents_file(old: Path, new: Path) -> None:
    rewrite(
        new / "contents.toml",
        '["claims/counts.toml", "claims/growth.toml", "claims/bare.toml"]',
        '["claims/bare.toml", "claims/counts.toml", "claims/growth.toml"]',
    )
    found = diff(old, new, "案件738件。", "新增4家企业。", "专利增长5%。")
    assert [change.doc_id for change in found] == ["a0", "a1"]
    assert {change.cause for change in found} == {"claims in contents.toml reordered"}


def test_causes_are_told_apart(old: Path, new: Path) -> None:
    rewrite(new / WORDS, "查获 新增", "新增")
    rewrite(new / COUNTS, "{copula}? (?P<quantity>", "{copula}* (?P<quantity>")
    rewrite(new / "claims/growth.toml", "(?&trend) (?P<growth>", "(?&trend) {copula} (?P<growth>")
    found = diff(old, new, "查获30件商品。", "案件总计达到738件。", "专利增长5%。")
    assert {change.doc_id: (change.what, change.cause) for change in found} == {
        "a0": ("changed", "kinds.act (lexicon/words.toml) −查获"),
        "a1": ("changed", "rule indicator-then-count (edited)"),
        "a2": ("lost", "rule indicator-then-growth (edited)"),
    }


def test_a_rule_added_and_a_unit_taken_away(old: Path, new: Path) -> None:
    rewrite(new / "units.csv", "家,家,count,\n", "")
    [change] = diff(old, new, "新增4家企业。")
    assert (change.what, change.cause) == ("lost", "units.csv")


def test_examples_and_remarks_are_no_edits(old: Path, new: Path) -> None:
    rewrite(new / COUNTS, "no = ['新增4家企业', ", "no = [")
    rewrite(new / COUNTS, 'about = "Counts and their nouns."', 'about = "Counts."')
    assert edits(old, new) == []


def test_worth_by_gold(old: Path, new: Path, shared_datadir: Path) -> None:
    corpus = shared_datadir / "corpus"
    rewrite(new / WORDS, "查获 新增", "新增")
    article = Article.read(corpus / "notice-2.txt")
    found = changes(extract(article, Rules.load(old)), extract(article, Rules.load(new)))
    gold = {"notice-2": read_gold(corpus / "notice-2.csv")}
    assert [change.worth for change in judged(found, gold)] == ["worsened"]
    back = changes(extract(article, Rules.load(new)), extract(article, Rules.load(old)))
    assert [change.worth for change in judged(back, gold)] == ["improved"]
    assert [change.worth for change in judged(back, {})] == [""]


def test_the_share_leaves_allowed_rules_aside(old: Path, new: Path) -> None:
    rewrite(new / COUNTS, "{copula}? (?P<quantity>", "{copula}* (?P<quantity>")
    found = diff(old, new, "案件总计达到738件。")
    before = extract(Article("案件总计达到738件。"), Rules.load(old))
    assert share_changed(found, before) == 1
    assert share_changed(found, before, allowed=["indicator-then-count"]) == 0
    assert share_changed(found, before, allowed=["verb-count-object"]) == 1


def test_reports_show_cause_cells_and_sentence(old: Path, new: Path) -> None:
    rewrite(new / WORDS, "查获 新增", "新增")
    text = "查获30件商品,<样品>。"
    found = diff(old, new, text)
    before = extract(Article(text), Rules.load(old))
    assert list(by_cause(found)) == ["kinds.act (lexicon/words.toml) −查获"]
    told = to_text(found, before)
    assert told.startswith("1 claims before; 0 added, 0 lost, 1 changed")
    assert "indicator 商品 → –; action 查获 → –" in told
    assert text in told
    [change] = json.loads(to_json(found, before))["changes"]
    assert change["cells"]["indicator"] == {"old": "商品", "new": ""}
    html = to_html(found, before, title="差异")
    assert "<mark>30件</mark>商品,&lt;样品&gt;。" in html
    assert "http" not in html


def test_the_command_keeps_to_its_budget(
    old: Path, new: Path, shared_datadir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(new / WORDS, "查获 新增", "新增")
    call = ["diff", str(old), str(new), str(shared_datadir / "corpus")]
    page = shared_datadir / "diff.html"
    assert main([*call, "--html", str(page)]) == 0
    assert "kinds.act" in page.read_text(encoding="utf-8")
    assert main([*call, "--budget", "0.5%"]) == 1
    assert "the budget is 0.50%" in capsys.readouterr().out
    assert main([*call, "--budget", "50%"]) == 0
    assert main([*call, "--budget", "0.5%", "--allow", "verb-count-object"]) == 0


def test_a_git_revision_is_compared_with_the_working_tree(
    old: Path, shared_datadir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *arguments], cwd=shared_datadir, check=True, capture_output=True)

    git("init", "-q")
    git("add", "small")
    git("commit", "-qm", "rules", "--no-verify")
    rewrite(old / WORDS, "查获 新增", "新增")
    corpus = str(shared_datadir / "corpus")
    for revision in ("HEAD", "HEAD:small"):
        assert main(["diff", revision, str(old), corpus]) == 0
        assert "kinds.act (lexicon/words.toml) −查获: 1" in capsys.readouterr().out
    assert main(["diff", "nowhere", str(old), corpus]) == 2
    assert "check the revision" in capsys.readouterr().err
