"""What holds for a claim without standing beside its number: period, region, source, modality."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from extractor.analysis import Analysis
from extractor.article import Article, Sentence
from extractor.attribution import Attribution, attribute, attribution_at
from extractor.mentions import Mention, Span, find_mentions
from extractor.normalise import Row
from extractor.periods import NO_PERIOD, Reference, resolve
from extractor.regions import Region, RegionContext, region_contexts
from extractor.rules import Rule, Rules

# Nothing that tells a period lacks all of these.
_TIME = regex.compile(r"[年月日季今去昨当期周前末旬暑寒春夏秋冬节]")
_DAY = regex.compile(r"\d{4}-\d{2}-\d{2}")
_CLAUSE_END = regex.compile(r"[,;:。!?]")
_SAME_DAY = regex.compile(r"[当同][天日晚]")
# What stands before a time that is only compared with or departed from: 由上年9.8%, 高于去年全年, and
# what stands behind its number.
_BESIDE = regex.compile(
    r"(?:由|从|[高低快慢好多少大小][于过]|超过?|相当于|摆脱了?|扭转了?|改变了?|对比|相较|不及)$"
)
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
        before = [period for start, period in stated if start < position]
        if before:
            return before[-1]
        if stated and not _CLAUSE_END.search(self.text, position, stated[0][0]):
            return stated[0][1]
        return self.carried

    def starting_at(self, position: int) -> str:
        """The period stated just there."""
        return next((period for start, period in self.stated if start == position), "")


@dataclass(frozen=True)
class Context:
    """What holds in each sentence of an article."""

    rules: Rules
    periods: Sequence[SentencePeriods]
    regions: Sequence[RegionContext]
    attributions: Sequence[Attribution]

    def cells(self, number: int, analysis: Analysis, row: Row) -> dict[str, str]:
        """Period, region, agency, speaker, attribution and modality of a row in the numbered sentence."""
        attribution = attribution_at(self.attributions, analysis.sentence.start + row.anchor[0])
        return {
            "period": self._period(number, analysis, row),
            "region": self.regions[number].region_of(row.anchor, row.indicator),
            "agency": attribution.agency,
            "speaker": attribution.speaker,
            "attribution": attribution.attribution,
            "modality": modality(analysis, row, self.rules),
        }

    def _period(self, number: int, analysis: Analysis, row: Row) -> str:
        periods = self.periods[number]
        tokens = analysis.line.tokens
        if "period" in row.draft.roles:
            return periods.starting_at(tokens[row.draft.roles["period"][0]].start)
        own = {
            tokens[other.draft.roles["period"][0]].start
            for other in analysis.rows
            if "period" in other.draft.roles
        }
        return periods.at(row.anchor[0], own=frozenset(own))


def article_context(
    article: Article,
    mentions: Mapping[int, Sequence[Mention]],
    rules: Rules,
    *,
    regions: Sequence[Sequence[Region]] | None = None,
    last: int | None = None,
) -> Context:
    """The context of every sentence; `mentions` and `regions` are those already found, by sentence number.

    Sentences after the `last` in question are read only as far as they can tell of it.
    """
    sentences = article.sentences if last is None else article.sentences[: _reach(article.sentences, last)]
    contexts = region_contexts(sentences, rules.areas, rules.regions, found=regions)
    elsewhere = frozenset(number for number, one in enumerate(contexts) if _goes_somewhere(one))
    return Context(
        rules,
        sentence_periods(sentences, article.published, mentions, rules),
        contexts,
        attribute(sentences, rules.context, elsewhere=elsewhere),
    )


def _reach(sentences: Sequence[Sentence], last: int) -> int:
    """How many sentences can tell of the last in question.

    “…3万人。…。”王某说。 names the source of all that is quoted: a quote ends with its paragraph, and
    who spoke may be told right after it.
    """
    paragraph = sentences[last].paragraph
    after = (number for number in range(last, len(sentences)) if sentences[number].paragraph != paragraph)
    return next(after, len(sentences)) + 1


# 在全国, 在我国 and 在东部地区 go nowhere.
_NOWHERE = regex.compile(r"[全本该我各]|世界|[东西中]部|城镇|农村|长三角")


def _goes_somewhere(context: RegionContext) -> bool:
    """Whether the sentence opens with a place as a scene does: 在河北保定，…."""
    first = next((region for region in context.regions if region.kind == "region"), None)
    return (
        first is not None
        and first.subject
        and context.text.endswith("在", 0, first.start)
        and not _NOWHERE.match(context.text, first.start)
    )


# What a verb may be: after one of these 将 announces it, before a noun 将 is 把
# (将面积从3000亩扩展到30000亩).
_VERBAL = frozenset({"act", "soft", "verb", "up", "down", "reach", "copula", "adverb", "preposition"})
_PLANNED = frozenset({"的", "完成", "为"})


def modality(analysis: Analysis, row: Row, rules: Rules) -> str:
    """`forecast`, `target` or `reported`, by the words before the number (annotation guide 2.9).

    A plan that is itself measured (完成全年计划的85%) makes no target of its share.
    """
    line, names = analysis.line, rules.alphabet.names
    same_clause = True
    found = "reported"
    for index in range(row.draft.anchor - 1, -1, -1):
        kinds = names[line.symbols[index]]
        if "comma" in kinds or "stop" in kinds:
            same_clause = False
        following = line.tokens[index + 1]
        if "forecast" in kinds:
            return "forecast"
        if (
            (
                "target" in kinds
                and following.kind != "de"
                and not (index and line.tokens[index - 1].text in _PLANNED)
            )
            or "will" in kinds
            and same_clause
            and following.kind in _VERBAL
        ):
            found = "target"
    return found


def sentence_periods(
    sentences: Sequence[Sentence], published: str, mentions: Mapping[int, Sequence[Mention]], rules: Rules
) -> list[SentencePeriods]:
    """The periods of each sentence of an article; `mentions` are those already found, by sentence number."""
    period_rules = tuple(rule for rule in rules.mentions if rule.kind in _TIMED)
    carried = said = ""
    found = []
    for number, sentence in enumerate(sentences):
        stated: list[tuple[int, str]] = []
        current = "" if sentence.heading else carried
        for mention in mentions.get(number) or _periods(sentence, period_rules):
            if mention.kind == "edition" and not any(period for _, period in stated):
                stated.append((mention.start, ""))
            if mention.kind == "date":
                said = _day_said(mention, sentence, Reference(published, current)) or said
            span = _period_span(mention)
            if span is None:
                continue
            written = sentence.text[slice(*span)]
            of_report = said if _SAME_DAY.match(written) and not _DAY.fullmatch(current) else ""
            period = resolve(written, Reference(published, of_report or current))
            if period in ("", NO_PERIOD):
                stated.append((span[0], ""))
                continue
            stated.append((span[0], period))
            if _BESIDE.search(sentence.folded, 0, span[0]):
                # 由上年的9.8%降至7.5%: the year before is told of for its own number only.
                stated.append((_aside_end(sentence.folded, span[1]), current))
            else:
                current = period
        found.append(SentencePeriods(sentence.folded, "" if sentence.heading else carried, tuple(stated)))
        carried = "" if sentence.heading or _passing(current, stated) else current
    return found


def _passing(current: str, stated: Sequence[tuple[int, str]]) -> bool:
    """Whether the period ends with its sentence.

    A single day does (7月24日，…), unless just stated, and 目前 ends what was before.
    """
    if not stated:
        return bool(_DAY.fullmatch(current))
    return stated[-1][1] == ""


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
