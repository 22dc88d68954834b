"""What a notebook shows of claims: their text highlighted, and the table below."""

import re
from collections.abc import Collection, Iterable, Sequence

from extractor.claim import Claim
from extractor.markup import STYLE, Mark, claim_marks, highlighted, nearest, table, tooltip

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_MOST_SHOWN = 200


def claims_html(claims: Sequence[Claim], *, text: str | None = None, headings: Collection[int] = ()) -> str:
    """A fragment for notebooks: the text, or the claims' sentences, with highlights, and the table below.

    `headings` are the offsets at which a line starts that is one. Of more than 200 claims the first 200
    are shown, and how many there are.
    """
    shown = list(claims[:_MOST_SHOWN])
    prefix = f"c{abs(hash(tuple(shown))) % 10**8}-"
    if text is not None:
        body = "".join(_paragraphs(text, claim_marks(shown, text), headings, prefix))
    else:
        body = "".join(f"<p>{one}</p>" for one in _sentences(shown, prefix))
    more = f"<p>{len(shown)} of {len(claims)} claims</p>" if len(shown) < len(claims) else ""
    if not shown:
        return f'<div class="claims-text" lang="zh-Hans">{body}</div><p>no claims</p>'
    # Colours for either theme: pale grounds that carry dark text.
    style = STYLE + ".claims-text a,.claims-text mark[class]{color:#1b1b1b}.claims-text mark.indicator,"
    style += ".claims-text mark.source{color:inherit}.claims-table td,.claims-table th{white-space:nowrap}"
    style += ".claims-table a{color:inherit}"
    return (
        f'<style>{style}</style><div class="claims-text" lang="zh-Hans">{body}</div>'
        f'<div style="overflow-x:auto">{table(shown, prefix=prefix)}</div>{more}'
    )


def _paragraphs(text: str, marks: Sequence[Mark], headings: Collection[int], prefix: str) -> Iterable[str]:
    """The lines of a text that hold any, with their marks; headings bold."""
    for line in _LINE.finditer(text):
        start = line.start() + len(line.group()) - len(line.group().lstrip())
        end = line.start() + len(line.group().rstrip())
        if start < end:
            inner = highlighted(text, marks, start=start, end=end, prefix=prefix)
            yield f"<p><b>{inner}</b></p>" if start in headings else f"<p>{inner}</p>"


def _sentences(claims: Sequence[Claim], prefix: str) -> Iterable[str]:
    """The sentences of claims that come without their article, each once, with the marks of its rows."""
    groups: dict[tuple[str, str], list[int]] = {}
    for row, claim in enumerate(claims):
        groups.setdefault((claim.doc_id, claim.sentence or f"{claim.indicator} {claim.text}"), []).append(row)
    for (_, sentence), rows in groups.items():
        offset = _offset(sentence, [claims[row] for row in rows])
        marks = []
        for row in rows:
            claim = claims[row]
            start, end = claim.start - offset, claim.end - offset
            if claim.attribution == "explicit":
                for name in (*claim.agency.split("；"), *claim.speaker.split("；")):
                    place = sentence.find(name) if name else -1
                    if place >= 0:
                        marks.append(Mark(place, place + len(name), "source"))
            if sentence[start:end] == claim.text and start >= 0:
                marks.append(Mark(start, end, claim.kind, row, tooltip(claim)))
                if not claim.indicator:
                    continue
                found = nearest(sentence, claim.indicator, 0, len(sentence), start)
                if found is not None:
                    marks.append(Mark(found, found + len(claim.indicator), "indicator"))
        yield highlighted(sentence, marks, prefix=prefix)


def _offset(sentence: str, claims: Sequence[Claim]) -> int:
    """Where in its article the sentence starts: the place at which most of its claims' texts fit."""
    first = claims[0]
    places = []
    at = sentence.find(first.text)
    while at >= 0:
        places.append(first.start - at)
        at = sentence.find(first.text, at + 1)

    def fitting(offset: int) -> int:
        return sum(sentence[one.start - offset : one.end - offset] == one.text for one in claims)

    return max(places, key=fitting, default=first.start)
