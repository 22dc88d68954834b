"""Errors that name the place and the remedy.

Everything this package raises on purpose is an `ExtractorError`, so a caller
can catch one class and show `str(error)` to a user as it stands.
"""


class ExtractorError(Exception):
    """Something the user can mend: the message says where and how."""


class InputError(ExtractorError):
    """An article, a table or a gold file that cannot be read as what it should be."""


class OutputError(ExtractorError):
    """A place that cannot be written to."""


class RulesError(ExtractorError):
    """A folder of rules with problems; `problems` lists every one of them."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class RuleTimeout(ExtractorError):
    """A rule's pattern ran past its time limit on some sentence."""
