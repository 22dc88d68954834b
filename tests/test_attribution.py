"""Who is in force sentence by sentence, in short articles and in the reference article."""

import csv
import tomllib
from pathlib import Path

import pytest

from extractor.article import Article
from extractor.attribution import Attribution, attribute, attribution_at
from extractor.context import article_context
from extractor.rules import Rules

HERE = Path(__file__).parent
ARTICLES = tomllib.loads((HERE / "test_attribution" / "articles.toml").read_text(encoding="utf-8"))["article"]
LABELS = {"explicit": "e", "inherited": "i", "": ""}
REFERENCE = HERE.parent / "corpus" / "beijing-ip-2023.txt"


def spans_of(text: str) -> tuple[Attribution, ...]:
    return attribute(Article(text).sentences, Rules.bundled().context)


@pytest.mark.parametrize("case", ARTICLES, ids=[case["name"] for case in ARTICLES])
def test_source_of_every_span(case: dict[str, str]) -> None:
    found = [(span.agency, span.speaker, LABELS[span.attribution]) for span in spans_of(case["text"])]
    expected = [tuple(cell.strip() for cell in f"{span}||".split("|")[:3]) for span in case["spans"]]
    assert found == expected


@pytest.mark.parametrize("case", ARTICLES, ids=[case["name"] for case in ARTICLES])
def test_spans_cover_every_sentence_once(case: dict[str, str]) -> None:
    article = Article(case["text"])
    spans = attribute(article.sentences, Rules.bundled().context)
    covered = [offset for span in spans for offset in range(span.start, span.end)]
    assert covered == [offset for one in article.sentences for offset in range(one.start, one.end)]


def test_second_source_begins_at_its_clause() -> None:
    text = "通海汽车称，上半年销售127万辆；福特发布的数据显示，销量27.45万辆。"
    spans = spans_of(text)
    assert attribution_at(spans, text.index("127")).agency == "通海汽车"
    assert attribution_at(spans, text.index("27.45")).agency == "福特"


def test_what_precedes_the_source_behind_a_semicolon_is_not_its() -> None:
    text = "市统计局局长李晓明介绍，产量5万吨。销量4万吨；据海关总署统计，出口1万吨。"
    spans = spans_of(text)
    found = attribution_at(spans, text.index("4万吨"))
    assert (found.agency, found.attribution) == ("市统计局", "inherited")
    assert attribution_at(spans, text.index("1万吨")).agency == "海关总署"


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("在河北保定，", ""),
        ("今天，在浙江宁波的码头，", ""),
        ("在全省，", "省应急厅"),
        ("在投资方面，", "省应急厅"),
        ("河北省", "省应急厅"),
    ],
)
def test_a_paragraph_that_opens_with_a_place_is_the_reporters(opening: str, agency: str) -> None:
    text = f"省应急厅介绍，转移群众3万人。\n{opening}淹没农田500亩。"
    spans = article_context(Article(text), {}, Rules.bundled()).attributions
    assert attribution_at(spans, text.index("500")).agency == agency


@pytest.mark.parametrize("opening", ["安徽", "今年，河南", "中西部22个省份有", "全国"])
def test_a_national_body_goes_on_speaking_of_the_provinces(opening: str) -> None:
    text = f"农业农村部数据显示，小麦收获过半。\n{opening}小麦4300万亩。"
    spans = article_context(Article(text), {}, Rules.bundled()).attributions
    assert attribution_at(spans, text.index("4300")).agency == "农业农村部"


@pytest.mark.parametrize("offset", [-1, 3, 99])
def test_offset_outside_every_sentence_has_no_source(offset: int) -> None:
    spans = (Attribution(0, 3, "市统计局"), Attribution(4, 9, "市统计局"))
    assert attribution_at(spans, offset) == Attribution(offset, offset)


def test_article_without_sentences() -> None:
    assert attribute((), Rules.bundled().context) == ()


def test_reference_article() -> None:
    article = Article.read(REFERENCE)
    spans = attribute(article.sentences, Rules.bundled().context)
    with REFERENCE.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    found = {row["start"]: attribution_at(spans, int(row["start"])) for row in rows}
    assert {start: (one.agency, one.speaker, one.attribution) for start, one in found.items()} == {
        row["start"]: (row["agency"], row["speaker"], row["attribution"]) for row in rows
    }
