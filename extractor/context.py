"""What holds for a claim without standing beside its number: period, region, source, modality."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import regex

from extractor.analysis import Analysis
from extractor.article import Article, Sentence
from extractor.attribution import Attribution, attribute, attribution_at
from extractor.mentions import Mention
from extractor.modality import Announcements, announcements, modality
from extractor.normalise import Row
from extractor.region_context import RegionContext, region_contexts
from extractor.regions import Region
from extractor.rules import Rules
from extractor.timeline import SentencePeriods, sentence_periods, to_come


@dataclass(frozen=True)
class Context:
    """What holds in each sentence of an article."""

    rules: Rules
    periods: Sequence[SentencePeriods]
    regions: Sequence[RegionContext]
    attributions: Sequence[Attribution]
    # The date of the article, or nothing: 到2027年 is ahead of it.
    published: str
    # Worked out for the first row of a sentence, and kept for its others.
    lines: dict[int, "_LineContext"] = field(default_factory=dict, repr=False)

    def cells(self, number: int, analysis: Analysis, row: Row) -> dict[str, str]:
        """Period, region, agency, speaker, attribution and modality of a row in the numbered sentence."""
        if number not in self.lines:
            self.lines[number] = _line_context(analysis, self.rules)
        line = self.lines[number]
        attribution = attribution_at(self.attributions, analysis.sentence.start + row.anchor[0])
        period = self._period(number, analysis, row, line.own_periods)
        return {
            "period": period,
            "region": self.regions[number].region_of(row.anchor, row.indicator),
            "agency": attribution.agency,
            "speaker": attribution.speaker,
            "attribution": attribution.attribution,
            "modality": modality(line.announced, row.draft.anchor, ahead=self._ahead(period, analysis, row)),
        }

    def _ahead(self, period: str, analysis: Analysis, row: Row) -> bool:
        """Whether the words before the number look ahead to its period: 到2027年, in an article of 2024.

        A year to come alone is also that of an event: 2028年奥运会门票5000张.
        """
        period = period.removeprefix("../")
        if not to_come(period, self.published):
            return False
        return analysis.sentence.folded.find(f"到{period[:4]}年", 0, row.anchor[0]) >= 0

    def _period(self, number: int, analysis: Analysis, row: Row, own: frozenset[int]) -> str:
        periods = self.periods[number]
        if "period" in row.draft.roles:
            return periods.starting_at(analysis.line.tokens[row.draft.roles["period"][0]].start)
        return periods.at(row.anchor[0], own=own)


@dataclass(frozen=True, slots=True)
class _LineContext:
    """What a sentence's rows share: its announcements, and the places of periods that are a row's own."""

    announced: Announcements
    own_periods: frozenset[int]


def _line_context(analysis: Analysis, rules: Rules) -> _LineContext:
    starts = {
        analysis.line.tokens[row.draft.roles["period"][0]].start
        for row in analysis.rows
        if "period" in row.draft.roles
    }
    # 由2014年的98千瓦时降到2015年的86千瓦时，热耗下降6.2%: the year that it came to goes on.
    text = analysis.sentence.folded
    own = frozenset(start for start in starts if not text.endswith(("到", "至"), 0, start))
    return _LineContext(announcements(analysis.line, rules), own)


def article_context(
    article: Article,
    mentions: Mapping[int, Sequence[Mention]],
    rules: Rules,
    *,
    regions: Mapping[int, Sequence[Region]] | None = None,
    last: int | None = None,
) -> Context:
    """The context of every sentence; `mentions` and `regions` are those already found, by sentence number.

    Sentences after the `last` in question are read only as far as they can tell of it.
    """
    sentences = article.sentences if last is None else article.sentences[: _reach(article.sentences, last)]
    contexts = region_contexts(sentences, rules.areas, rules.regions, found=regions)
    elsewhere = frozenset(number for number, one in enumerate(contexts) if _goes_somewhere(one))
    attributions = attribute(sentences, rules.context, elsewhere=elsewhere)
    return Context(
        rules,
        sentence_periods(
            sentences if last is None else sentences[: last + 1],
            article.published,
            mentions,
            rules,
            turns=_turns(sentences, attributions),
        ),
        contexts,
        attributions,
        article.published,
    )


def _turns(sentences: Sequence[Sentence], attributions: Sequence[Attribution]) -> frozenset[int]:
    """The sentences with which another source begins to speak."""
    turns = set()
    before = ("", "")
    for number, sentence in enumerate(sentences):
        one = attribution_at(attributions, sentence.start)
        source = ("", "") if sentence.heading else (one.agency, one.speaker)
        if any(source) and any(before) and source != before:
            turns.add(number)
        if any(source) or sentence.heading:
            before = source
    return frozenset(turns)


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
    first = next((region for region in context.regions if region.kind in ("region", "named")), None)
    return (
        first is not None
        and first.subject
        and context.text.endswith("在", 0, first.start)
        and not _NOWHERE.match(context.text, first.start)
    )
