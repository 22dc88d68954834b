"""Where tests find the reference article and, if it is there, the development corpus."""

import shutil
from pathlib import Path

import pytest

from extractor import Article, Rules

ROOT = Path(__file__).parent.parent
DEV = ROOT.parent / "shared" / "corpora" / "dev"


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The project's own corpus: the reference article with its gold."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def dev_corpus() -> Path:
    """The development corpus, which lies outside the project: without it the test is skipped."""
    if not DEV.is_dir():
        pytest.skip("the development corpus is not here")
    return DEV


@pytest.fixture(scope="session")
def reference(corpus: Path) -> Article:
    """The reference article."""
    return Article.read(corpus / "beijing-ip-2023.txt")


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The rules that come with the package."""
    return Rules.bundled()


@pytest.fixture
def cli_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the command line's test data, made the working directory so that messages are short."""
    folder = Path(shutil.copytree(ROOT / "tests" / "test_cli", tmp_path / "data"))
    monkeypatch.chdir(folder)
    return folder
