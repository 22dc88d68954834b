"""Kept patterns are those that would be compiled, and a cache that cannot be used is as good as none."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import regex

from extractor import Article, Rules, extract, pattern_cache, patterns
from extractor.rules import bundled_folder

TEXT = "2023年，全市专利授权量19.4万件，同比增长5%。"


def rule(name: str, pattern: str) -> str:
    return f"[[rule]]\nid = '{name}'\nkind = 'number'\nabout = 'a'\npattern = '''{pattern}'''\nyes = ['[1件](number)', '[2件](number)']\nno = ['件']\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small folder of rules of every section."""
    own = tmp_path / "rules"
    own.mkdir()
    (own / "contents.toml").write_text(
        "lexicon = ['words.toml']\nmentions = ['m.toml']\nclaims = ['c.toml']\n", encoding="utf-8"
    )
    (own / "words.toml").write_text("[words]\nthing = '件 万件'\n[kinds]\ncomma = ','\n", encoding="utf-8")
    (own / "m.toml").write_text(rule("count", r"\d+ \L<thing>"), encoding="utf-8")
    (own / "c.toml").write_text(
        rule("pair", "(?P<indicator> {noun} ) (?P<quantity> {number} )"), encoding="utf-8"
    )
    return own


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "cache"
    monkeypatch.setenv(pattern_cache.VARIABLE, str(place))
    return place


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that were compiled, in order."""
    sources: list[str] = []
    compile_source = patterns._compile

    def noting(source: str, lists: pattern_cache.Lists) -> "regex.Pattern[str]":
        sources.append(source)
        return compile_source(source, lists)

    monkeypatch.setattr(patterns, "_compile", noting)
    return sources


def content(rules: Rules) -> list[tuple[object, ...]]:
    return [
        (
            one.id,
            one.pattern.pattern,
            one.pattern.flags,
            one.pattern.groupindex,
            one.pattern.named_lists,
            one.gate,
        )
        for one in rules.all
    ]


def test_the_bundled_rules_come_out_of_the_cache_as_they_went_in(
    tmp_path: Path, cache: Path, compiled: list[str]
) -> None:
    copy = Path(shutil.copytree(bundled_folder(), tmp_path / "copy"))
    made = Rules.load(copy)
    assert len(compiled) > 100
    compiled.clear()
    kept = Rules.load(copy)
    assert not compiled
    assert content(kept) == content(made)
    article = Article(TEXT)
    assert list(extract(article, kept)) == list(extract(article, made)) != []


def test_an_edited_rule_alone_is_compiled(folder: Path, cache: Path, compiled: list[str]) -> None:
    Rules.load(folder)
    assert len(compiled) == 2
    compiled.clear()
    (folder / "m.toml").write_text(rule("count", r"\d+ [ ]? \L<thing>"), encoding="utf-8")
    assert Rules.load(folder)["count"].pattern.search("3 件")
    assert compiled == [r"\d+ [ ]? \L<thing>"]
    compiled.clear()
    Rules.load(folder)
    assert not compiled


def test_other_words_are_another_pattern(folder: Path, cache: Path) -> None:
    assert not Rules.load(folder)["count"].pattern.search("3册")
    (folder / "words.toml").write_text("[words]\nthing = '件 册'\n[kinds]\ncomma = ','\n", encoding="utf-8")
    assert Rules.load(folder)["count"].pattern.search("3册")


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: b"no cache",
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1],
        lambda content: content[:40] + bytes([content[40] ^ 1]) + content[41:],
        lambda content: bytes(32) + content[32:],
        lambda content: content + b"\0",
    ],
    ids=["empty", "text", "half", "a byte short", "a bit turned", "no checksum", "a byte more"],
)
def test_a_damaged_file_is_replaced(folder: Path, cache: Path, compiled: list[str], damage) -> None:  # type: ignore[no-untyped-def]
    expected = content(Rules.load(folder))
    (file,) = cache.iterdir()
    sound = file.read_bytes()
    file.write_bytes(damage(sound))
    compiled.clear()
    assert content(Rules.load(folder)) == expected
    assert len(compiled) == 2
    compiled.clear()
    assert content(Rules.load(folder)) == expected
    assert not compiled


def test_a_pattern_that_cannot_be_rebuilt_is_compiled(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = content(Rules.load(folder))

    def refuse(*arguments: object) -> None:
        raise RuntimeError("invalid RE code")

    monkeypatch.setattr(pattern_cache, "_rebuild", refuse)
    assert content(Rules.load(folder)) == expected


@pytest.mark.parametrize("version", ["regex", "python", "package"])
def test_another_version_keeps_a_file_of_its_own(
    folder: Path, cache: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    Rules.load(folder)
    compiled.clear()
    if version == "regex":
        monkeypatch.setattr(regex, "__version__", "2099.1.1")
    elif version == "python":
        monkeypatch.setattr(sys, "version", "3.99.0 (main)")
    else:
        monkeypatch.setattr(pattern_cache, "_OWN_CODE", ("errors",))
    Rules.load(folder)
    assert len(compiled) == 2
    assert len(list(cache.iterdir())) == 2


def test_few_files_and_patterns_are_kept(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        monkeypatch.setattr(regex, "__version__", f"2099.1.{number}")
        Rules.load(folder)
    assert len(list(cache.iterdir())) == 4
    monkeypatch.setattr(pattern_cache, "_MOST_PATTERNS", 3)
    for number in range(5):
        (folder / "m.toml").write_text(rule("count", rf"\d{{{number}}} \L<thing>"), encoding="utf-8")
        Rules.load(folder)
    newest = max(cache.iterdir(), key=lambda file: file.stat().st_mtime)
    assert len(pattern_cache._read(newest)[0]) == 3


def test_a_file_that_others_may_write_is_not_read(folder: Path, cache: Path, compiled: list[str]) -> None:
    Rules.load(folder)
    (file,) = cache.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    file.chmod(0o666)
    compiled.clear()
    Rules.load(folder)
    assert len(compiled) == 2


def test_a_folder_that_cannot_be_written_to_changes_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(pattern_cache.VARIABLE, str(tmp_path / "file" / "cache"))
    assert Rules.load(folder)["count"].pattern.search("3件")
    assert Rules.load(folder)["count"].pattern.search("3件")


def test_a_full_disk_leaves_nothing_behind(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert Rules.load(folder)["count"].pattern.search("3件")
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize("off", ["off", "OFF", "0", "no"])
def test_the_cache_can_be_switched_off(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, off: str
) -> None:
    monkeypatch.setenv(pattern_cache.VARIABLE, off)
    monkeypatch.chdir(folder.parent)
    assert Rules.load(folder)["count"].pattern.search("3件")
    assert not cache.exists()
    assert sorted(path.name for path in folder.parent.iterdir()) == ["rules"]


def test_without_a_word_it_is_in_the_users_own_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(pattern_cache.VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = pattern_cache._folder()
    assert folder is not None
    assert folder.name == "extractor" or folder.parent.name == "extractor"


def test_without_a_home_nothing_is_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(pattern_cache.VARIABLE, raising=False)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name, appauthor: Path("~/.cache") / name)
    monkeypatch.chdir(tmp_path)
    assert Rules.load(folder)["count"].pattern.search("3件")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rules"]


def test_rules_with_problems_are_not_kept(folder: Path, cache: Path) -> None:
    (folder / "c.toml").write_text(rule("pair", "{nuon}"), encoding="utf-8")
    with pytest.raises(Exception, match="nuon"):
        Rules.load(folder)
    assert not cache.exists()


def test_processes_may_start_together(folder: Path, cache: Path) -> None:
    program = (
        "import sys; from extractor import Rules; rules = Rules.load(sys.argv[1]);"
        "print(rules['count'].pattern.search('有3件')[0], rules['pair'].gate == rules['pair'].gate)"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for _ in range(4)
    ]
    told = [run.communicate(timeout=60) for run in runs]
    assert told == [("3件 True\n", "")] * 4
    (file,) = cache.iterdir()
    assert len(pattern_cache._read(file)[0]) == 2
