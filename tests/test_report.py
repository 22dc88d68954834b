"""The report in headless Chromium: links both ways, filter, sort, keyboard, no errors, no violations."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import axe_source, chromium, violations

from extractor import Article, analyse
from extractor.claims import Claims
from extractor.cli import main
from extractor.gold import read_gold
from extractor.report import article_page, write_report
from extractor.report.page import index_page, reaches

pytest.importorskip("jinja2", reason="jinja2 is not installed: pip install 'extractor[report]'")


@pytest.fixture(scope="module")
def page(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference article's report, with its gold."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    assert main(["report", str(corpus / "beijing-ip-2023.txt"), "-o", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def index(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "all.html"
    assert main(["report", str(corpus), "-o", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    with chromium() as driver:
        yield driver


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    return axe_source(tmp_path_factory.mktemp("axe"))


@pytest.fixture
def opened(driver: Any, page: Path) -> Any:
    driver.get(page.as_uri())
    return driver


def in_view(driver: Any, element_id: str) -> bool:
    return bool(
        driver.execute_script(
            "const box = document.getElementById(arguments[0]).getBoundingClientRect();"
            "return box.top >= 0 && box.bottom <= innerHeight && box.height > 0",
            element_id,
        )
    )


def shown(driver: Any) -> list[str]:
    return list(
        driver.execute_script(
            "return [...document.querySelectorAll('#claims tbody tr:not([hidden])')].map((r) => r.id)"
        )
    )


def test_a_click_on_a_row_scrolls_the_text_to_its_anchor(opened: Any) -> None:
    last = shown(opened)[-1].removeprefix("r")
    assert not in_view(opened, f"a{last}")
    opened.execute_script("document.querySelector('#claims tbody tr:last-child td').click()")
    assert in_view(opened, f"a{last}")
    assert opened.switch_to.active_element.get_attribute("id") == f"a{last}"


def test_a_click_on_an_anchor_scrolls_the_table_to_its_row(opened: Any) -> None:
    last = shown(opened)[-1]
    opened.find_element("id", "filter").send_keys("没有这一行")
    assert shown(opened) == []
    opened.execute_script(f"document.getElementById('a{last[1:]}').click()")
    assert len(shown(opened)) > 30
    assert in_view(opened, last)


def test_the_filter_keeps_the_rows_with_all_its_words(opened: Any) -> None:
    opened.find_element("id", "filter").send_keys("非法出版物 ２６１")
    rows = shown(opened)
    assert len(rows) == 3
    assert opened.find_element("id", "count").text.startswith("3 of ")
    for row in rows:
        assert "非法出版物" in opened.find_element("id", row).text


def test_the_kind_keeps_its_rows(opened: Any) -> None:
    opened.execute_script(
        "const kind = document.getElementById('kind'); kind.value = 'rank';"
        "kind.dispatchEvent(new Event('change'))"
    )
    kinds = opened.execute_script(
        "return [...document.querySelectorAll('#claims tbody tr:not([hidden])')].map((r) => r.dataset.kind)"
    )
    assert kinds and set(kinds) == {"rank"}


def test_numbers_sort_as_numbers_and_empty_cells_last(opened: Any) -> None:
    column = (
        "const headers = [...document.querySelectorAll('#claims th')];"
        "const th = headers.find((h) => h.textContent.trim() === 'value');"
    )
    values = (
        column + "return [...document.querySelectorAll('#claims tbody tr')]"
        ".map((r) => r.cells[th.cellIndex].textContent)"
    )
    opened.execute_script(column + "th.querySelector('button').click()")
    upwards = opened.execute_script(values)
    numbers = [float(value) for value in upwards if value]
    assert numbers == sorted(numbers) and len(numbers) > 30
    assert upwards[-1] == ""
    opened.execute_script(column + "th.querySelector('button').click()")
    downwards = opened.execute_script(values)
    assert [float(value) for value in downwards if value] == sorted(numbers, reverse=True)
    assert downwards[-1] == ""


def test_the_keyboard_reaches_everything(opened: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    opened.find_element("tag name", "body").send_keys("/")
    assert opened.switch_to.active_element.get_attribute("id") == "filter"
    opened.execute_script("document.querySelector('#r0 a').focus()")
    opened.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    assert opened.switch_to.active_element.get_attribute("hash") == "#a1"
    opened.switch_to.active_element.send_keys(Keys.ENTER)
    assert opened.switch_to.active_element.get_attribute("id") == "a1"
    opened.switch_to.active_element.send_keys(Keys.ENTER)
    assert opened.switch_to.active_element.get_attribute("hash") == "#a1"


def test_a_source_shows_its_reach(opened: Any) -> None:
    button = opened.find_element("css selector", ".source-button")
    opened.execute_script("arguments[0].click()", button)
    assert button.get_attribute("aria-pressed") == "true"
    reach = opened.find_elements("css selector", ".sentence.reach")
    assert reach and all(one.get_attribute("data-source") == "0" for one in reach)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390], ids=["desk", "phone"])
@pytest.mark.parametrize("name", ["page", "index"])
def test_axe_finds_nothing(
    driver: Any, axe: str, scheme: str, width: int, name: str, request: pytest.FixtureRequest
) -> None:
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    size = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 500}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        driver.get(request.getfixturevalue(name).as_uri())
        assert driver.execute_script("return document.documentElement.scrollWidth") <= width
        assert violations(driver, axe) == []
    finally:
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_console_stays_empty_and_nothing_is_fetched(driver: Any, page: Path, index: Path) -> None:
    driver.get_log("browser")
    for path in (page, index):
        driver.get(path.as_uri())
        assert driver.execute_script("return performance.getEntriesByType('resource').length") == 0
    assert driver.get_log("browser") == []


def test_the_index_leads_to_each_article_and_back(driver: Any, index: Path, corpus: Path) -> None:
    driver.get(index.as_uri())
    links = driver.find_elements("css selector", "#claims tbody a")
    assert len(links) == len(list(corpus.glob("*.txt")))
    driver.execute_script("arguments[0].click()", links[0])
    assert driver.find_element("css selector", "#claims tbody tr")
    driver.execute_script("document.querySelector('nav a').click()")
    assert driver.current_url == index.as_uri()


def test_chinese_text_is_drawn_by_a_chinese_font(opened: Any) -> None:
    """A font without the characters draws them all alike, as one box."""
    widths = opened.execute_script(
        "const c = document.createElement('canvas'); c.width = c.height = 40; const x = c.getContext('2d');"
        "x.font = '32px ' + getComputedStyle(document.body).fontFamily;"
        "return ['京', '权', '一', '\\uE123'].map((char) => { x.clearRect(0, 0, 40, 40);"
        "x.fillText(char, 2, 34);"
        "return [...x.getImageData(0, 0, 40, 40).data].join() })"
    )
    assert len(set(widths)) == 4


def test_findings_of_the_audit_are_listed_with_their_sentences(opened: Any) -> None:
    findings = opened.find_elements("css selector", ".findings li")
    assert any("261万余册 is told 4 times" in one.text for one in findings)
    assert all(one.find_elements("css selector", "blockquote") for one in findings)


def test_on_paper_the_quoted_sentences_are_open(driver: Any, page: Path) -> None:
    driver.get(page.as_uri())
    details = "[...document.querySelectorAll('details')].map((one) => one.open)"
    assert not any(driver.execute_script(f"return {details}"))
    driver.execute_script(
        f"window.printed = []; addEventListener('beforeprint', () => {{ printed = {details}; }})"
    )
    driver.execute_cdp_cmd("Page.printToPDF", {})
    printed = driver.execute_script("return printed")
    assert printed and all(printed)
    assert not any(driver.execute_script(f"return {details}"))


def test_the_index_counts_synonyms_as_one() -> None:
    texts = ("全市有效发明专利量3万件。", "全市发明专利有效量5万件。")
    pages = [(f"{n}.html", analyse(Article(text)), None) for n, text in enumerate(texts)]
    html = index_page(pages, title="两篇")
    assert "发明专利有效量" in html and "有效发明专利量" not in html


def test_gold_differences_are_listed(corpus: Path) -> None:
    article = Article.read(corpus / "beijing-ip-2023.txt")
    gold = read_gold(corpus / "beijing-ip-2023.csv", text=article.text)
    extraction = analyse(article)
    html = article_page(extraction, gold=gold[:-1] + Claims([gold[-1]]))
    assert "Differences from the gold" in html
    assert "Differences from the gold" not in article_page(extraction)


def test_missed_gold_is_marked_in_the_text() -> None:
    text = "全市专利授权量19.4万件。"
    from extractor.claim import Claim

    gold = Claims([Claim("article", "quantity", 0, 2, "全市")])
    html = article_page(analyse(Article(text)), gold=gold)
    assert '<mark class="missed" title="gold, not extracted: ' in html


def test_markup_in_an_article_stays_text() -> None:
    article = Article("<script>alert(1)</script>全市专利授权量19.4万件。", doc_id="<b>x", title="<i>题")
    html = article_page(analyse(article))
    assert "<script>alert" not in html and "<b>x" not in html and "<i>" not in html


def test_a_source_reaches_over_its_rows() -> None:
    article = Article(
        "市统计局局长李明介绍，全市专利授权量19.4万件。商标注册量3万件。\n\n其他\n\n企业5家获奖。"
    )
    (source,) = reaches(analyse(article).claims)
    assert (source.agency, source.speaker, source.rows) == ("市统计局", "李明", 2)


def test_names_that_are_no_file_names(tmp_path: Path) -> None:
    extractions = [
        (analyse(Article("企业5家获奖。", doc_id=name)), None) for name in ("../a", "/a", "a", "a")
    ]
    paths = write_report(extractions, tmp_path / "index.html", index=True)
    assert len({*paths}) == 5
    assert all(path.parent in (tmp_path, tmp_path / "index") for path in paths)
    assert all(path.is_file() for path in paths)


def test_what_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "good.txt").write_text("企业5家获奖。", encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\xff\xfe\x00")
    assert main(["report", str(folder), "-o", str(tmp_path / "r.html")]) == 2
    assert "bad.txt" in capsys.readouterr().err
    assert "bad.txt" in (tmp_path / "r.html").read_text(encoding="utf-8")
