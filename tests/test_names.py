"""What can be a name of a person or of a body, and what only looks like one."""

import pytest

from extractor.names import begins_like_a_body, like_a_body, like_a_person, trimmed
from extractor.rules import Rules


@pytest.mark.parametrize(
    "name",
    [
        "李崧",
        "胡巧立",
        "钟南山",
        "欧阳自远",
        "习近平",
        "王某某",
        "张女士",
        "特雷莎·梅",
        "马克龙",
        "马里奥·罗西",
    ],
)
def test_person_alone(name: str) -> None:
    assert like_a_person(name, Rules.bundled().context, alone=True)


@pytest.mark.parametrize(
    "name",
    [
        "白皮书",
        "国资委",
        "商务部",
        "方面",
        "韩方",
        "乌克兰",
        "华为",
        "高度",
        "方法要",
        "今天",
        "张局长",
        "经济合",
        "国务委员",
        "中国·河湾",
    ],
)
def test_no_person_alone(name: str) -> None:
    assert not like_a_person(name, Rules.bundled().context, alone=True)


@pytest.mark.parametrize("name", ["王国军", "冷文波", "岸田文雄", "德米斯图拉", "摩尔", "拉加德"])
def test_person_behind_an_office(name: str) -> None:
    assert like_a_person(name, Rules.bundled().context, alone=False)


def test_common_noun_is_a_name_behind_the_office_of_a_body() -> None:
    rules = Rules.bundled().context
    assert like_a_person("马力", rules, alone=False, placed=True)
    assert like_a_person("窦立冬", rules, alone=False, placed=True)
    assert not like_a_person("于近日", rules, alone=False, placed=True)
    assert not like_a_person("马力", rules, alone=False)


@pytest.mark.parametrize("name", ["小组讨论", "今天上午", "会当天", "重要讲话", "国务委员"])
def test_no_person_even_behind_an_office(name: str) -> None:
    assert not like_a_person(name, Rules.bundled().context, alone=False)


@pytest.mark.parametrize("name", ["通用汽车", "福特", "协鑫集成", "美团", "贵州茅台", "国家电网"])
def test_body(name: str) -> None:
    assert like_a_body(name)


@pytest.mark.parametrize("name", ["小米", "携程旅行", "菜鸟网络"])
def test_brand(name: str) -> None:
    assert like_a_body(name, Rules.bundled().context)
    assert not like_a_body(name)


@pytest.mark.parametrize("name", ["市场", "专家", "今年出口", "现场", "继续扩大", "已经"])
def test_no_body(name: str) -> None:
    assert not like_a_body(name)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("参加江苏", False),
        ("如何确保政府", False),
        ("国家统计局", True),
        ("这个作业站", True),
        ("该局", True),
        ("乘联会", True),
    ],
)
def test_how_a_body_begins(name: str, begins: bool) -> None:
    assert begins_like_a_body(name) is begins


@pytest.mark.parametrize(
    ("run", "body"),
    [
        ("国家统计局", "国家统计局"),
        ("会见美国", "美国"),
        ("联合国秘书长叙利亚问题", "联合国"),
        ("马来西亚国防部长兼交通部", "马来西亚国防部"),
        ("国家", ""),
        ("美国媒体", ""),
        ("10位全国政协", "全国政协"),
        ("总统府", "总统府"),
        ("长江三峡集团", "长江三峡集团"),
    ],
)
def test_trimmed(run: str, body: str) -> None:
    assert trimmed(run, Rules.bundled().context) == body
