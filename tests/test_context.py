"""What holds for a claim without standing beside its number, read end to end."""

import pytest

from extractor import Article, extract

PUBLISHED = "2024-06-28"

PERIODS = [
    # A time that something is compared with or comes from is told of for its own number only.
    ("5月份，利润由4月份下降4.3%转为增长6.0%。工业用电增长3%。", "2024-04 2024-05 2024-05"),
    ("一季度，全省进出口612亿元，高于去年全年550亿元的水平。其中出口320亿元。", "2024-Q1 2023 2024-Q1"),
    ("一季度，全省GDP增长7%，低于去年7.4%的增速0.4个百分点。", "2024-Q1 2023 2024-Q1"),
    ("二季度税收增速为8.8%，超一季度增速(3.4%)5.4个百分点。", "2024-Q2 2024-Q1 2024-Q2"),
    ("今年关税总水平由上年9.8%降至7.5%。11月1日前监管证件减至48种。", "2023 2024 ../2024-11-01"),
    ("1—2月份，价格由去年同期的下降5.1%，转为增长7.3%。", "2023-01/2023-02 2024-01/2024-02"),
    ("面积由2018年的3万亩增至2020年的5万亩。新增企业8家。", "2018 2020 2020"),
    # An edition does not hide the day that the sentence states.
    ("截至今天（6月28日），第15届花博会共有20万名游客到会。", "../2024-06-28"),
    ("第15届花博会共有20万名游客到会。", ""),
    # The day on which something opened is none of its length.
    ("今天，湖东高铁正式开通。线路全长95.5公里，共设21个车站。", " "),
    ("今天，全市转移群众3万人。", "2024-06-28"),
    ("今天是世界海洋日。全省清理海滩30处。", ""),
    # 当天 is the day that was named, if only as that of a report.
    ("联邦银行27日宣布，扩大采购规模。当天黄金期货价格涨幅超过1%。", "2024-06-27"),
    ("26号该厂的新设备将日产量扩大到850吨。", "2024-06-26"),
    ("10年前，参保的职工只有9401万人。", "2014"),
    ("从昨晚7点到今早7点，全省235个站点出现暴雨。", "2024-06-27/2024-06-28"),
    ("从昨天夜间开始，山区积雪达3.2厘米。", "2024-06-27/.."),
    ("今年截至目前，湖口口岸旅客突破百万人次。", "2024/.."),
    ("截至北京时间今天（6月28日）16时，累计报告300例。", "../2024-06-28"),
    ("十八大之后，县里出台21条措施。", "十八大之后"),
    ("脱贫攻坚以来，云岭州累计脱贫105万人。", "脱贫攻坚以来"),
    ("2023年，全县投资3亿元。这几天，果农抢收脐橙200吨。", "2023 "),
    ("2023年，全县投资3亿元。就在不久前，又有5家企业落户。", "2023 "),
    # 近五年来 and 目前 give none to their own sentence; what was told before goes on.
    ("截至5月底，全省企业3万家。近五年来，企业增长5%。民营企业占8%。", "../2024-05-31  ../2024-05-31"),
    ("上半年投入1.47亿元，而上年同期为1.03亿元。截至6月末，员工612人。", "2024-H1 2023-H1 ../2024-06-30"),
    ("公司2024年、2025年净利润分别为6.5亿元和9.1亿元。", "2024 2025"),
    ("6月底前建成2万吨产能。后两期建成后达8万吨。", "../2024-06-30 "),
    ("从去年全年情况看，发病率为3%。", "2023"),
    ("在去年四季度已提前下达资金的基础上，预拨资金3亿元。2月末，库款300亿元。", " ../2024-02-29"),
    (
        "9月27日至10月7日，发送旅客1286万人次；10月1日发送旅客163万人次。动车组客流890万人次。",
        "2023-09-27/2023-10-07 2023-10-01 2023-09-27/2023-10-07",
    ),
    ("某公司披露2023年半年度报告。营收27亿元。", "2023-H1"),
    ("5月末，待售面积600万平方米。", "../2024-05-31"),
    ("今天，湖东县锂电项目开工。注册资本8亿元。", ""),
]


@pytest.mark.parametrize(("text", "periods"), PERIODS, ids=[text[:20] for text, _ in PERIODS])
def test_period_of_each_number(text: str, periods: str) -> None:
    claims = extract(Article(text, published=PUBLISHED))
    assert [claim.period for claim in claims] == periods.split(" ")


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("民间投资同比增长5%，占六成，制造业投资增长8%。", "yoy  yoy"),
        ("销量环比增长5%，出口下降8%。", "mom mom"),
        ("销量同比增长5%。出口下降8%。", "yoy "),
        ("销量比2019年增长5%，出口下降8%。", "比2019年 "),
        ("销量增长5%，出口同比下降8%。", " yoy"),
        ("与2012年相比，全省单位能耗下降26.8%，用水下降5%。", "与2012年 与2012年"),
    ],
)
def test_comparison_holds_for_all_that_grows_in_the_sentence(text: str, bases: str) -> None:
    assert [claim.growth_basis for claim in extract(Article(text))] == bases.split(" ")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("救助标准每户不低于5万元。", "target"),
        ("值守人员不少于3人。", "target"),
        ("每班学生不得超过45人。", "target"),
        ("预计降雨50毫米，每座水库值守不少于3人。", "forecast target"),
        ("报告时间不超过10分钟。", "reported"),
        ("救助标准不足5万元。", "reported"),
        ("到2027年，每千人口医师数达到3.9人。", "target"),
        ("2028年世界运动会门票500万张。", "reported"),
        ("到2023年，每千人口医师数达到3.9人。", "reported"),
        ("该产品有可能占据10%的份额。", "forecast"),
    ],
)
def test_modality_of_each_number(text: str, found: str) -> None:
    claims = extract(Article(text, published="2024-05-01"))
    assert " ".join(claim.modality for claim in claims) == found
