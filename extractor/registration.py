"""`df.claims` on every DataFrame once pandas is there, without loading pandas for it.

>>> import pandas as pd
>>> import extractor
>>> extractor.Claims().to_frame().claims.growth_table().empty
True
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from extractor.accessor import ClaimsAccessor


def register_accessor() -> None:
    """Registers `df.claims` now if pandas is loaded, else as soon as it is.

    pandas takes longer to load than the package itself, and a program that
    extracts may never need it. Whether `import pandas` stands before or after, the accessor is there.
    """
    if "pandas" in sys.modules:
        _register(sys.modules["pandas"])
    elif not any(isinstance(finder, _PandasFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _PandasFinder())


def claims(frame: "pd.DataFrame") -> "ClaimsAccessor":
    """What an analyst asks of a table of claims: growth, timelines, a panel, charts, its text."""
    from extractor.accessor import ClaimsAccessor

    return ClaimsAccessor(frame)


def _register(pandas: ModuleType) -> None:
    if not hasattr(pandas.DataFrame, "claims"):
        pandas.api.extensions.register_dataframe_accessor("claims")(claims)


class _PandasFinder:
    """Finds pandas as ever, and has the accessor registered when it has been loaded."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != "pandas" or (spec := PathFinder.find_spec(name, path, target)) is None:
            return None
        loader = spec.loader
        if loader is None:
            return None
        load = loader.exec_module

        def load_and_register(module: ModuleType) -> None:
            load(module)
            _register(module)

        # On this one loader, not its class: no other module is loaded by it.
        loader.exec_module = load_and_register  # type: ignore[method-assign]
        return spec
