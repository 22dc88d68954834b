"""The pytest plugin on rule folders and corpora of someone else's, each run as a user would run it."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def repository(shared_datadir: Path) -> Path:
    """A user's repository: a folder of rules, a corpus, no configuration of ours."""
    (shared_datadir / "pytest.ini").write_text("[pytest]\nextractor_rules = small\n", encoding="utf-8")
    return shared_datadir


def run_pytest(repository: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-o", "addopts=", *arguments],
        cwd=repository,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_example_is_an_item_with_a_readable_id(repository: Path) -> None:
    done = run_pytest(repository, "small", "--collect-only", "-q")
    items = done.stdout.splitlines()
    assert "small/contents.toml::loads" in items
    assert "small/claims/counts.toml::verb-count-object::yes-1 新增4家企业。" in items
    assert "small/mentions/numbers.toml::count::no-2 一批企业" in items
    # Six rules of two or three yes and one to three no examples each, and the folder itself.
    assert sum("::" in item for item in items) == 1 + 14 + 10


def test_sound_rules_pass_on_two_workers(repository: Path) -> None:
    done = run_pytest(repository, "small", "-q", "-n", "2")
    assert done.returncode == 0, done.stdout
    assert "25 passed" in done.stdout


def test_a_wrong_span_fails_with_both_spans_shown(repository: Path) -> None:
    rewrite(repository / "small/claims/growth.toml", "[案件](indicator)[下降]", "案件[下降]")
    done = run_pytest(repository, "small/claims/growth.toml", "-q")
    assert done.returncode == 1
    assert "  expected  案件[下降](trend)[3%](growth)。" in done.stdout
    assert "  found     [案件](indicator)[下降](trend)[3%](growth)。" in done.stdout
    assert "  + indicator 案件 [0:2]" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_todo_that_passes_fails(repository: Path) -> None:
    rewrite(
        repository / "small/claims/growth.toml",
        "no = [",
        "todo = ['[企业](indicator)[增长](trend)[5%](growth)。']\nno = [",
    )
    done = run_pytest(repository, "small/claims/growth.toml", "-q")
    assert "is found now; move it to yes" in done.stdout


def test_problems_of_a_folder_are_told_where_they_stand(repository: Path) -> None:
    rewrite(repository / "small/claims/growth.toml", "{percent}", "{percnt}")
    done = run_pytest(repository, "small", "-q")
    assert done.returncode != 0
    assert "no kind of token is called 'percnt'; did you mean 'percent'?" in done.stdout
    assert "ERROR small/claims/growth.toml" in done.stdout


def test_gold_is_an_item_and_its_differences_are_told(repository: Path) -> None:
    done = run_pytest(repository, "corpus", "-v")
    assert "1 failed, 1 passed" in done.stdout
    assert "FAILED corpus/notice-2.csv::gold" in done.stdout
    assert "missed" in done.stdout and "企业 立案 5件" in done.stdout
    lenient = run_pytest(repository, "corpus", "-q", "-o", "extractor_min_core=0.7")
    assert lenient.returncode == 0, lenient.stdout


def test_what_is_not_named_is_left_alone(repository: Path) -> None:
    (repository / "test_own.py").write_text("def test_own():\n    pass\n", encoding="utf-8")
    done = run_pytest(repository, ".", "-q")
    assert "1 passed" in done.stdout
