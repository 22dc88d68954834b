"""The words that make a number more or less than it says (annotation guide, section 2.4)."""

import regex

_BEFORE = {
    "over": "超过 超出 远超 超 逾 突破 跨过 冲破 破 多于 高于 大于 不止 过 >",
    "under": "几近 不及 将近 接近 逼近 近 不足 不到 不满 未满 未到 低于 少于 小于 <",
    "approx": "大约 大概 约莫 约 ≈ ~",
    "at_least": "不得少于 不能少于 不得低于 不能低于 少说也 少说 "
    "至少 最少 起码 不少于 不低于 不小于 不下于 不下 上 ≥",
    "at_most": "不得超过 不能超过 不可超过 不会超过 不超过 不超 不高于 不大于 不多于 至多 最多 顶多 ≤",
    "exact": "仅仅 仅 只 整整 足足",
}
_AFTER = {
    "approx": "左右 上下",
    "at_least": "及以上 或以上 以上",
    "at_most": "及以下 或以下 以下 以内 之内",
    "over": "有余 开外 出头",
}
_BOUND_OF = {
    word: bound for table in (_BEFORE, _AFTER) for bound, words in table.items() for word in words.split()
}
_LEADING = regex.compile(r"\L<words>", words=" ".join(_BEFORE.values()).split())
_TRAILING = regex.compile(r"(?P<word>\L<words>)$", words=" ".join(_AFTER.values()).split())

# 余 and 多 stand behind a figure, a scale or a unit (300余万, 2.6万余册, 8倍多), never behind a lone
# digit (6多亩); 几 and 来 only behind 十 and higher places (十几万, 二十来个). 500+家 is 500余家.
_WITHIN = regex.compile(
    r"""(?<!^) (?: (?<=\d\d) (?<!\.\d+) | (?<![\d.零一二三四五六七八九两几数多余]) ) (?P<over>[余多+])
      | (?<=[十廿卅]|\d0) (?P<over>几) | (?<=[百千]) (?P<over>零几)
      | (?<=[十百千万]|\d0) (?P<approx>来)""",
    regex.VERBOSE,
)


def outer_bound(text: str) -> tuple[str, str, str]:
    """What stands before and after a number: the word before it, the bound, and the text without both.

    >>> outer_bound("近500家"), outer_bound("2.4万件以上"), outer_bound("19.4万件")
    (('近', 'under', '500家'), ('', 'at_least', '2.4万件'), ('', '', '19.4万件'))

    Of two words the first sets the bound: 约20个左右, 超3万人以上.
    """
    before = after = ""
    if match := _LEADING.match(text):
        before, text = match[0], text[match.end() :]
    if match := _TRAILING.search(text):
        after, text = match["word"], text[: match.start()]
    return before, _BOUND_OF.get(before or after, ""), text


def inner_bound(text: str) -> tuple[str, str]:
    """The bound that 余, 多, 几 or 来 within a number sets, and the number without it.

    >>> inner_bound("317万余元"), inner_bound("十几万人"), inner_bound("二十来个"), inner_bound("6多亩")
    (('over', '317万元'), ('over', '十万人'), ('approx', '二十个'), ('', '6多亩'))
    """
    if not (match := _WITHIN.search(text)):
        return "", text
    return match.lastgroup or "", text[: match.start()] + text[match.end() :]
