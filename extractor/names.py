"""Whether words can be the name of a person or of a body, as far as the dictionary tells."""

from collections.abc import Iterable

from extractor.rules import Rule
from extractor.segment import segmenter

# Kinds of context rules that look at a name alone.
_FORMS = frozenset({"misnamed", "certain", "surnamed", "transcribed"})
_PERSON_TAGS = frozenset({"x", "nr", "nrfg", "nrt"})
_PROPER_TAGS = frozenset({"ns", "nt", "nz", "nr", "nrfg", "nrt", "j", "x", "eng"})
_BODY_ENDINGS = frozenset("局委厅部署院所处社团会组办司厂店网台报方")
_PLACE_ENDINGS = frozenset("省市县区州镇乡村国岛港湾河湖江")
# Verbs that departments are called by: 执法稽查局.
_TASKS = frozenset(
    [
        "执法",
        "应对",
        "处置",
        "防控",
        "稽查",
        "监督",
        "管理",
        "综合",
        "督查",
        "检查",
        "应急",
        "救援",
        "调查",
        "统计",
        "规划",
        "建设",
        "保障",
        "服务",
        "研究",
        "监测",
        "检测",
        "督导",
    ]
)
# The dictionary has it for an adverb: 首都经济贸易大学.
_MISTAGGED = "首都"
_WORKPLACES = frozenset(["中心", "基地", "公司", "车间", "厂", "场", "站", "室", "科", "部"])
# Surnames that are also words of a sentence.
_ALSO_WORDS = frozenset("于从就向时在年方当明那何常连应能可正已都全和经曾还并同对后另又由")
_NEVER_LAST = frozenset("并和要所也在将与同作赞会就对还又都已从往省市县")


def like_a_person(name: str, rules: Iterable[Rule], *, alone: bool, placed: bool = False) -> bool:
    """Whether this can be a person's name; `alone` without an office before it, `placed` behind a body's.

    >>> from extractor.rules import Rules
    >>> rules = Rules.bundled().context
    >>> [like_a_person(name, rules, alone=True) for name in ("冷文波", "白皮书", "国资委", "马克龙")]
    [True, False, False, True]

    A word of the dictionary is none unless it is listed as a name (王建设 is one, 王国军 needs an office).
    """
    forms = {rule.kind for rule in rules if rule.kind in _FORMS and rule.pattern.search(name)}
    given, dot, _ = name.partition("·")
    # 马里奥·罗西 is one though a country's name begins it; 中国·河湾 is none.
    if dot and "misnamed" in forms and not any(tag == "ns" for _, tag in segmenter()(given)):
        forms.discard("misnamed")
    if "misnamed" in forms or "certain" in forms:
        return "misnamed" not in forms
    if "transcribed" in forms and not alone:
        return True
    surnamed = "surnamed" in forms
    words = segmenter()(name)
    first, tag = words[0]
    if len(words) == 1:
        # 钟南山 and 普京 are places for the dictionary, 摩尔 is a noun.
        if tag == "ns":
            return not alone or (surnamed and len(name) == 3 and name[-1] not in _PLACE_ENDINGS)
        # 文旅局局长马力 is one, 群众路线 and 领导人高度评价 hold none.
        common = len(name) < 3 and placed if surnamed else len(name) < 4
        return tag in _PERSON_TAGS or (not alone and common and tag[0] in "nq")
    if alone and (name[-1] in _BODY_ENDINGS or (len(first) > 1 and tag not in _PERSON_TAGS)):
        return False
    if surnamed:
        # 局长窦立冬 is one though 立冬 is a day; 局长于近日 is none.
        unfit = "rpcu" if placed and name[0] not in _ALSO_WORDS else "tdrpcfmu"
        return name[-1] not in _NEVER_LAST and not any(
            len(word) > 1 and tag[0] in unfit for word, tag in words
        )
    return all(len(word) == 1 or tag in _PERSON_TAGS for word, tag in words)


def like_a_body(name: str, rules: Iterable[Rule] = ()) -> bool:
    """Whether this can be a body's proper name: no common noun, nothing that is said of a body.

    >>> [like_a_body(name) for name in ("通用汽车", "益普索", "市场", "今年出口", "杂志上")]
    [True, True, False, False, False]

    A rule of the kind `brand` tells one that the dictionary does not know for a name (小米).
    """
    if any(rule.kind == "brand" and rule.pattern.search(name) for rule in rules):
        return True
    # 《自然》杂志上的报告说 is said in a place.
    if name.endswith(("上", "里")):
        return False
    words = segmenter()(name)
    if len(words) == 1:
        return words[0][1] in _PROPER_TAGS
    if not begins_like_a_body(name) or any(len(word) > 1 and tag[0] in "rtdpcum" for word, tag in words):
        return False
    if not any(tag[0] in "njxezbsilg" for _, tag in words):
        return False
    return any(tag in _PROPER_TAGS or len(word) == 1 for word, tag in words)


def begins_like_a_body(name: str) -> bool:
    """Whether the first word is none that only stands in a sentence: 参加江苏 is no body, 这个作业站 is one.

    >>> [begins_like_a_body(name) for name in ("参加江苏", "这个作业站", "分选中心")]
    [False, True, True]
    """
    words = segmenter()(name)
    first, tag = words[0]
    if name.startswith(("这", "该", "上述", "本")) or len(first) in (1, len(name)):
        return True
    # 分选中心 is a place with a name, 参加江苏 is none.
    if tag == "v" and len(words) == 2 and words[1][0] in _WORKPLACES:
        return True
    return tag not in ("v", "d", "r", "p", "c") or first in _TASKS or first == _MISTAGGED


def called_by_its_task(name: str) -> bool:
    """Whether a department is called by what it does, within some body: 执法稽查局.

    >>> called_by_its_task("执法稽查局"), called_by_its_task("市税务局")
    (True, False)
    """
    return segmenter()(name)[0][0] in _TASKS if name else False


def charged(agency: str, rules: Iterable[Rule]) -> str:
    """The body that acts, where another charges it to: 人民银行授权同业拆借中心公布.

    >>> from extractor.rules import Rules
    >>> charged("人民银行授权同业拆借中心", Rules.bundled().context)
    '同业拆借中心'
    """
    for rule in rules:
        if rule.kind == "pivot" and (match := rule.pattern.search(agency)):
            agency = agency[match.end() :]
    return agency


def unaddressed(name: str, rules: Iterable[Rule]) -> str:
    """The name without a form of address behind it; with it where a surname is all else.

    >>> from extractor.rules import Rules
    >>> [unaddressed(name, Rules.bundled().context) for name in ("李晓明女士", "李女士", "欧阳先生")]
    ['李晓明', '李女士', '欧阳先生']
    """
    for rule in rules:
        if rule.kind == "address" and (match := rule.pattern.search(name)):
            return name[: match.start()]
    return name


def jointly(agency: str, rules: Iterable[Rule]) -> tuple[str, ...]:
    """The bodies that act together under one verb.

    >>> from extractor.rules import Rules
    >>> jointly("省医学会联合省人民医院", Rules.bundled().context)
    ('省医学会', '省人民医院')
    """
    for rule in rules:
        if rule.kind == "joint" and (match := rule.pattern.search(agency)):
            return agency[: match.start()], agency[match.end() :]
    return (agency,)


def trimmed(agency: str, rules: Iterable[Rule]) -> str:
    """The body's name without what ran into it; empty if it is none.

    >>> from extractor.rules import Rules
    >>> [trimmed(name, Rules.bundled().context) for name in ("会见美国", "联合国秘书长叙利亚问题", "国家")]
    ['美国', '联合国', '']
    """
    for rule in rules:
        if rule.kind == "misnomer":
            agency = agency[max((match.end() for match in rule.pattern.finditer(agency)), default=0) :]
        elif rule.kind == "overrun" and (match := rule.pattern.search(agency)):
            agency = agency[: match.start()]
    return agency
