"""What changed between two runs over the same articles: claims added, lost, and changed cell by cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractor.cells import gist, written
from extractor.check import check
from extractor.claim import GOLD_COLUMNS, Claim
from extractor.claims import Claims
from extractor.pairing import pair

What = Literal["added", "lost", "changed"]
Worth = Literal["improved", "worsened", "neither", ""]

# A claim that keeps its place but for these is the same claim.
COMPARED = GOLD_COLUMNS[1:]


@dataclass(frozen=True, slots=True)
class Change:
    """One claim that differs: the old and the new claim (one of them None), and the columns that differ.

    `cause` names what in the rules brought it about, and `worth` whether gold holds it an
    improvement; both are empty where that is not known.
    """

    what: What
    doc_id: str
    old: Claim | None
    new: Claim | None
    columns: tuple[str, ...] = ()
    cause: str = ""
    worth: Worth = ""

    @property
    def claim(self) -> Claim:
        """The new claim, or the old one where it was lost."""
        claim = self.new or self.old
        assert claim is not None
        return claim

    @property
    def rules(self) -> frozenset[str]:
        """The rules that made the claim before and after."""
        return frozenset(claim.rule for claim in (self.old, self.new) if claim is not None)

    def cells(self) -> list[tuple[str, str, str]]:
        """The cells that differ: column, old, new, as a CSV file has them; of an added or lost claim none."""
        if self.old is None or self.new is None:
            return []
        return [
            (column, written(getattr(self.old, column)), written(getattr(self.new, column)))
            for column in self.columns
        ]

    def __str__(self) -> str:
        claim = self.claim
        head = f"{self.what:7} {claim.doc_id} [{claim.start}:{claim.end}] {claim.text}"
        cells = "; ".join(f"{column} {old or '–'} → {new or '–'}" for column, old, new in self.cells())
        rules = " → ".join(dict.fromkeys(one.rule for one in (self.old, self.new) if one is not None))
        worth = f" [{self.worth}]" if self.worth else ""
        return f"{head}: {cells or gist(claim)} (rule {rules}){worth}"


def changes(old: Sequence[Claim], new: Sequence[Claim]) -> list[Change]:
    """The differences between two runs, in the order of the text; claims are paired by their anchors.

    >>> from decimal import Decimal
    >>> before = [Claim("a", "quantity", 0, 4, "10万件", "专利", value=Decimal(100000), rule="level")]
    >>> after = [Claim("a", "quantity", 0, 4, "10万件", "专利权", value=Decimal(100000), rule="level")]
    >>> print(changes(before, after)[0])
    changed a [0:4] 10万件: indicator 专利 → 专利权 (rule level)
    """
    found: list[Change] = []
    olds, news = _by_article(old), _by_article(new)
    for doc_id in dict.fromkeys([*olds, *news]):
        found += _article_changes(doc_id, olds.get(doc_id, []), news.get(doc_id, []))
    return found


def share_changed(found: Sequence[Change], old: Sequence[Claim], *, allowed: Iterable[str] = ()) -> float:
    """How many claims changed outside the rules allowed to, as a share of the old claims (at least one).

    A change counts as allowed if its cause or a rule that made the claim is among them.
    """
    permitted = frozenset(allowed)
    outside = [
        change for change in found if not change.rules & permitted and not _names(change.cause) & permitted
    ]
    return len(outside) / max(len(old), 1)


def judged(found: Iterable[Change], gold: Mapping[str, Claims]) -> list[Change]:
    """The changes with their worth by gold; those in articles without gold keep none.

    A claim is worth the cells on which it agrees with the gold row it is paired with; an
    added claim without gold is worse than none, and a lost one likewise better gone.
    """
    return [
        replace(change, worth=_worth(change, gold[change.doc_id])) if change.doc_id in gold else change
        for change in found
    ]


def _by_article(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    articles: dict[str, list[Claim]] = {}
    for claim in claims:
        articles.setdefault(claim.doc_id, []).append(claim)
    return articles


def _article_changes(doc_id: str, old: list[Claim], new: list[Claim]) -> list[Change]:
    pairs = pair(old, new)
    found = []
    for i, j in pairs:
        columns = tuple(name for name in COMPARED if getattr(old[i], name) != getattr(new[j], name))
        if columns:
            found.append(Change("changed", doc_id, old[i], new[j], columns))
    lost = [claim for i, claim in enumerate(old) if i not in {i for i, _ in pairs}]
    added = [claim for j, claim in enumerate(new) if j not in {j for _, j in pairs}]
    found += [Change("lost", doc_id, claim, None) for claim in lost]
    found += [Change("added", doc_id, None, claim) for claim in added]
    return sorted(found, key=lambda change: (change.claim.start, change.claim.end))


def _names(cause: str) -> frozenset[str]:
    return frozenset(cause.replace("rule ", "").replace("(", " ").replace(")", " ").split())


def _worth(change: Change, gold: Claims) -> Worth:
    before, after = (_right_cells(claim, gold) for claim in (change.old, change.new))
    if before == after:
        return "neither"
    return "improved" if after > before else "worsened"


def _right_cells(claim: Claim | None, gold: Claims) -> int:
    """How many cells of the claim agree with gold, less those that do not; nothing for no claim."""
    if claim is None:
        return 0
    near = [row for row in gold if row.start < claim.end and claim.start < row.end]
    report = check([claim], near, doc_ids=[claim.doc_id])
    return sum(score.tp - score.fp for score in report.columns.values())
