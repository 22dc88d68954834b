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
]


@pytest.mark.parametrize(("text", "periods"), PERIODS, ids=[text[:20] for text, _ in PERIODS])
def test_period_of_each_number(text: str, periods: str) -> None:
    claims = extract(Article(text, published=PUBLISHED))
    assert [claim.period for claim in claims] == periods.split(" ")
