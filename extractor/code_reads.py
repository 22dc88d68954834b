"""The names that the package's own code reads: what a role, kind or list in a rule file can be good for."""

import ast
import functools
from pathlib import Path


@functools.cache
def names_in_code() -> frozenset[str]:
    """Every string constant of the package's modules; a role that is none of them has no reader.

    >>> "indicator" in names_in_code(), "indicatr" in names_in_code()
    (True, False)

    Read from the source, so that no list of roles has to be kept beside it.
    """
    names: set[str] = set()
    for path in Path(__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names.update(
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        )
    return frozenset(names)
