"""A diff for the reader: text, JSON, and a self-contained HTML page, grouped by cause."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from extractor.cells import gist
from extractor.claim import Claim
from extractor.diff import Change


def by_cause(found: Iterable[Change]) -> dict[str, list[Change]]:
    """The changes by what brought them about, the cause of most first."""
    groups: dict[str, list[Change]] = {}
    for change in found:
        groups.setdefault(change.cause or f"rule {change.claim.rule}", []).append(change)
    return dict(sorted(groups.items(), key=lambda group: -len(group[1])))


def summary(found: Sequence[Change], old: Sequence[Claim]) -> str:
    """One line: 120 claims before; 2 added, 1 lost, 4 changed; by gold 3 improved, 1 worsened, 0 neither."""
    what = Counter(change.what for change in found)
    worth = Counter(change.worth for change in found if change.worth)
    line = f"{len(old)} claims before; " + ", ".join(f"{what[k]} {k}" for k in ("added", "lost", "changed"))
    if worth:
        line += "; by gold " + ", ".join(f"{worth[k]} {k}" for k in ("improved", "worsened", "neither"))
    return line


def to_text(found: Sequence[Change], old: Sequence[Claim]) -> str:
    """The summary, then each cause with its changes and their sentences."""
    lines = [summary(found, old)]
    for cause, group in by_cause(found).items():
        lines += ["", f"{cause}: {len(group)}"]
        for change in group:
            lines += [f"  {change}", f"      {change.claim.sentence}"]
    return "\n".join(lines)


def to_json(found: Sequence[Change], old: Sequence[Claim]) -> str:
    """One object: the counts, and each change with cause, worth, cells and sentence."""
    content = {
        "claims_before": len(old),
        "counts": dict(Counter(change.what for change in found)),
        "changes": [
            {
                "what": change.what,
                "cause": change.cause,
                "worth": change.worth,
                "doc_id": change.doc_id,
                "start": change.claim.start,
                "end": change.claim.end,
                "text": change.claim.text,
                "rule_before": change.old.rule if change.old else "",
                "rule_after": change.new.rule if change.new else "",
                "cells": {
                    column: {"old": old_cell, "new": new_cell}
                    for column, old_cell, new_cell in change.cells()
                },
                "sentence": change.claim.sentence,
            }
            for change in found
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


_STYLE = (
    "body{font:16px/1.5 sans-serif;margin:2em;max-width:70em}table{border-collapse:collapse;margin:.5em 0}"
    "td,th{border:1px solid #bbb;padding:.2em .6em;vertical-align:top;text-align:left}"
    "del{background:#fdd}ins{background:#dfd;text-decoration:none}mark{background:#ff9}"
    ".worsened{color:#a00}.improved{color:#070}small{color:#555}"
)


def to_html(found: Sequence[Change], old: Sequence[Claim], *, title: str) -> str:
    """A page that loads nothing: a table for each cause, the number marked in its sentence."""
    sections = "".join(
        f"<h2>{escape(cause)} <small>{len(group)}</small></h2><table>"
        "<tr><th>article</th><th>sentence</th><th>what</th><th>difference</th><th>rule</th></tr>"
        f"{''.join(map(_row, group))}</table>"
        for cause, group in by_cause(found).items()
    )
    return (
        f'<!doctype html>\n<html lang="zh"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head>\n<body><h1>{escape(title)}</h1><p>{escape(summary(found, old))}</p>"
        f"{sections}</body></html>\n"
    )


def _row(change: Change) -> str:
    claim = change.claim
    before, number, after = claim.sentence.partition(claim.text)
    sentence = f"{escape(before)}<mark>{escape(number)}</mark>{escape(after)}"
    rules = " → ".join(dict.fromkeys(one.rule for one in (change.old, change.new) if one is not None))
    what = f'<span class="{change.worth}">{change.what} {change.worth}</span>'
    return (
        f"<tr><td>{escape(claim.doc_id)}</td><td>{sentence}</td><td>{what}</td>"
        f"<td>{_difference(change)}</td><td>{escape(rules)}</td></tr>"
    )


def _difference(change: Change) -> str:
    if change.old is None:
        return f"<ins>{escape(gist(change.claim))}</ins>"
    if change.new is None:
        return f"<del>{escape(gist(change.claim))}</del>"
    return "<br>".join(
        f"{escape(column)} <del>{escape(old or '–')}</del> <ins>{escape(new or '–')}</ins>"
        for column, old, new in change.cells()
    )
