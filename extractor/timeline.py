"""The periods that a text states and goes on in, sentence by sentence (annotation guide 2.6)."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import regex

from extractor.article import Sentence
from extractor.mentions import Mention, Span, find_mentions
from extractor.period_units import units_of
from extractor.periods import NO_PERIOD, Reference, resolve
from extractor.rules import Rule, Rules

# Nothing that tells a period lacks all of these.
_TIME = regex.compile(r"[年月日季今去昨当期周前末旬暑寒春夏秋冬节]")
_DAY = regex.compile(r"\d{4}-\d{2}-\d{2}")
_CLAUSE_END = regex.compile(r"[,;:。!?]")
_NUMBER = regex.compile(r"[\d.]+")
_SEVERAL = regex.compile(r"[、和与及]")
_JOINED = regex.compile(r"[^,;:。]{1,12}[、和与及]")
_DAYS = regex.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})")
_SAME_DAY = regex.compile(r"[当同][天日晚]")
# What stands before a time that is only compared with or departed from: 由上年9.8%, 高于去年全年, and
# what stands behind its number.
_BESIDE = regex.compile(
    r"(?:(?:次|少|低|小|弱|晚|短|逊)于[\p{Han}]{0,6}|由|从|[高低快慢好多少大小][于过]|超过?|相当于|摆脱了?|扭转了?|改变了?|对比|相较|不及)$"
)
_LONGEST_BESIDE = 8
# 从去年全年情况看，… tells of that year.
_SEEN_FROM = regex.compile(r"[^,;。]{0,8}看[,，]")
# 近五年来 gives none to its own sentence only.
_RECENT = regex.compile(r"(?:近|过去|最近).{0,3}年|.{1,3}年来")
# 在去年四季度已下达资金的基础上，预拨…: what was done before.
_GROUND = regex.compile(r"[^,。;]{0,24}基础上")
# 与2016年洪水相比, 与2000年奥运会基本持平: the time of what something is compared with.
_WITH = regex.compile(r"(?:与|同|和|跟|较|比)$")
_COMPARED = regex.compile(r"[^,。;:]{1,14}?(?:相比|相较|比较|持平|相当|一致|接近|相近|打平)")
# 由上月的3.2%回落: in a text on June that is May, whenever it was published.
_MONTH_BEFORE = regex.compile(r"上个?月")
_YEAR = regex.compile(r"\d{4}")
_MONTH = regex.compile(r"\d{4}-\d{2}")
# Times that hold for what is told right beside them: 而上年同期为1.03亿元, 6月底前.
_OWN_ONLY = frozenset({"same-period-of-year", "level-of-then", "deadline"})
_ASIDE_END = regex.compile(
    r"""(?<=\))(?=\d) | [,;。] | $ | 的(?:较高|较低)?(?:增速|水平|增幅|降幅|涨幅|速度|规模|基数)
        | (?:转|升|降|增|减|提高|提升|增加|增长|扩大|缩小|上升|上涨|下降|下跌|回落|回升|减少|压缩|缩短
             |跌|涨|扩展|发展|攀升|改|变|调整|上调|下调)(?:为|至|到|成)""",
    regex.VERBOSE,
)


# Periods, and what holds a time that is none: 比上年, 《…行动计划(2023—2025年)》.
_TIMED = frozenset({"title", "quoted", "basis", "date", "period"})


@dataclass(frozen=True, slots=True)
class SentencePeriods:
    """The periods stated in a sentence, in order, and the one carried into it."""

    text: str
    carried: str
    stated: tuple[tuple[int, str], ...]

    def at(self, position: int, *, own: frozenset[int] = frozenset()) -> str:
        """The period in force for a number at the position (annotation guide 2.6).

        That is the last one stated before it; without one, a period that its own clause
        states after it (20个单位荣获2022年度奖项); else the carried one. 目前, 近年来 and an
        edition (第24届) stand for no period and let none through. `own` are the places of
        periods that hold for another number alone (从去年的3000亩扩展到30000亩).
        """
        stated = [(start, period) for start, period in self.stated if start not in own]
        before = [(start, period) for start, period in stated if start < position]
        if before:
            return self._respective(before, position) or before[-1][1]
        if stated and not _CLAUSE_END.search(self.text, position, stated[0][0]):
            return stated[0][1]
        return self.carried

    def _respective(self, before: Sequence[tuple[int, str]], position: int) -> str:
        """The one of several periods whose number it is: 2022年、2023年净利润分别为6.5亿元和9.1亿元.

        An interval has as many as there are numbers: 2015～2018年人口增量分别是12.6万、17万、28万、33.8万人.
        """
        each = self.text.find("分别", before[-1][0], position)
        if each < 0 or _CLAUSE_END.search(self.text, before[-1][0], each):
            return ""
        joined = [before[-1]]
        for one, following in zip(before[-2::-1], before[::-1], strict=False):
            if not _JOINED.fullmatch(self.text, one[0], following[0]):
                break
            joined.insert(0, one)
        periods = [period for _, period in joined]
        end = _CLAUSE_END.search(self.text, each)
        numbers = len(_NUMBER.findall(self.text, each, end.start() if end else len(self.text)))
        if len(periods) == 1:
            # 1—2月出口、进口分别增长3%和5%: the numbers are of several things, each for both months.
            several = _SEVERAL.search(self.text, before[-1][0], each)
            units = [] if several else units_of(periods[0])
            periods = units if len(units) == numbers else []
        number = len(_NUMBER.findall(self.text, each, position))
        return periods[number] if number < len(periods) else ""

    def starting_at(self, position: int) -> str:
        """The period stated just there."""
        return next((period for start, period in self.stated if start == position), "")


def sentence_periods(
    sentences: Sequence[Sentence],
    published: str,
    mentions: Mapping[int, Sequence[Mention]],
    rules: Rules,
    *,
    turns: Container[int] = (),
) -> list[SentencePeriods]:
    """The periods of each sentence of an article; `mentions` are those already found, by sentence number.

    With a sentence of `turns` another source begins to speak, and the period before it ends (annotation
    guide 2.6); but the days of a feast or a journey are those of the whole article.
    """
    period_rules = tuple(rule for rule in rules.mentions if rule.kind in _TIMED)
    carried = said = ""
    found = []
    for number, sentence in enumerate(sentences):
        stated: list[tuple[int, str]] = []
        if number in turns and not _DAYS.fullmatch(carried):
            carried = ""
        around, recent, since = "", False, len(sentence.folded)
        current = "" if sentence.heading else carried
        for mention in mentions.get(number) or _periods(sentence, period_rules):
            opened = mention.rule == "opened-on"
            if opened or (mention.kind == "edition" and not any(period for _, period in stated)):
                stated.append((mention.start, ""))
            if mention.kind == "date":
                said = _day_said(mention, sentence, Reference(published, current)) or said
            span = _period_span(mention)
            if span is None:
                continue
            text, written = sentence.folded, sentence.text[slice(*span)]
            if _WITH.search(text, max(0, span[0] - 1), span[0]) and _COMPARED.match(text, span[1]):
                continue
            beside = _BESIDE.search(
                text, max(0, span[0] - _LONGEST_BESIDE), span[0]
            ) and not _SEEN_FROM.match(text, span[1])
            of_report = said if _SAME_DAY.match(written) and not _DAY.fullmatch(current) else ""
            month_before = beside and _MONTH_BEFORE.match(written) and _MONTH.fullmatch(current)
            period = resolve(written, Reference(current if month_before else published, of_report or current))
            recent = bool(_RECENT.match(written))
            if period in ("", NO_PERIOD):
                # 今年以来，截至目前，…: from then until now; 截至5月11日，目前…: what is so by then.
                goes_on = current.endswith("/..") or current.startswith("../")
                if not (goes_on and text[since : span[0]] == ","):
                    stated.append((span[0], ""))
                continue
            stated.append((span[0], period))
            since = span[1]
            if beside or _GROUND.match(text, span[1]):
                # 由上年的9.8%降至7.5%: the year before is told of for its own number only.
                stated.append((_aside_end(text, span[1]), current))
            elif mention.rule not in _OWN_ONLY:
                around = next((days for days in (current, around) if _within(period, days)), "")
                current = period
        found.append(SentencePeriods(sentence.folded, "" if sentence.heading else carried, tuple(stated)))
        # A single day ends with its sentence, unless just stated, and 目前 ends what was before.
        # The year of a goal ends with its paragraph.
        passing = stated[-1][1] == "" and not recent if stated else _DAY.fullmatch(current)
        ends = sentence.heading or passing or (to_come(current, published) and _last(sentences, number))
        carried = "" if ends else around or current
    return found


def to_come(period: str, published: str) -> bool:
    """Whether the period begins in a year after that of publication."""
    return published[:4] < period[:4] and bool(_YEAR.match(published) and _YEAR.match(period))


def _last(sentences: Sequence[Sentence], number: int) -> bool:
    """Whether the sentence is the last of its paragraph."""
    following = sentences[number + 1 : number + 2]
    return not following or following[0].paragraph != sentences[number].paragraph


def _within(day: str, current: str) -> bool:
    """Whether it is one of the days that the text goes on about: 10月1日 of 9月27日至10月7日."""
    days = _DAYS.fullmatch(current)
    return bool(days and _DAY.fullmatch(day) and days[1] <= day <= days[2])


def _aside_end(text: str, start: int) -> int:
    """Where a time that is only compared with no longer holds."""
    match = _ASIDE_END.search(text, start)
    return max(start, match.end() - 1) if match else len(text)


def _day_said(mention: Mention, sentence: Sentence, reference: Reference) -> str:
    """The day on which something was said; empty for other dates."""
    day = resolve(sentence.text[mention.start : mention.end], reference)
    return day if _DAY.fullmatch(day) else ""


def _period_span(mention: Mention) -> Span | None:
    """Where the mention states a period: itself, or the year in 《2023年全球创新指数》."""
    if mention.kind == "period":
        return mention.start, mention.end
    return mention.groups["period"][0] if "period" in mention.groups else None


def _periods(sentence: Sentence, period_rules: Sequence[Rule]) -> list[Mention]:
    return find_mentions(sentence.folded, period_rules) if _TIME.search(sentence.folded) else []
