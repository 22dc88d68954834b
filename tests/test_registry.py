"""Who a name, a pronoun or a kind of body means, by what was read before."""

import pytest

from extractor.fold import fold
from extractor.registry import Registry, Source
from extractor.rules import Rules
from extractor.sources import find_sources


def read(*texts: str) -> Source | None:
    """The source that the last text names, after the texts before it."""
    registry, source = Registry(Rules.bundled().context), None
    for text in map(fold, texts):
        registry.sentences.append(text)
        for mention in find_sources(text, registry.rules, knows=registry.knows):
            known, found = registry.resolve(mention, source)
            source = found if known else source
    return source


CASES = {
    "name alone": (
        ["市版权局局长林晓明说，登记11万件。", "林晓明表示，增长5%。"],
        Source("市版权局", "林晓明"),
    ),
    "surname and title": (
        ["市版权局局长林晓明说，登记11万件。", "林局长表示，增长5%。"],
        Source("市版权局", "林晓明"),
    ),
    "pronoun": (
        ["市版权局局长林晓明说，登记11万件。", "他还表示，增长5%。"],
        Source("市版权局", "林晓明"),
    ),
    "met since": (
        ["市版权局局长林晓明到会。", "他表示，增长5%。"],
        Source("市版权局", "林晓明"),
    ),
    "doubtful name": (
        ["中岭设计院负责人王国军到场。", "王国军说，全长5公里。"],
        Source("中岭设计院", "王国军"),
    ),
    "title behind the name": (
        ["李晓明局长来到现场。", "李晓明说，降雨量200毫米。"],
        Source("", "李晓明"),
    ),
    "unnamed spokesman": (
        ["市版权局局长林晓明说，登记11万件。", "相关负责人介绍，增长5%。"],
        Source("市版权局"),
    ),
    "公司": (
        ["协鑫集成公告表示，营收94亿元。", "公司董事长朱钰明说，产能10万吨。"],
        Source("协鑫集成", "朱钰明"),
    ),
    "该局": (
        ["飞机从市气象局的楼顶飞过。", "该局局长王伟民说，气温5度。"],
        Source("市气象局", "王伟民"),
    ),
    "office alone": (
        ["记者从市统计局获悉，增长5%。", "局长张明辉介绍，就业稳定。"],
        Source("市统计局", "张明辉"),
    ),
    "two bodies of one": (
        ["省工商联主席、华新集团董事长赵志明说，增长两成。", "赵志明表示，就业好转。"],
        Source("省工商联；华新集团", "赵志明"),
    ),
    "issuer": (
        ["财政部发布的《决算报告》显示，收入20万亿元。", "《报告》指出，支出27万亿元。"],
        Source("财政部"),
    ),
    "part of the body": (
        ["市监管局党组成员、执法稽查局局长顾山锋表示，立案3起。"],
        Source("市监管局", "顾山锋"),
    ),
    "department of the body": (
        ["海关总署新闻发言人、统计分析司司长吕秋明介绍，出口增长5%。"],
        Source("海关总署", "吕秋明"),
    ),
    "villager of a town": (
        ["东桥镇种粮大户曾广田说，收入3万元。"],
        Source("", "曾广田"),
    ),
    "villager met before": (
        [
            "记者从青湾市农业局获悉，秋收过半。",
            "该县东桥镇种粮大户曾广田今年多种30亩。",
            "曾广田说，收入3万元。",
        ],
        Source("", "曾广田"),
    ),
    "that school's office": (
        ["据悉，青湾大学今年招生5000人。", "该校招生办主任冯晓涛表示，理工类占六成。"],
        Source("青湾大学", "冯晓涛"),
    ),
    "someone's spokesman who is not known": (
        ["市住建局介绍，小区有3000户。", "小区物业负责人说，车位2000个。"],
        None,
    ),
    "that body's expert": (
        ["记者从青湾市农业局获悉，秋收过半。", "该局农艺师殷山田到场。", "殷山田介绍，亩产提高3%。"],
        Source("青湾市农业局", "殷山田"),
    ),
    "nobody before": (
        ["他表示，增长5%。"],
        None,
    ),
    "report of nobody": (
        ["报告显示，增长5%。"],
        None,
    ),
}


@pytest.mark.parametrize(("texts", "source"), CASES.values(), ids=CASES.keys())
def test_who_is_meant(texts: list[str], source: Source | None) -> None:
    assert read(*texts) == source


def test_pronoun_means_nobody_of_an_earlier_section() -> None:
    registry = Registry(Rules.bundled().context)
    for text in ("市版权局局长林晓明说,登记11万件。", "亮点二"):
        registry.sentences.append(text)
        for mention in find_sources(text, registry.rules):
            registry.resolve(mention, None)
    registry.new_section()
    registry.sentences.append("他表示,增长5%。")
    [mention] = find_sources("他表示,增长5%。", registry.rules)
    assert registry.resolve(mention, None) == (True, None)
