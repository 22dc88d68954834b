"""Errors that name the place and the remedy.

Everything this package raises on purpose is an `ExtractorError`, so a caller
can catch one class and show `str(error)` to a user as it stands.
"""


class ExtractorError(Exception):
    """Something the user can mend: the message says where and how."""


class InputError(ExtractorError):
    """An article, a table or a gold file that cannot be read as what it should be."""


def unreadable(place: object, error: OSError) -> InputError:
    """The `InputError` for a file that cannot be opened or read.

    >>> str(unreadable("a.txt", FileNotFoundError()))
    'a.txt: no such file; check the path'
    >>> str(unreadable("a.txt", OSError(5, "Input/output error")))
    'a.txt: cannot be read (Input/output error); check path and rights'
    """
    if isinstance(error, FileNotFoundError):
        return InputError(f"{place}: no such file; check the path")
    return InputError(f"{place}: cannot be read ({error.strerror or error}); check path and rights")


class OutputError(ExtractorError):
    """A place that cannot be written to."""


class RulesError(ExtractorError):
    """A folder of rules with problems; `problems` lists every one of them."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class RuleTimeout(ExtractorError):
    """A rule's pattern ran past its time limit on some sentence."""
