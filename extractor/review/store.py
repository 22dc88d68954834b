"""Articles and their gold files, read anew each time and written whole: all the state there is."""

import hashlib
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.article import Article
from extractor.cells import parse_row, written
from extractor.claim import GOLD_COLUMNS, Claim
from extractor.claims import Claims
from extractor.errors import InputError
from extractor.extract import extract
from extractor.gold import read_gold
from extractor.gold_file import gold_csv, write_gold
from extractor.pairing import pair
from extractor.review.rejected import Rejected, read_rejected, rejected_path, write_rejected
from extractor.rules import Rules

Row = dict[str, str]


class Conflict(InputError):
    """The gold file changed since the page read it: another tab or program wrote it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article with its gold, what is proposed and was rejected beside it, and the files' version."""

    article: Article
    rows: tuple[Claim, ...]
    proposals: tuple[Claim, ...]
    rejected: tuple[Rejected, ...]
    version: str


class Store:
    """The articles of a file or folder with their gold files beside them.

    Every reading reads the files and every saving writes them, so another store, or the
    same after a crash, sees what was saved last. What was rejected stands in `ID.rejected.json`
    beside the gold, for a gold file has no place for rows that are none.
    """

    def __init__(self, path: str | Path, *, rules: Rules, gold: str | Path | None = None) -> None:
        path = Path(path)
        self._articles = sorted(path.glob("*.txt")) if path.is_dir() else [path]
        if not self._articles or not all(one.is_file() and one.suffix == ".txt" for one in self._articles):
            raise InputError(f"{path}: is no .txt file and no folder of them; name the articles to review")
        self._gold = Path(gold) if gold else (path if path.is_dir() else path.parent)
        self._rules = rules
        self._lock = threading.Lock()

    def doc_ids(self) -> list[str]:
        """The articles' names in order."""
        return [path.stem for path in self._articles]

    def rows_saved(self, doc_id: str) -> int | None:
        """How many rows the article's gold has, or None where it has no file."""
        path = self._gold_path(doc_id)
        return len(read_gold(path)) if path.is_file() else None

    def read(self, doc_id: str) -> Sheet:
        """The article, its gold, and what is proposed: extracted rows without gold that nobody rejected."""
        article = Article.read(self._article_path(doc_id))
        path = self._gold_path(doc_id)
        version = _version(path)
        rows = tuple(read_gold(path, text=article.text)) if path.is_file() else ()
        extracted = extract(article, self._rules)
        known = {j for _, j in pair(rows, extracted)}
        rejected = read_rejected(rejected_path(path))
        proposals = tuple(
            claim
            for number, claim in enumerate(extracted)
            if number not in known and Rejected.of(claim) not in rejected
        )
        return Sheet(article, rows, proposals, rejected, version)

    def save(
        self,
        doc_id: str,
        rows: Sequence[Mapping[str, Any]],
        *,
        version: str,
        rejected: Iterable[Rejected] | None = None,
    ) -> str:
        """Writes the article's gold, and what is rejected where that is given, and returns the new version.

        Nothing is written if a file changed since `version` (`Conflict`), or if a row breaks the guide's
        columns or does not stand in the text (`InputError`, a line for each problem). A row of gold is
        not rejected.
        """
        article = Article.read(self._article_path(doc_id))
        path = self._gold_path(doc_id)
        claims = _claims(article, rows)
        with self._lock:
            if _version(path) != version:
                reason = "was changed elsewhere meanwhile; take the saved rows and repeat the change"
                raise Conflict(f"{path.name}: {reason}")
            # A file that would stay the same is left alone: to reject a proposal makes no gold.
            if gold_csv(claims) != gold_csv(_gold(path)):
                write_gold(claims, path)
            if rejected is not None:
                kept = set(rejected) - {Rejected.of(claim) for claim in claims}
                if kept != set(read_rejected(rejected_path(path))):
                    write_rejected(kept, rejected_path(path))
            return _version(path)

    def _article_path(self, doc_id: str) -> Path:
        for path in self._articles:
            if path.stem == doc_id:
                return path
        raise InputError(f"{doc_id}: no such article here; choose one of the list")

    def _gold_path(self, doc_id: str) -> Path:
        return self._gold / f"{self._article_path(doc_id).stem}.csv"


def cells(claim: Claim) -> Row:
    """The claim's guide columns as a gold file spells them."""
    return {column: written(getattr(claim, column)) for column in GOLD_COLUMNS}


def _claims(article: Article, rows: Sequence[Mapping[str, Any]]) -> Claims:
    claims: list[Claim] = []
    problems: list[str] = []
    for number, row in enumerate(rows, start=1):
        place = f"row {number}"
        try:
            claim = parse_row(place, {**row, "doc_id": article.doc_id})
        except InputError as error:
            problems.append(str(error))
            continue
        if article.text[claim.start : claim.end] != claim.text:
            problems.append(f"{place}: text: {claim.text!r} does not stand at [{claim.start}:{claim.end}]")
        claims.append(claim)
    spans = [(claim.kind, claim.start, claim.end) for claim in claims]
    for span in dict.fromkeys(span for span in spans if spans.count(span) > 1):
        problems.append(f"{span[0]} [{span[1]}:{span[2]}]: stands in two rows; delete one")
    if problems:
        raise InputError("\n".join(problems))
    return Claims(claims)


def _gold(path: Path) -> Claims:
    return read_gold(path) if path.is_file() else Claims()


def _version(path: Path) -> str:
    """What the gold file and what is rejected beside it hold, in short."""
    files = [one.read_bytes() if one.is_file() else b"" for one in (path, rejected_path(path))]
    return "-".join(hashlib.sha256(content).hexdigest()[:32] for content in files)
