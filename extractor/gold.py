"""Gold files: the rows an annotator wrote, read strictly."""

import os
from collections.abc import Mapping
from typing import Any

from extractor.cells import parse_row
from extractor.claim import GOLD_COLUMNS, Claim
from extractor.claims import Claims
from extractor.errors import InputError
from extractor.rows import read_csv_claims


def read_gold(path: str | os.PathLike[str], *, text: str | None = None) -> Claims:
    """The claims of a gold file: CSV in UTF-8 with exactly the 23 columns of the annotation guide, section 2.

    Decimals are exact. Each row's `text` must be as long as its span and, where
    the article's `text` is given, be what stands there: offsets count code points of the text as stored.

    Everything wrong with the file is one `InputError`, a line each, such as
    `ip.csv:7: text: '19.4万件' is not what stands at [54:60], '9.4万件,'; it stands at [53:59]`.
    """

    def parse(place: str, cells: Mapping[str, Any]) -> Claim:
        claim = parse_row(place, cells)
        _check_span(place, claim, text)
        return claim

    return Claims(read_csv_claims(path, columns=GOLD_COLUMNS, exact=True, parse=parse))


def _check_span(place: str, claim: Claim, article: str | None) -> None:
    span = f"[{claim.start}:{claim.end}]"
    if article is not None and article[claim.start : claim.end] != claim.text:
        found = article[claim.start : claim.end]
        stands = (
            f"is not what stands at {span}, {found!r}" if found else f"lies past the article's end at {span}"
        )
        raise InputError(f"{place}: text: {claim.text!r} {stands}; {_remedy(claim, article)}")
    if len(claim.text) != claim.end - claim.start:
        raise InputError(
            f"{place}: text: {claim.text!r} has {len(claim.text)} characters, its span {span} has "
            f"{claim.end - claim.start}; the end is exclusive"
        )


def _remedy(claim: Claim, article: str) -> str:
    places = []
    at = article.find(claim.text)
    while at >= 0:
        places.append(at)
        at = article.find(claim.text, at + 1)
    if not places:
        return "it stands nowhere in the article, copy it from there"
    nearest = min(places, key=lambda at: abs(at - claim.start))
    return f"it stands at [{nearest}:{nearest + len(claim.text)}]"
