"""Areas are spotted as written, and each claim gets the one it is about (annotation guide 2.7)."""

import csv
import unicodedata
from pathlib import Path

import pytest

from extractor import Article, Rules
from extractor.areas import FILLER
from extractor.examples import mark, parse
from extractor.fold import fold
from extractor.region_context import RegionContext, region_contexts
from extractor.regions import find_regions

MARKED = (Path(__file__).parent / "test_regions" / "marked.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("sentence", [line for line in MARKED.splitlines() if line and line[0] != "#"])
def test_areas_are_marked_as_expected(sentence: str, rules: Rules) -> None:
    plain, _ = parse(sentence)
    found = find_regions(fold(plain), rules.areas, rules.regions)
    assert mark(plain, tuple((one.start, one.end, one.kind) for one in found)) == sentence


def region_of(text: str, number: str, indicator: str, rules: Rules) -> str:
    """The region of the claim with the number, in the last sentence that holds it."""
    sentences = Article(text).sentences
    contexts = region_contexts(sentences, rules.areas, rules.regions)
    at = max(index for index, one in enumerate(sentences) if number in one.text)
    return contexts[at].region_of(span(sentences[at].text, number), span(sentences[at].text, indicator))


def span(text: str, part: str) -> tuple[int, int] | None:
    start = text.find(part) if part else -1
    return (start, start + len(part)) if start >= 0 else None


@pytest.mark.parametrize(
    ("text", "number", "indicator", "region"),
    [
        ("全市专利授权量19.4万件，其中发明专利授权量10.8万件。", "10.8万件", "发明专利授权量", "全市"),
        ("全市专利授权量19.4万件。\n拥有量262件。", "262件", "拥有量", ""),
        ("全市专利授权量19.4万件。拥有量262件。", "262件", "拥有量", "全市"),
        ("查处京外印厂3处、库房5处，依法扣押非法出版物9册。", "5处", "库房", "京外"),
        ("查处京外印厂3处、库房5处，依法扣押非法出版物9册。", "9册", "非法出版物", ""),
        ("城镇调查失业率下降，6月份，调查失业率为5.7%。", "5.7%", "调查失业率为", "城镇"),
        ("城镇就业总量增长19%；企业就业人员工作46.8小时。", "46.8小时", "企业就业人员", ""),
        ("北京市出台政策。召开3次全市工作会议，解决9个问题。", "3次", "工作会议", "全市"),
        ("北京市出台政策。召开3次全市工作会议，解决9个问题。", "9个", "问题", "北京市"),
        ("2015年我国税负为29%，世界各国平均水平为36%。", "36%", "", "世界各国"),
        ("我国外汇储备增加。据调查，71%的央行认为全球储备将增。", "71%", "央行", ""),
        ("起于河南郑州，经湖北襄阳至重庆，全长818公里，湖北境内184公里。", "818公里", "全长", ""),
        ("起于河南郑州，经湖北襄阳至重庆，全长818公里，湖北境内184公里。", "184公里", "全长", "湖北境内"),
        ("我国西部地区进出口1.25万亿元，东部地区进出口11万亿元。", "11万亿元", "进出口", "东部地区"),
        ("在友谊县郊区，有一个占地面积35万平方米的博览园。这里有农机140台。", "140台", "农机", "友谊县郊区"),
        ("全市出口5亿元。其中，海淀区出口3亿元。朝阳区增长2%。", "3亿元", "出口", "海淀区"),
        ("全市出口5亿元。其中，海淀区出口3亿元。进口4亿元。", "4亿元", "进口", "全市"),
        ("上海汽车集团股份有限公司发布快报。上海汽车销售整车200万辆。", "200万辆", "整车", ""),
        ("农村居民人均可支配收入2万元。", "2万元", "居民人均可支配收入", "农村"),
        ("全市专利授权量占全国的8%。", "8%", "专利授权量", "全市"),
        ("除此之外，一季度，中国经济在释放信号。快递业务量增长46.8%。", "46.8%", "快递业务量", "中国"),
        ("某协会公布，7月份中国商品指数为102.3%。煤炭销量增加5.8%。", "5.8%", "煤炭销量", "中国"),
        ("某部公布前三季度全国城镇新增就业1097万人。困难人员133万人。", "133万人", "困难人员", "全国城镇"),
        ("10月份中国制造业采购经理指数为51.6%。", "51.6%", "采购经理指数", "中国"),
        ("今天上午(11月28日)，海南自贸区项目开工。其中开工100个。", "100个", "", "海南自贸区"),
        ("为帮助群众搬得出，凉山州昭觉县开办培训班。学员30人。", "30人", "学员", "凉山州昭觉县"),
        ("我国累计有宁夏、四川、云南等19个省区市脱贫。", "19个", "省区市", "我国"),
        ("记者从全国铁路工作会议上得知，今年开通新线5200公里。", "5200公里", "新线", ""),
        ("拟授予全国三八红旗手500名。", "500名", "", ""),
        ("大会围绕全球互联网发展举办20场分论坛。", "20场", "分论坛", ""),
        ("全省产业园区创建品牌2875个。", "2875个", "品牌", "全省"),
        ("广东罗非鱼产量接近全国的一半。", "一半", "罗非鱼产量", "广东"),
        ("日本、美国分别以1.32万件和7900余件列第二。", "1.32万件", "", "日本"),
        ("日本、美国分别以1.32万件和7900余件列第二。", "7900余件", "", "美国"),
        ("中国布局比例为8.2%，远低于日本的46%和美国的52.7%。", "8.2%", "布局比例", "中国"),
        ("中国布局比例为8.2%，远低于日本的46%和美国的52.7%。", "46%", "布局比例", "日本"),
        ("中国布局比例为8.2%，远低于日本的46%和美国的52.7%。", "52.7%", "布局比例", "美国"),
        ("受华东地区疫情影响，公司营收13.52亿元。", "13.52亿元", "营收", ""),
        ("正常率91%，在全国千万级机场中排名第六。出境旅客7.3万人次。", "7.3万人次", "旅客", ""),
        ("对长三角、珠三角412家企业的调查显示，三成盈利。", "三成", "", "长三角、珠三角"),
        ("全省有诊所1000个。实施乡村医生计划，招录5630人。", "5630人", "", "全省"),
        ("长三角优良率76.9%。汾渭平原11个城市不稳。", "11个", "城市", "汾渭平原"),
        ("在扎囊县强巴林村，手艺传了下来。县里投入80万元。", "80万元", "", "扎囊县强巴林村"),
        ("汕头海湾隧道掘进施工，全长6680米。", "6680米", "全长", "汕头"),
        ("合肥地铁一号线开通。共23站。", "23站", "", "合肥"),
        ("沪昆高铁大桥全长3公里。", "3公里", "全长", ""),
        ("上海购物增长20%；湖北宜昌卖出绿色食品300万元。消费频次增长45%。", "45%", "消费频次", ""),
        ("接纳叙利亚难民220万人。", "220万人", "难民", ""),
        ("前三季度，青湾市出口5亿元，占全市进出口总值的55.5%。", "55.5%", "出口", "青湾市"),
        ("去年四季度青湾市销售收入增长6%。", "6%", "销售收入", "青湾市"),
        ("去年，青湾县引进企业17家。其中规模以上9家。", "9家", "", "青湾县"),
        ("青湾县财政局下达资金3亿元。", "3亿元", "资金", ""),
        ("江苏、云南，月均水平分别为2027元和1820元。", "2027元", "月均水平", "江苏"),
        ("江苏、云南，月均水平分别为2027元和1820元。", "1820元", "月均水平", "云南"),
        ("民营企业占全国市场主体的95%。", "95%", "民营企业", "全国"),
        ("民营企业占德国市场主体的95%。", "95%", "民营企业", ""),
        ("宁夏地处我国西北，黄河过境397公里。", "397公里", "", "宁夏"),
        ("人均存款达10.3万元，与上海相当。", "10.3万元", "人均存款", ""),
        ("中西部22个省份安排项目300个。", "300个", "项目", "中西部22个省份"),
        ("暴雨造成河南、湖北等5省市3万户停电。", "3万户", "", "河南、湖北等5省市"),
        ("我省对中亚五国出口增长5%。", "5%", "出口", "我省"),
        ("去年，青湾县白石镇龙坪村种植橙子30亩。", "30亩", "橙子", "青湾县白石镇龙坪村"),
        ("雨势最强的青湾县石鼓乡，雨量达318毫米。", "318毫米", "雨量", "青湾县石鼓乡"),
        ("云湾市区成交3万套。", "3万套", "", "云湾市区"),
        ("两市成交额9861亿元。", "9861亿元", "成交额", ""),
        ("去年，当地建设产业园3个。", "3个", "产业园", "当地"),
        ("去年，当地居民捐款3亿元。", "3亿元", "", ""),
        ("全县脱贫。当地建设产业园3个。", "3个", "产业园", "全县"),
    ],
)
def test_a_claim_is_about(text: str, number: str, indicator: str, region: str, rules: Rules) -> None:
    assert region_of(text, number, indicator, rules) == region


@pytest.mark.parametrize("width", ["，", ","])
def test_both_widths_of_marks_part_clauses(width: str, rules: Rules) -> None:
    assert region_of(f"查处京外印厂3处{width}扣押图书9册。", "9册", "图书", rules) == ""


def agrees(region: str, gold: str) -> bool:
    return "".join(unicodedata.normalize("NFKC", region).split()) == "".join(gold.split())


def share_of_agreeing(path: Path, rules: Rules) -> tuple[int, int]:
    """How many of an article's gold rows get their region from anchor and indicator, of how many."""
    article = Article.read(path)
    contexts = region_contexts(article.sentences, rules.areas, rules.regions)
    right = total = 0
    with path.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            anchor = int(row["start"]), int(row["end"])
            at, sentence = next(
                (at, one) for at, one in enumerate(article.sentences) if one.start <= anchor[0] < one.end
            )
            start, end = anchor[0] - sentence.start, anchor[1] - sentence.start
            indicator = nearest(sentence.text, row["indicator"], start, end)
            right += agrees(contexts[at].region_of((start, end), indicator), row["region"])
            total += 1
    return right, total


def nearest(text: str, part: str, start: int, end: int) -> tuple[int, int] | None:
    spans = [(at, at + len(part)) for at in range(len(text)) if part and text.startswith(part, at)]
    return min(spans, key=lambda one: min(abs(one[1] - start), abs(one[0] - end)), default=None)


def test_the_reference_agrees_throughout(corpus: Path, rules: Rules) -> None:
    assert share_of_agreeing(corpus / "beijing-ip-2023.txt", rules) == (38, 38)


def test_the_development_corpus_agrees(dev_corpus: Path, rules: Rules) -> None:
    counts = [share_of_agreeing(path, rules) for path in sorted(dev_corpus.glob("*.txt"))]
    assert sum(right for right, _ in counts) / sum(total for _, total in counts) > 0.9


def test_the_line_of_areas_keeps_offsets(rules: Rules) -> None:
    text = "去年黑龙江省友谊县境内新增3家,北京市民8人"
    line = rules.areas.line(text)
    assert len(line) == len(text)
    assert [at for at, one in enumerate(line) if one != text[at] and one != FILLER] == [2, 6, 9, 16]
    assert line[18:] == "市民8人"


def test_private_characters_of_the_text_are_no_symbols(rules: Rules) -> None:
    assert find_regions("\ue001\ue000新增3家", rules.areas, rules.regions) == []


def test_a_sentence_without_areas_inherits(rules: Rules) -> None:
    assert RegionContext("新增3家", [], "全省").region_of((2, 4)) == "全省"
