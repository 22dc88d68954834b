"""Comparisons as they are written, and their codes."""

import pytest

from extractor.basis import basis_code

_CODES = {
    "yoy": "同比 比上年 较上年 比上年同期 较上年同期 比去年 较去年同期 与去年同期相比 与上年 "
    "高于上年同期 比上一年度 "
    "较前一年 比上年末 比去年底 按年 同比去年6月的第三周 同比2024年 比去年同月 对比去年 与去年全年",
    "mom": "环比 比上月 比上个月 较上月末 与上月相比 较上季度 比上一季度 较上一季度末 "
    "环比5月同期 比5月份环比 周环比 按季 较前一个月",
    "年均": "年均 年均复合 年均实际 年平均",
}


@pytest.mark.parametrize(
    ("text", "code"), [(text, code) for code, texts in _CODES.items() for text in texts.split()]
)
def test_code(text: str, code: str) -> None:
    assert basis_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("比2012年", "比2012年"),
        ("较2019年同期", "较2019年同期"),
        ("比“十三五”末", "比“十三五”末"),
        ("较第一周", "较第一周"),
        ("相对5月第二周", "相对5月第二周"),
        ("与5月同期", "与5月同期"),
        ("与5月同期相比", "与5月同期"),
        ("与上届相比", "与上届"),
        ("同2019年相比较", "同2019年"),
        ("比5月", "比5月"),
        ("比前三季度", "比前三季度"),
        ("较年初", "较年初"),
        ("比上周", "比上周"),
        ("两年平均", "两年平均"),
        ("比去年7月", "比去年7月"),
        ("", ""),
    ],
)
def test_other_comparisons_stay_as_written(text: str, code: str) -> None:
    assert basis_code(text) == code
