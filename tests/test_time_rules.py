"""Sentences full of times: which words the bundled rules take as what, one rule beside the other."""

import pytest

from extractor.fold import fold
from extractor.mentions import find_mentions
from extractor.rules import Rules

_KINDS = {"period", "basis", "date", "clock", "duration", "streak"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2023年，全市专利授权量19.4万件，同比增长22.41%。", "period:2023年 basis:同比"),
        ("截至2023年12月，全市发明专利有效量57.4万件。", "period:截至2023年12月"),
        ("4月23日，北京市举行2023年知识产权保护状况新闻发布会。", "date:4月23日 period:2023年"),
        ("连续16年版权登记量居全国首位", "streak:连续16年"),
        ("今年春节期间，累计删除网络侵权链接338万余条。", "period:今年春节期间"),
        ("落实《专利转化运用专项行动方案（2023—2025年）》，盘活专利3000件。", ""),
        ("围绕“3·15”“4·26”等节点开展活动20场。", ""),
        ("1—4月，新增就业3.2万人，比上年同期增加3000人。", "period:1—4月 basis:比上年同期"),
        ("7月24日至26日，全市日均用水307.9万立方米。", "period:7月24日至26日"),
        ("市统计局26日公布，前三季度全市生产总值增长5%。", "date:26日 period:前三季度"),
        ("会议要求，到2025年底森林覆盖率达到45%。", "period:到2025年底"),
        ("产量由2018年的3万吨增至2020年的5万吨。", "period:2018年 period:2020年"),
        ("增速由去年同期的4.3%回落到2.5%。", "period:去年同期"),
        ("受去年同期基数较高影响，6月鲜果价格下降13.3%。", "date:去年同期 period:6月"),
        ("新增企业是2019年的2.3倍。", "date:2019年"),
        ("5月外贸顺差创1995年以来同期新高。", "period:5月 date:1995年以来"),
        ("2022年与2012年相比，人均收入翻了一番。", "period:2022年 basis:与2012年相比"),
        ("本月第二周客流较第一周回升9%。", "period:本月第二周 basis:较第一周"),
        ("目前年产能3万吨，近五年累计增长40%。", "period:目前 period:近五年"),
        ("十年来，当今年轻人不断返乡，过去年均只有300人。", "period:十年来"),
        ("“十四五”以来，全市新建学校56所，比“十三五”末增加12所。", "period:“十四五”以来 basis:比“十三五”末"),
        ("“五一”假期，全市接待游客300万人次，恢复至2019年同期的119%。", "period:“五一”假期 date:2019年同期"),
        ("完成全年任务的73%。", ""),
        ("为期3天的博览会上午9时开幕。", "duration:为期3天 clock:上午9时"),
        ("截至26日18时，24小时热线接到来电1200个。", "period:截至26日18时 duration:24小时"),
        ("粮食产量实现十九连丰，与上年基本持平。", "streak:十九连丰 basis:与上年"),
        ("降幅比3月的28%收窄。", "period:3月"),
        ("上周成交3200套，周环比下降5%。", "period:上周 basis:周环比"),
        ("公司成立于2010年，2023年营收8.4亿元。", "date:2010年 period:2023年"),
        ("2016—2020年年均增长6.5%。", "period:2016—2020年 basis:年均"),
    ],
)
def test_sentence(sentence: str, expected: str) -> None:
    mentions = find_mentions(fold(sentence), Rules.bundled().mentions)
    found = [f"{m.kind}:{sentence[m.start : m.end]}" for m in mentions if m.kind in _KINDS]
    assert found == expected.split()
