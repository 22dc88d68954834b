"""Where tests find the reference article and, if it is there, the development corpus."""

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
