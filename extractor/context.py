"""What holds for a claim without standing beside its number: period, region, source, modality."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from extractor.analysis import Analysis
from extractor.article import Article, Sentence
from extractor.attribution import Attribution, attribute, attribution_at
from extractor.mentions import Mention
from extractor.normalise import Row
from extractor.regions import Region, RegionContext, region_contexts
from extractor.rules import Rules
from extractor.timeline import SentencePeriods, sentence_periods


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
    regions: Mapping[int, Sequence[Region]] | None = None,
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
        sentence_periods(
            sentences if last is None else sentences[: last + 1], article.published, mentions, rules
        ),
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
