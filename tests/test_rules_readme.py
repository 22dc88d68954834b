"""The worked example of rules/README.md, followed as a newcomer would, with the commands as they stand there."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from extractor.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "rules/README.md").read_text(encoding="utf-8")
RULE = re.search(r"```toml\n# my/(\S+)\n(.*?)```", README, re.DOTALL)
COMMANDS = re.findall(r"^\$ extractor (.*)$", README, re.MULTILINE)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "rules", "rules")
    shutil.copytree("rules", "my")
    Path("stalls").mkdir()
    Path("stalls/stalls.txt").write_text("昨日开门迎客的摊位竟然有120个。\n", encoding="utf-8")
    return tmp_path


def test_the_worked_example(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(command: str, exits: int = 0) -> str:
        assert main(shlex.split(command)) == exits
        return capsys.readouterr().out

    explain, test, mutate, diff, extract = COMMANDS
    assert "摊位/noun 竟然/adverb" in run(explain)

    assert RULE is not None
    (here / "my" / RULE.group(1)).write_text(RULE.group(2), encoding="utf-8")
    contents = here / "my/contents.toml"
    text = contents.read_text(encoding="utf-8")
    assert "claims = [" in text
    contents.write_text(text.replace("claims = [", f'claims = ["{RULE.group(1)}",', 1), encoding="utf-8")

    main(shlex.split(test))
    assert "rule stalls-in-all" not in capsys.readouterr().out
    assert ", 0 survive, 100.0% noticed" in run(mutate)
    told = run(diff)
    assert "claims in contents.toml +claims/markets.toml: 1" in told
    assert "→ 摊位" in told
    assert "120个,摊位,,120,,exact,个" in run(extract)


def test_every_key_of_a_rule_is_explained() -> None:
    from extractor.rulefile import RULE_KEYS

    assert [key for key in RULE_KEYS if f"`{key}`" not in README] == []
