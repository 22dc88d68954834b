"""`df.claims` is there whichever of extractor and pandas is imported first."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "imports",
    [
        "import extractor; import pandas as pd",
        "import pandas as pd; import extractor",
        "import extractor.accessor; import pandas as pd",
        "import extractor, importlib.util; importlib.util.find_spec('pandas'); import pandas as pd",
        "import importlib, extractor; import pandas as pd; importlib.reload(extractor)",
    ],
    ids=["extractor-first", "pandas-first", "by-name", "pandas-looked-for", "reloaded"],
)
def test_the_order_of_imports_does_not_matter(imports: str) -> None:
    program = (
        f"{imports}\n"
        "frame = pd.DataFrame(columns=extractor.Claims().to_frame().columns)\n"
        "assert 'claims' in dir(frame) and 'claims' in dir(pd.DataFrame)\n"
        "assert frame.claims.growth_table().empty\n"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")


def test_another_frame_has_no_claims_and_says_why() -> None:
    import pandas as pd

    with pytest.raises(AttributeError, match="no column doc_id, kind"):
        _ = pd.DataFrame({"a": [1]}).claims
