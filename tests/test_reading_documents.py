"""Documents: Markdown, web pages, Word and PDF give the article's text, title and date."""

import io
import re
from pathlib import Path

import docx
import pytest

from extractor.article import Article
from extractor.errors import InputError
from extractor.formats.document import iso_date
from extractor.formats.office import read_docx
from extractor.formats.pdf import read_pdf
from extractor.formats.plain import read_markdown, read_txt
from extractor.formats.web import read_html
from extractor.reading import Unreadable, read_articles

ARTICLE = (Path(__file__).parent.parent / "corpus" / "beijing-ip-2023.txt").read_text(encoding="utf-8")
PARAGRAPHS = [line.strip() for line in ARTICLE.split("\n") if line.strip()]

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>知识产权保护状况_市政府网</title>
<meta property="og:title" content="知识产权保护状况"><meta name="PubDate" content="2024-04-23 10:30"></head>
<body><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div class="article"><h1>知识产权保护状况</h1>{body}</div>
<div class="footer"><p>京ICP备05060933号 网站标识码1100000088 联系电话12345</p></div>
<script>var total = 98765;</script></body></html>"""


def page(charset: str) -> str:
    return PAGE.format(charset=charset, body="".join(f"<p>{line}</p>" for line in PARAGRAPHS))


@pytest.mark.parametrize(
    ("written", "declared"),
    [("utf-8", "utf-8"), ("gb18030", "gb2312"), ("utf-8", "gb2312"), ("gb18030", "utf-8"), ("utf-16", "gbk")],
)
def test_a_web_page_without_its_boilerplate(written: str, declared: str) -> None:
    document = read_html(page(declared).encode(written), place="a.html")
    found = re.sub(r"\s", "", document.text)
    assert all(re.sub(r"\s", "", line) in found for line in PARAGRAPHS)
    assert not [word for word in ("首页", "ICP", "98765") if word in document.text]
    assert (document.title, document.published) == ("知识产权保护状况", "2024-04-23")


@pytest.mark.parametrize("html", ["", "<html></html>", "<html><body><div></div></body></html>"])
def test_a_page_without_an_article(html: str) -> None:
    with pytest.raises(InputError, match="a.html: holds no article"):
        read_html(html.encode(), place="a.html")


def test_markdown() -> None:
    source = (
        "# 全市概况\n\n2023年，全市**发明专利**授权量[10.8万件](http://x.cn/a_b)，\n同比增长`22.41%`。\n\n"
        "- 企业200家\n- 商标*3件*\n\n<!-- 删去 -->\n"
    )
    document = read_markdown(source.encode(), place="a.md")
    assert document.text.split("\n") == [
        "全市概况", "2023年，全市发明专利授权量10.8万件，同比增长22.41%。", "企业200家", "商标3件",
    ]  # fmt: skip
    assert document.title == "全市概况"


def test_front_matter_of_markdown() -> None:
    source = '---\r\ntitle: "题目"\r\ndate: 2024/4/3\r\n---\r\n# 小标题\r\n\r\n企业200家。\r\n'
    document = read_markdown(source.encode(), place="a.md")
    assert (document.title, document.published, document.text) == (
        "题目",
        "2024-04-03",
        "小标题\n企业200家。",
    )


def test_a_text_file_stays_as_it_is() -> None:
    assert read_txt("\ufeff　　企业\r\n200家。".encode(), place="a.txt").text == "　　企业\r\n200家。"


def test_word_with_a_table_in_its_place() -> None:
    from datetime import datetime

    file, content = docx.Document(), io.BytesIO()
    file.core_properties.title = "统计公报"
    file.core_properties.created = datetime(2024, 4, 23)
    file.add_heading("全市概况")
    table = file.add_table(rows=2, cols=3)
    for row, cells in enumerate([("指标", "数值", "增长"), ("企业", "200家", "5%")]):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    file.add_paragraph("全市专利授权量19.4万件。")
    file.save(content)
    document = read_docx(content.getvalue(), place="a.docx")
    assert document.text == "全市概况\n指标\t数值\t增长\n企业\t200家\t5%\n全市专利授权量19.4万件。"
    assert (document.title, document.published) == ("统计公报", "2024-04-23")


def test_pdf_with_its_broken_lines_joined(datadir: Path) -> None:
    document = read_pdf((datadir / "press.pdf").read_bytes(), place="press.pdf")
    lines = document.text.split("\n")
    assert "".join(lines) == "".join(PARAGRAPHS[:6])
    # Where a sentence ends with its line, nothing tells that the paragraph goes on.
    assert [line for line in lines if line[-1] not in "。" and line not in PARAGRAPHS] == []
    assert document.title == "知识产权保护状况"


def test_a_folder_of_all_kinds(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page("utf-8"), encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.TXT").write_bytes("全市专利授权量19.4万件，企业200家。".encode("gbk"))
    (tmp_path / "sub" / "metadata.csv").write_text(
        "doc_id,title,published\nb,题,2020-01-02\n", encoding="utf-8"
    )
    (tmp_path / "c.csv").write_text("doc_id,text\n7,企业300家。\n", encoding="utf-8")
    (tmp_path / "gold.csv").write_text("doc_id,kind,start,end,text\n", encoding="utf-8")
    for name in ("README.md", ".hidden.txt", "photo.jpg"):
        (tmp_path / name).write_text("企业1家。", encoding="utf-8")
    found = list(read_articles([tmp_path], published="2021"))
    assert [(one.doc_id, one.published) for one in found if isinstance(one, Article)] == [
        ("a", "2024-04-23"), ("7", "2021"), ("sub/b", "2020-01-02"),
    ]  # fmt: skip
    assert len(found) == 3


def test_the_date_of_a_word_template_is_no_date_of_the_article() -> None:
    content = io.BytesIO()
    docx.Document().save(content)
    assert read_docx(content.getvalue(), place="a.docx").published == ""


@pytest.mark.parametrize(
    ("name", "message"),
    [("t.doc", "its ending names no format that is read; use .txt, .md"), ("none.txt", "no such file")],
)
def test_what_is_no_document_is_told(name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "t.doc").write_bytes(b"x")
    found = list(read_articles([tmp_path / name]))
    assert [isinstance(one, Unreadable) and message in one.reason for one in found] == [True]


@pytest.mark.parametrize(
    ("suffix", "module", "extra"),
    [(".html", "trafilatura", "html"), (".docx", "docx", "office"), (".pdf", "pypdf", "pdf"),
     (".md", "markdown_it", "markdown"), (".txt", "charset_normalizer", "encodings")],
)  # fmt: skip
def test_a_missing_library_names_the_extra(
    suffix: str, module: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(wanted: str) -> object:
        raise ModuleNotFoundError(f"No module named {module!r}", name=module)

    (tmp_path / f"a{suffix}").write_bytes("企业".encode("gbk"))
    monkeypatch.setattr("importlib.import_module", missing)
    (found,) = read_articles([tmp_path / f"a{suffix}"])
    assert isinstance(found, Unreadable)
    assert f"pip install 'extractor[{extra}]'" in found.reason


@pytest.mark.parametrize(
    ("cell", "date"),
    [("2024-04-23T08:00:00+08:00", "2024-04-23"), ("2024.4.3", "2024-04-03"), ("2024年4月", "2024-04"),
     ("2024", "2024"), ("昨天", "昨天"), ("", "")],
)  # fmt: skip
def test_dates(cell: str, date: str) -> None:
    assert iso_date(cell) == date
