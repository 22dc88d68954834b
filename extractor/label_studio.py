"""Gold for Label Studio and back: a task an article, a region a claim, a text field a column.

Offsets are code points, as Label Studio stores them since its frontend counts so; older exports counted
UTF-16 units, and a region whose text does not stand at its offsets is found by its text again.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extractor.article import Article
from extractor.cells import WORDS, parse_row, written
from extractor.claim import GOLD_COLUMNS, Claim
from extractor.claims import Claims
from extractor.errors import InputError

_KINDS = WORDS["kind"]
_CELLS = tuple(column for column in GOLD_COLUMNS if column not in ("doc_id", "kind", "start", "end", "text"))


def labeling_config() -> str:
    """The labeling interface of a Label Studio project: labels for kinds, and fields for columns."""
    labels = "".join(f'<Label value="{kind}"/>' for kind in _KINDS)
    fields = []
    for column in _CELLS:
        if column in WORDS:
            choices = "".join(f'<Choice value="{word}"/>' for word in WORDS[column])
            fields.append(f'<Choices name="{column}" toName="text" perRegion="true">{choices}</Choices>')
        else:
            area = f'<TextArea name="{column}" toName="text" perRegion="true" placeholder="{column}"/>'
            fields.append(area)
    body = "\n  ".join(
        [f'<Labels name="kind" toName="text">{labels}</Labels>', '<Text name="text" value="$text"/>']
    )
    return f"<View>\n  {body}\n  " + "\n  ".join(fields) + "\n</View>\n"


def to_label_studio(articles: Iterable[tuple[Article, Sequence[Claim]]]) -> str:
    """The articles with their claims as a Label Studio task file (JSON), each claim an annotated region."""
    tasks = []
    for article, claims in articles:
        result: list[dict[str, Any]] = []
        for number, claim in enumerate(claims):
            span = {"start": claim.start, "end": claim.end}
            common = {"id": f"claim-{number}", "to_name": "text"}
            label = {**span, "text": claim.text, "labels": [claim.kind]}
            result.append({**common, "from_name": "kind", "type": "labels", "value": label})
            for column in _CELLS:
                if cell := written(getattr(claim, column)):
                    choice = column in WORDS
                    value = {**span, ("choices" if choice else "text"): [cell]}
                    kind = "choices" if choice else "textarea"
                    result.append({**common, "from_name": column, "type": kind, "value": value})
        data = {
            "text": article.text, "doc_id": article.doc_id,
            "title": article.title, "published": article.published,
        }  # fmt: skip
        tasks.append({"data": data, "annotations": [{"result": result}]})
    return json.dumps(tasks, ensure_ascii=False, indent=1)


def from_label_studio(text: str, *, name: str = "export") -> list[tuple[Article, Claims]]:
    """The articles and claims of a Label Studio export (JSON), the last annotation of each task.

    Fields that are no columns are left aside. What cannot be read is an `InputError` that names the task.
    """
    try:
        tasks = json.loads(text)
    except ValueError as error:
        raise InputError(f"{name}: is no JSON ({error}); export the project as JSON") from None
    if not isinstance(tasks, list):
        raise InputError(f"{name}: is no list of tasks; export the project as JSON, not JSON-MIN")
    return [_task(task, f"{name}: task {number}") for number, task in enumerate(tasks, start=1)]


def _task(task: Any, place: str) -> tuple[Article, Claims]:
    try:
        data = task["data"]
        article = Article(
            data["text"],
            doc_id=data.get("doc_id") or str(task.get("id", "article")),
            title=data.get("title", ""),
            published=data.get("published", ""),
        )
        results = [one["result"] for one in task.get("annotations", []) if not one.get("was_cancelled")]
        regions = results[-1] if results else []
        cells: dict[str, dict[str, Any]] = {}
        for region in regions:
            row = cells.setdefault(region["id"], {})
            _add(row, region, article.text)
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise InputError(f"{place}: has no {error} where Label Studio puts it; export as JSON") from None
    rows = sorted(
        (row for row in cells.values() if "kind" in row), key=lambda row: (row["start"], row["end"])
    )
    return article, Claims(parse_row(place, {**row, "doc_id": article.doc_id}) for row in rows)


def _add(row: dict[str, Any], region: Mapping[str, Any], text: str) -> None:
    value, column = region["value"], region["from_name"]
    if column == "kind":
        start, end, anchor = value["start"], value["end"], value.get("text")
        if anchor and text[start:end] != anchor and (at := text.find(anchor, max(0, start - 20))) >= 0:
            start, end = at, at + len(anchor)
        row |= {"kind": value["labels"][0], "start": start, "end": end, "text": text[start:end]}
    elif column in _CELLS:
        cell = value.get("choices") or value.get("text")
        row[column] = cell[0] if isinstance(cell, list) else cell
