"""Highlighted HTML of a text and its claims: what notebooks, the report and the review page show alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from extractor.cells import written
from extractor.claim import COLUMNS, Claim

ANCHORS = frozenset({"quantity", "growth", "rank"})
"""The kinds of marks that stand for a row; the others stand for words that belong to one."""

# What a tooltip leaves away: where the row stands, and what the text beside it shows anyway.
_UNTOLD = frozenset({"doc_id", "kind", "start", "end", "text", "sentence"})
_ENDS = "。！？!?\n\r"

STYLE = """
.claims-text{line-height:2;overflow-wrap:anywhere}
.claims-text a,.claims-text mark{color:inherit;text-decoration:none;border-radius:.2em;padding:.05em .1em}
.claims-text a{text-decoration:underline 1px;text-underline-offset:.25em}
.claims-text .quantity{background:var(--quantity,#bfe3c8)}
.claims-text .growth{background:var(--growth,#fbd9b4)}
.claims-text .rank{background:var(--rank,#dcd2f7)}
.claims-text mark{background:none}
.claims-text .indicator{border-bottom:2px solid var(--line,#2f6f44);border-radius:0}
.claims-text .source{border-bottom:2px dotted var(--source,#1d5fa8);border-radius:0}
.claims-text .part{background:var(--part,#e3f2e7)}
.claims-text .aside{background:var(--aside,#e4e4e4)}
.claims-text .unexplained{background:var(--unexplained,#ffc9c9)}
.claims-text .missed{outline:2px dashed var(--missed,#a1132a)}
.claims-table{border-collapse:collapse;font-size:.9em}
.claims-table td,.claims-table th{padding:.2em .5em;text-align:left;vertical-align:top;
border-bottom:1px solid #8884}
.claims-table td.number{text-align:right;font-variant-numeric:tabular-nums}
"""
"""Style sheet of the markup; the colours can be set from outside by custom properties."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text to highlight: its kind, the row it stands for (from 0) or None, a tooltip."""

    start: int
    end: int
    kind: str
    row: int | None = None
    title: str = ""


def claim_marks(claims: Sequence[Claim], text: str) -> list[Mark]:
    """The marks of claims in their article's text: anchors, then indicators and sources nearby.

    >>> text = "据市统计局统计，专利授权量19.4万件。"
    >>> claim = Claim("a", "quantity", 12, 18, "19.4万件", "专利授权量",
    ...               agency="市统计局", attribution="explicit")
    >>> [(mark.kind, mark.start, mark.end) for mark in claim_marks([claim], text)]
    [('indicator', 8, 13), ('source', 1, 5)]

    An anchor that is not what the text says there is left away, as above. An indicator is marked where it
    stands nearest in the claim's own sentence; a source where the claim is explicit,
    in that sentence or the one before.
    """
    marks: dict[tuple[int, int, str], Mark] = {}
    for row, claim in enumerate(claims):
        if text[claim.start : claim.end] == claim.text:
            mark = Mark(claim.start, claim.end, claim.kind, row, tooltip(claim))
            marks.setdefault((claim.start, claim.end, "anchor"), mark)
        start, end = sentence_span(text, claim.start)
        if claim.indicator and (found := nearest(text, claim.indicator, start, end, claim.start)) is not None:
            span = (found, found + len(claim.indicator))
            marks.setdefault((*span, "indicator"), Mark(*span, "indicator", None, "indicator"))
        if claim.attribution == "explicit":
            before = sentence_span(text, start - 1)[0] if start else 0
            for name in (*claim.agency.split("；"), *claim.speaker.split("；")):
                found = text.rfind(name, before, end) if name else -1
                if found >= 0:
                    span = (found, found + len(name))
                    marks.setdefault((*span, "source"), Mark(*span, "source", None, "source"))
    return list(marks.values())


def sentence_span(text: str, position: int) -> tuple[int, int]:
    """Where the sentence or heading around a position starts and ends.

    >>> sentence_span("市统计局说。全市3家。", 7)
    (6, 11)
    """
    start = max(text.rfind(char, 0, position) for char in _ENDS) + 1
    ends = [at for char in _ENDS if (at := text.find(char, position)) >= 0]
    return start, min(ends) + 1 if ends else len(text)


def tooltip(claim: Claim) -> str:
    """The claim's filled cells, one a line, the rule last.

    >>> print(tooltip(Claim("a", "growth", 3, 5, "5%", "产量", modality="reported", rule="growth-alone")))
    indicator: 产量
    modality: reported
    rule: growth-alone
    """
    cells = [(column, written(getattr(claim, column))) for column in COLUMNS if column not in _UNTOLD]
    return "\n".join(f"{column}: {cell}" for column, cell in cells if cell)


def highlighted(
    text: str, marks: Iterable[Mark], *, start: int = 0, end: int | None = None, prefix: str = ""
) -> str:
    """The text between `start` and `end` as HTML with its marks; anchors are links to `#{prefix}r{row}`.

    >>> highlighted("共3家企业", [Mark(1, 3, "quantity", 0), Mark(3, 5, "indicator")])
    '共<a id="a0" href="#r0" class="quantity">3家</a><mark class="indicator">企业</mark>'

    Where marks overlap, an anchor stays whole and takes the classes of the others.
    """
    end = len(text) if end is None else end
    inside = [mark for mark in marks if start <= mark.start < mark.end <= end]
    anchors: list[Mark] = []
    for mark in sorted((one for one in inside if one.kind in ANCHORS), key=lambda one: (one.start, -one.end)):
        if not anchors or mark.start >= anchors[-1].end:
            anchors.append(mark)
    words = [mark for mark in inside if mark.kind not in ANCHORS]
    cuts = {start, end} | {edge for anchor in anchors for edge in (anchor.start, anchor.end)}
    cuts |= {
        edge
        for mark in words
        for edge in (mark.start, mark.end)
        if not any(anchor.start < edge < anchor.end for anchor in anchors)
    }
    by_start = {anchor.start: anchor for anchor in anchors}
    edges = sorted(cuts)
    pieces = []
    for low, high in zip(edges, edges[1:], strict=False):
        over = [mark for mark in words if mark.start < high and low < mark.end]
        pieces.append(_piece(escape(text[low:high]), by_start.get(low), over, prefix))
    return "".join(pieces)


def table(claims: Sequence[Claim], *, prefix: str = "") -> str:
    """The claims as an HTML table of the columns that any of them fills, its rows linked with the text."""
    columns = [
        column
        for column in COLUMNS
        if column not in ("start", "end", "sentence", "unit_kind")
        and any(written(getattr(claim, column)) for claim in claims)
    ]
    head = "".join(f"<th scope='col'>{escape(column)}</th>" for column in columns)
    lines = []
    for row, claim in enumerate(claims):
        cells = []
        for column in columns:
            cell = escape(written(getattr(claim, column)))
            if column == "text":
                cell = f'<a href="#{prefix}a{row}">{cell}</a>'
            number = column in ("value", "value_max", "growth", "rank", "streak")
            cells.append(f'<td class="number">{cell}</td>' if number else f"<td>{cell}</td>")
        lines.append(f'<tr id="{prefix}r{row}">{"".join(cells)}</tr>')
    return (
        f'<table class="claims-table"><thead><tr>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table>'
    )


def nearest(text: str, words: str, start: int, end: int, position: int) -> int | None:
    """Where between `start` and `end` the words stand nearest to a position, or None.

    >>> nearest("专利3件，商标5件，专利6件", "专利", 0, 15, 14)
    10
    """
    places = []
    at = text.find(words, start, end)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1, end)
    return min(places, key=lambda place: abs(place + len(words) / 2 - position), default=None)


def _piece(text: str, anchor: Mark | None, over: Sequence[Mark], prefix: str) -> str:
    kinds = dict.fromkeys(mark.kind for mark in over)
    if anchor is not None:
        classes = " ".join([anchor.kind, *kinds])
        title = f' title="{escape(anchor.title)}"' if anchor.title else ""
        row = f'{prefix}a{anchor.row}" href="#{prefix}r{anchor.row}'
        return f'<a id="{row}" class="{classes}"{title}>{text}</a>'
    if not kinds:
        return text
    titles = "; ".join(dict.fromkeys(mark.title for mark in over if mark.title))
    title = f' title="{escape(titles)}"' if titles else ""
    return f'<mark class="{" ".join(kinds)}"{title}>{text}</mark>'
