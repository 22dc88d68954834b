"""Libraries that come with an extra: loaded where they are used, and named where they are missing."""

import importlib
from typing import Any

from extractor.errors import InputError


def require(module: str, *, extra: str, purpose: str) -> Any:
    """The module, imported; where it is missing an `InputError` names the extra that brings it.

    >>> require("json", extra="json", purpose="reading JSON").__name__
    'json'
    >>> require("no_such_module", extra="pdf", purpose="reading .pdf files")
    Traceback (most recent call last):
        ...
    extractor.errors.InputError: reading .pdf files needs no_such_module; pip install 'extractor[pdf]'
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        # A library that is there and lacks one of its own parts is another fault: let it be seen.
        if error.name is None or module.split(".")[0] != error.name.split(".")[0]:
            raise
        name = module.split(".")[0]
        raise InputError(f"{purpose} needs {name}; pip install 'extractor[{extra}]'") from None
