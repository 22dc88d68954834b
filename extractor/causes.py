"""What in the rules brought a change about: each edit between two folders is applied alone.

An edit that alone turns an old claim into the new one is the cause of its change; where none
does, several work together.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from extractor.article import Article
from extractor.claims import Claims
from extractor.diff import Change, changes
from extractor.edits import Edit, applied, edits
from extractor.errors import ExtractorError
from extractor.extract import extract
from extractor.rules import Rules

TOGETHER = "several edits together"
CODE = "not the rules"


def with_causes(
    found: Sequence[Change], articles: Mapping[str, Article], old: Path, new: Path
) -> list[Change]:
    """The changes, each with its cause. `articles` are those that changes occur in, by `doc_id`."""
    causes: dict[int, list[str]] = {}
    everything = edits(old, new)
    rules = Rules.load(old)
    before = {doc_id: extract(article, rules) for doc_id, article in articles.items()} if everything else {}
    for edit in everything:
        for number in _brought_about(edit, found, articles, before, old, new):
            causes.setdefault(number, []).append(_named(edit, found[number]))
    unknown = TOGETHER if everything else CODE
    return [replace(change, cause=" and ".join(causes.get(n, [unknown]))) for n, change in enumerate(found)]


def _brought_about(
    edit: Edit,
    found: Sequence[Change],
    articles: Mapping[str, Article],
    before: Mapping[str, Claims],
    old: Path,
    new: Path,
) -> Iterator[int]:
    """The numbers of the changes that this edit alone brings about."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            rules = Rules.load(applied(edit, old, new, Path(folder) / "rules"))
            alone = {
                change
                for doc_id, article in articles.items()
                for change in changes(before[doc_id], extract(article, rules))
            }
    except ExtractorError:
        # Half of a renaming does not load by itself.
        return
    keys = {_key(change) for change in alone}
    for number, change in enumerate(found):
        if _key(change) in keys:
            yield number


def _key(change: Change) -> tuple[object, ...]:
    claim = change.claim
    return change.what, change.doc_id, claim.start, claim.end, change.columns


def _named(edit: Edit, change: Change) -> str:
    """The edit, and of an edited list the words that the sentence holds."""
    out, into = edit.words()
    sentence = change.claim.sentence
    moved = [f"−{word}" for word in sorted(out) if word in sentence]
    moved += [f"+{word}" for word in sorted(into) if word in sentence]
    return f"{edit} {' '.join(moved)}".rstrip()
