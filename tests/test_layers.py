"""Modules import only downwards, and the library stays quiet and quick to import."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "extractor"

# The layers from the ground up. A module imports only modules that stand before it here: a new
# module goes after all that it imports, in the layer whose job it shares.
LAYERS = {
    "ground": ["errors", "claim", "fold"],
    "claims and tables": ["extras", "cells", "markup", "notebook", "rows", "table", "claims", "gold", "pairing", "scores", "check"],
    "formats of tables": [
        "writing.parquet", "writing.spreadsheet", "writing.excel", "writing.duck", "writing.sql", "writing.__init__",
    ],
    "numbers and times": [
        "numerals", "units", "bounds", "spelling", "basis", "dating", "date_words", "period_units", "periods",
    ],
    "articles": [
        "article", "seen", "formats.__init__", "formats.document", "formats.encodings",
        "formats.streams", "formats.plain", "formats.web", "formats.office", "formats.pdf", "formats.tables",
        "reading", "corpus",
    ],
    "rules": [
        "segment", "pattern_tree", "word_tree", "first_characters", "quick_patterns", "gates", "pattern_cache", "patterns", "rulefile", "areas", "rules", "rulefolder", "quantities",
    ],
    "sentences": ["sieve", "mentions", "screening", "tokens", "linking", "normalise", "loose_ends", "modality"],
    "context": ["regions", "region_context", "timeline", "quotes", "names", "sources", "registry", "wording", "attribution", "analysis", "examples", "context"],
    "extraction": ["extract", "explain"],
    "whole corpora": [
        "rulepack", "arrow", "batch.shards", "batch.store", "batch.worker", "batch.pool", "batch.__init__",
        "spark", "dask",
    ],
    "for analysts": [
        "precision", "synonyms", "audit.findings", "audit.repeats", "audit.wholes", "audit.growth",
        "audit.article", "audit.across", "audit.frame", "audit.__init__", "panel", "fonts", "charts",
        "accessor", "registration", "gold_file", "agreement", "label_studio", "doccano",
        "review.rejected", "review.store", "review.server", "review.__init__", "report.page", "report.__init__"],
    "rule author's tools": [
        "code_reads", "finding", "near_miss", "trace", "lint_sources", "backtracking", "lint_running", "lint",
        "coverage", "mutation", "diff", "edits", "causes", "diff_report", "revisions", "snapshot",
        "schema", "metamorphic", "pytest_plugin",
    ],
    "faces": [
        "__init__", "cli.options", "cli.__init__", "cli.extract", "cli.batch", "cli.tracing", "cli.check", "cli.explain", "cli.rules", "cli.diff", "cli.snapshot", "cli.report", "cli.audit", "cli.draft", "cli.review", "cli.agree", "cli.exchange",
        "__main__",
    ],
}  # fmt: skip
ORDER = [module for modules in LAYERS.values() for module in modules]


def modules() -> dict[str, Path]:
    return {".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in PACKAGE.rglob("*.py")}


def imports(path: Path, known: dict[str, Path]) -> Iterator[tuple[int, str]]:
    """The line and name of each module of the package that a file imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write the import in full"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            if name.split(".")[0] == "extractor":
                yield node.lineno, module_of(name.removeprefix("extractor").removeprefix("."), known)


def module_of(name: str, known: dict[str, Path]) -> str:
    """The module that holds a dotted name: `claims.Claims` → `claims`, `__version__` → `__init__`."""
    while name:
        if name in known:
            return name
        if f"{name}.__init__" in known:
            return f"{name}.__init__"
        name = name.rpartition(".")[0]
    return "__init__"


def test_every_module_has_a_place() -> None:
    assert len(ORDER) == len(set(ORDER))
    assert sorted(modules()) == sorted(ORDER), "put a new module into LAYERS, after all that it imports"


@pytest.mark.parametrize("module", ORDER)
def test_imports_only_downwards(module: str) -> None:
    known = modules()
    below = set(ORDER[: ORDER.index(module)])
    upwards = [
        f"{module}:{line} imports {name}" for line, name in imports(known[module], known) if name not in below
    ]
    assert not upwards


def test_an_import_upwards_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "claim.py"
    path.write_text(
        "import json\nfrom extractor import rows, __version__\n"
        "def late():\n    import extractor.cli.check\n    from extractor.cli import main\n",
        encoding="utf-8",
    )
    assert list(imports(path, modules())) == [
        (2, "rows"),
        (2, "__init__"),
        (4, "cli.check"),
        (5, "cli.__init__"),
    ]


def loaded_after(statement: str) -> set[str]:
    program = f"import json, sys\n{statement}\nprint(json.dumps(sorted(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert not run.stderr
    return set(json.loads(run.stdout))


def test_importing_loads_neither_pandas_nor_jieba() -> None:
    loaded = loaded_after("import extractor")
    assert "extractor.extract" in loaded
    assert not loaded & {"pandas", "numpy", "jieba", "rjieba"}


def test_the_library_configures_no_logging_and_prints_nothing() -> None:
    program = (
        "import logging, extractor\n"
        "extractor.extract(extractor.Article('全市专利授权量19.4万件。')).to_frame()\n"
        "assert not logging.getLogger().handlers, logging.getLogger().handlers"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
