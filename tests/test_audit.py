"""What the audit finds in real sentences, and that it finds nothing false."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from extractor import Article, Claims, extract
from extractor.audit import audit, audit_frame, compare, place_of
from extractor.claim import Claim
from extractor.cli import main
from extractor.corpus import articles_with_gold
from extractor.gold import read_gold
from extractor.quantities import parse_quantity


def rows(text: str, *lines: str) -> tuple[Article, list[Claim]]:
    """An article, and its claims from lines such as `738件|知识产权案件|立案|period=2023`, in text order."""
    from decimal import Decimal

    claims, at = [], 0
    for line in lines:
        anchor, indicator, action, *cells = line.split("|")
        at = text.index(anchor, at)
        quantity = parse_quantity(anchor)
        given = dict(cell.split("=") for cell in cells)
        growth = given.pop("growth", "")
        kind = given.pop("kind", "quantity")
        level = quantity if kind == "quantity" else None
        claims.append(
            Claim(
                "a", kind, at, at + len(anchor), anchor, indicator, action,  # type: ignore[arg-type]
                value=level.value if level else None, value_max=level.value_max if level else None,
                bound=level.bound if level else "", unit=level.unit if level else "",
                growth=Decimal(growth) if growth else None, growth_unit="%" if growth else "", **given,
            )
        )  # fmt: skip
        at += len(anchor)
    return Article(text, doc_id="a"), claims


def told(article: Article, claims: list[Claim]) -> list[tuple[str, str]]:
    return [(found.topic, found.verdict) for found in audit(article, claims)]


def test_the_reference_article(corpus: Path) -> None:
    """What a careful reader finds, and nothing else."""
    article = Article.read(corpus / "beijing-ip-2023.txt")
    found = audit(article, read_gold(corpus / "beijing-ip-2023.csv", text=article.text))
    assert [str(one) for one in found] == [str(one) for one in audit(article, extract(article))]
    assert [(one.topic, one.verdict, len(one.claims)) for one in found] == [
        ("repeated", "agrees", 4),
        ("repeated", "agrees", 2),
        ("heading", "agrees", 2),
        ("heading", "agrees", 2),
        ("stage", "agrees", 2),
        ("part", "agrees", 2),
    ]
    books, cases, *_, stage, part = found
    assert {claim.agency for claim in books.claims} == {"", "北京市版权局", "北京市文化市场综合执法总队"}
    assert "heading" in books.message and len(books.quotes) == 4
    assert [claim.text for claim in cases.claims] == ["738件", "738件"]
    assert [claim.text for claim in stage.claims] == ["738件", "639件"]
    assert [claim.text for claim in part.claims] == ["19.4万件", "10.8万件"]


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (rows("全市破案500起\n全市破获案件480起。", "500起|案件|破获", "480起|案件|破获"), [("heading", "conflicts")]),
        (
            rows("发明专利突破20万件\n有效发明专利量20.3万件。", "突破20万件|发明专利有效量|", "20.3万件|有效发明专利量|"),
            [("heading", "agrees")],
        ),
        (
            rows("产量4万吨\n2023年产量3万吨。2024年产量4.0万吨。", "4万吨|产量|", "3万吨|产量||period=2023", "4.0万吨|产量||period=2024"),
            [("repeated", "agrees"), ("heading", "agrees")],
        ),
        (
            rows("出口增长6.8%\n出口5亿元，增长9.1%。", "6.8%|出口||kind=growth|growth=6.8", "5亿元|出口||growth=9.1"),
            [("heading", "conflicts")],
        ),
        (rows("受理举报30件，办结35件。", "30件|举报|受理", "35件|举报|办结"), [("stage", "open")]),
        (rows("进出口10亿元，其中出口12亿元。", "10亿元|进出口|", "12亿元|出口|"), [("part", "conflicts")]),
        (
            rows("机构100个。其中，医院60个，诊所40个。", "100个|机构|", "60个|医院|", "40个|诊所|"),
            [("sum", "agrees")],
        ),
        (
            rows("机构100个。其中，医院60个，诊所30个。", "100个|机构|", "60个|医院|", "30个|诊所|"),
            [("sum", "open")],
        ),
        (
            rows("机构100个。其中，医院60个，诊所50个。", "100个|机构|", "60个|医院|", "50个|诊所|"),
            [("sum", "open")],
        ),
        (
            rows("进出口1.00亿元，其中出口0.33亿元、进口0.66亿元。", "1.00亿元|进出口|", "0.33亿元|出口|", "0.66亿元|进口|"),
            [("sum", "agrees")],
        ),
        (
            rows("机构57个，比上年增加5个。其中，医院7个。", "57个|机构|", "5个|机构|增加", "7个|医院|"),
            [("part", "agrees")],
        ),
        (
            rows("收入100亿元，其中税收60亿元，占收入的60%。", "100亿元|收入|", "60亿元|税收|", "60%|税收|占"),
            [("part", "agrees"), ("share", "agrees")],
        ),
        (
            rows("收入100亿元，其中税收60亿元，占收入的70%。", "100亿元|收入|", "60亿元|税收|", "70%|税收|占"),
            [("part", "agrees"), ("share", "conflicts")],
        ),
        (
            rows(
                "企业2.1万户，增长16.7%，比上年增加3000户。",
                "2.1万户|企业||growth=16.7|growth_basis=yoy", "3000户|企业|增加|growth_basis=yoy",
            ),
            [("growth", "agrees")],
        ),
        (
            rows(
                "企业2.1万户，增长30%，比上年增加3000户。",
                "2.1万户|企业||growth=30|growth_basis=yoy", "3000户|企业|增加|growth_basis=yoy",
            ),
            [("growth", "conflicts")],
        ),
        (
            rows(
                "2022年产量100吨，2023年产量120吨，同比增长25%。",
                "100吨|产量||period=2022", "120吨|产量||period=2023|growth=25|growth_basis=yoy",
            ),
            [("growth", "conflicts")],
        ),
        (rows("人均地区生产总值7万元。研发占地区生产总值的2.8%。", "7万元|人均地区生产总值|", "2.8%|研发|占"), []),
        (
            rows(
                "前三季度营业收入94亿元，净利润1.4亿元。其中第三季度营业收入38亿元，净利润0.3亿元。其中截至三季度末现金流9亿元。",
                "94亿元|营业收入||period=2023-Q1/2023-Q3", "1.4亿元|净利润||period=2023-Q1/2023-Q3", "38亿元|营业收入||period=2023-Q3",
                "0.3亿元|净利润||period=2023-Q3", "9亿元|现金流||period=../2023-09-30",
            ),
            [("part", "agrees"), ("part", "agrees")],
        ),
        (
            rows(
                "野生动物已达500余种\n陆生动物增至500余种。保护区有野生动物178种。",
                "500余种|野生动物|", "500余种|陆生动物|", "178种|野生动物|",
            ),
            [("repeated", "agrees")],
        ),
        (rows("企业12家。\n医院12家。", "12家|企业|", "12家|医院|"), []),
        (
            rows(
                "新增确诊病例45例，其中本土病例1例；现有确诊病例2691例，其中重症病例742例；死亡病例3300例。",
                "45例|确诊病例|", "1例|本土病例|", "2691例|确诊病例|", "742例|重症病例|", "3300例|死亡病例|",
            ),
            [("part", "agrees"), ("part", "agrees")],
        ),
        (
            rows(
                "国家自然科学奖46项，其中一等奖2项、二等奖44项；国家技术发明奖61项，其中一等奖3项、二等奖58项。",
                "46项|国家自然科学奖|", "2项|一等奖|", "44项|二等奖|", "61项|国家技术发明奖|", "3项|一等奖|", "58项|二等奖|",
            ),
            [("sum", "agrees"), ("sum", "agrees")],
        ),
        (
            rows(
                "增加值100亿元。其中，第一产业10亿元；第二产业40亿元；第三产业50亿元。",
                "100亿元|增加值|", "10亿元|第一产业|", "40亿元|第二产业|", "50亿元|第三产业|",
            ),
            [("sum", "agrees")],
        ),
        (
            rows("城镇新增就业1322万人。扩面任务全面完成，其中养老保险覆盖84223万人。", "1322万人|就业|新增", "84223万人|养老保险|覆盖"),
            [],
        ),
        (rows("全省气温下降6摄氏度，其中山区14摄氏度。", "6摄氏度|气温|", "14摄氏度|山区|"), []),
        (
            rows("新增学位1.26万个，其中小学学位7200个，初中学位5400个。", "1.26万个|学位|新增", "7200个|小学学位|新增", "5400个|初中学位|"),
            [("sum", "agrees")],
        ),
        (
            rows("机构100个，其中医院60个，破获案件50个。", "100个|机构|", "60个|医院|", "50个|案件|破获"),
            [("part", "agrees")],
        ),
        (
            rows("病例195例。其中本土病例166例，含1例转归病例，输入病例29例。", "195例|病例|", "166例|本土病例|", "1例|转归病例|", "29例|输入病例|"),
            [("sum", "agrees")],
        ),
        (
            rows("死亡人数上升超300%\n日均死亡人数上升了317%。", "超300%|死亡人数||kind=growth|growth=300", "317%|死亡人数||kind=growth|growth=317"),
            [("heading", "agrees")],
        ),
        (
            rows("账户顺差5605亿元。其中，货物贸易顺差8890亿元，服务贸易逆差3218亿元。", "5605亿元|账户顺差|", "8890亿元|货物贸易顺差|", "3218亿元|服务贸易逆差|"),
            [],
        ),
        (
            rows("今年中国经济增速超5%\n全球经济增速降至2%。", "超5%|经济增速||region=中国", "2%|经济增速||region=全球"),
            [],
        ),
        (
            rows("临岚市破案500起\n全市破案480起。", "500起|案件|破案|region=临岚市", "480起|案件|破案|region=全市"),
            [("heading", "conflicts")],
        ),
        (
            rows(
                "公司营业收入86.72亿元。四季度营业收入25.18亿元。\n\n分业务看，储能收入61.35亿元，占营业收入的70.7%；材料收入18.46亿元；其他收入6.91亿元。",
                "86.72亿元|营业收入||period=2024", "25.18亿元|营业收入||period=2024-Q4", "61.35亿元|储能收入||period=2024",
                "70.7%|储能收入|占|period=2024", "18.46亿元|材料收入||period=2024", "6.91亿元|其他收入||period=2024",
            ),
            [("sum", "agrees"), ("share", "agrees")],
        ),
        (
            rows(
                "固定资产投资500亿元。分产业看，第一产业增加值30亿元，第二产业增加值600亿元。",
                "500亿元|固定资产投资|", "30亿元|第一产业增加值|", "600亿元|第二产业增加值|",
            ),
            [],
        ),
        (
            rows("损失下降超四成\n损失金额下降38%。", "超四成|损失||kind=growth|growth=-40", "38%|损失||kind=growth|growth=-38"),
            [("heading", "conflicts")],
        ),
    ],
    ids=[
        "heading-differs", "heading-by-synonym", "heading-agrees-with-one", "heading-growth", "more-closed", "part-larger",
        "sum", "sum-short", "sum-over", "sum-by-rounding", "change-is-no-whole", "share", "share-wrong", "growth-amount",
        "growth-amount-wrong", "growth-levels", "another-name", "parts-of-namesakes",
        "told-under-another-name", "small-numbers", "list-ends-at-semicolon", "namesakes-of-one-time",
        "list-of-clauses", "whole-in-its-clause", "degrees-are-not-added", "verb-told-once", "another-verb",
        "part-of-a-part", "heading-growth-over", "balances-offset", "heading-of-another-area", "heading-of-its-area",
        "whole-named-by-a-share", "no-share-no-whole", "heading-growth-not-over",
    ],
)  # fmt: skip
def test_findings(article: tuple[Article, list[Claim]], expected: list[tuple[str, str]]) -> None:
    assert told(*article) == expected


def test_every_finding_quotes_its_sentences(corpus: Path) -> None:
    count = 0
    for one in articles_with_gold(corpus):
        for found in audit(one.article, one.gold):
            count += 1
            assert len(found.claims) >= 2 and found.quotes
            assert all(quote in one.article.text for quote in found.quotes)
            assert all(any(claim.text in quote for quote in found.quotes) for claim in found.claims)
    assert count > 25


def test_the_corpus_holds_no_conflict(corpus: Path) -> None:
    """Its figures were made to fit, so what the audit finds against them is false."""
    assert [
        str(found)
        for one in articles_with_gold(corpus)
        for found in audit(one.article, one.gold)
        if found.verdict == "conflicts"
    ] == []


def test_a_share_with_an_open_end_is_told_in_words() -> None:
    text = "支出13万元。超8000元的教育支出，占支出的5.7%。"
    (found,) = audit(*rows(text, "13万元|支出|", "超8000元|教育支出|", "5.7%|教育支出|占"))
    assert found.message == "超8000元 of 13万元 is at least 5.93%, not 5.7%"


def test_articles_are_compared() -> None:
    one = rows("2023年，临岚市GDP5000亿元。", "5000亿元|GDP||period=2023|region=临岚市")
    other = rows("2023年，全市地区生产总值5100亿元。", "5100亿元|地区生产总值||period=2023|region=全市")
    third = rows("2023年，全市地区生产总值5000.2亿元。", "5000.2亿元|地区生产总值||period=2023|region=全市")
    articles = [
        (Article(article.text, doc_id=name, title=title), claims)
        for (article, claims), name, title in (
            (one, "one", ""),
            (other, "other", "临岚市统计公报"),
            (third, "third", "上半年临岚市经济"),
        )  # fmt: skip
    ]
    assert [(found.verdict, found.topic) for found in compare(articles)] == [
        ("conflicts", "across"),
        ("agrees", "across"),
    ]
    elsewhere = (Article(other[0].text, doc_id="x", title="石桥市公报"), other[1])
    assert compare([articles[0], elsewhere]) == ()


def test_the_corpus_tells_one_population_in_two_articles(corpus: Path) -> None:
    (found,) = compare((one.article, one.gold) for one in articles_with_gold(corpus))
    assert (found.verdict, {claim.doc_id for claim in found.claims}) == (
        "agrees",
        {"linlan-health-2024", "linlan-statistics-2024"},
    )
    assert "临岚市" in found.message


@pytest.mark.parametrize(
    ("region", "title", "place"),
    [
        ("全市", "2024年临岚市公报", "临岚市"),
        ("全市", "上半年石桥市进出口", "石桥市"),
        ("我省", "黑龙江省通报", "黑龙江省"),
        ("全省", "全省工作会议", ""),
        ("京津冀", "北京市通报", "京津冀"),
        ("", "北京市通报", ""),
    ],
)
def test_places(region: str, title: str, place: str) -> None:
    assert place_of(region, Article("会议召开。", title=title)) == place


def test_the_frame_has_what_is_derived(corpus: Path) -> None:
    article = Article.read(corpus / "beijing-ip-2023.txt")
    gold = read_gold(corpus / "beijing-ip-2023.csv", text=article.text)
    frame = audit_frame(article, gold)
    books = frame[frame["value"] == 2610000]
    assert books["derived_same_as"].isna().tolist() == [True, False, False, False]
    assert books["derived_same_as"].dropna().unique().tolist() == [books.index[0]]
    first = frame.iloc[0]
    assert (first["derived_value_low"], first["derived_value_high"]) == (193500, 194499)
    assert round(frame["derived_base"][1]) == 88228
    assert Claims.from_frame(frame) == Claims.from_frame(gold.to_frame())
    assert audit_frame(article, []).empty


def test_the_command(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "audited.csv"
    assert main(["audit", str(corpus), "--gold", str(corpus), "--json", "-o", str(output)]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {one["topic"] for one in found} >= {"repeated", "heading", "stage", "part", "sum", "share"}
    assert output.read_text(encoding="utf-8").startswith("doc_id,kind,")


def test_conflicts_set_the_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("2024年，全市进出口总值10亿元，其中出口12亿元。", encoding="utf-8")
    assert main(["audit", str(tmp_path), "--conflicts"]) == 1
    out = capsys.readouterr().out
    assert "conflicts (part)" in out and "其中出口12亿元" in out


def test_an_article_without_the_gold_that_was_asked_for_is_named(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = str(corpus / "beijing-ip-2023.txt")
    assert main(["audit", article, "--gold", str(tmp_path)]) == 2
    assert "beijing-ip-2023.csv: no such gold" in capsys.readouterr().err


def test_the_table_is_written_though_the_reader_leaves(corpus: Path, tmp_path: Path) -> None:
    """`extractor audit corpus/ -o audited.csv | head -1` ends the pipe after the first line."""
    output = tmp_path / "audited.csv"
    command = [sys.executable, "-m", "extractor", "audit", str(corpus / "beijing-ip-2023.txt")]
    with subprocess.Popen([*command, "-o", str(output)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
    assert process.returncode == 0 and output.is_file()
