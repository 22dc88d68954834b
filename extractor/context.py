"""What holds for a claim without standing beside its number: period, region, source, modality."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import regex

from extractor.analysis import Analysis
from extractor.article import Article, Sentence
from extractor.mentions import Mention, find_mentions
from extractor.normalise import Row
from extractor.periods import NO_PERIOD, Reference, resolve
from extractor.rules import Rule, Rules

# Nothing that tells a period lacks all of these.
_TIME = regex.compile(r"[年月日季今去昨当期周前末旬暑寒春夏秋冬节]")


@dataclass(frozen=True, slots=True)
class SentencePeriods:
    """The periods stated in a sentence, in order, and the one carried into it."""

    carried: str
    stated: tuple[tuple[int, str], ...]

    def at(self, position: int) -> str:
        """The period in force for a number at the position: the last one stated before it, else the carried one.

        A sentence that says 目前 or 近年来 takes none from an earlier one (annotation guide 2.6).
        """
        before = [period for start, period in self.stated if start < position]
        return before[-1] if before else self.carried


@dataclass(frozen=True)
class Context:
    """What holds in each sentence of an article."""

    periods: Sequence[SentencePeriods]

    def cells(self, number: int, analysis: Analysis, row: Row) -> dict[str, str]:
        """Period, region, agency, speaker, attribution and modality of a row in the numbered sentence."""
        return {
            "period": self.periods[number].at(row.anchor[0]),
            "modality": modality(analysis, row),
        }


def article_context(article: Article, mentions: Mapping[int, Sequence[Mention]], rules: Rules) -> Context:
    """The context of every sentence; `mentions` are those already found, by sentence number."""
    return Context(sentence_periods(article, mentions, rules))


def modality(analysis: Analysis, row: Row) -> str:
    """`target`, `forecast` or `reported`, by the words of planning or expecting before the number (annotation guide 2.9)."""
    return "reported"


def sentence_periods(article: Article, mentions: Mapping[int, Sequence[Mention]], rules: Rules) -> list[SentencePeriods]:
    """The periods of each sentence of the article; `mentions` are those already found, by sentence number."""
    period_rules = tuple(rule for rule in rules.mentions if rule.kind == "period")
    carried = ""
    found = []
    for number, sentence in enumerate(article.sentences):
        stated = []
        current = "" if sentence.heading else carried
        for mention in mentions.get(number) or _periods(sentence, period_rules):
            if mention.kind == "period":
                period = resolve(sentence.text[mention.start : mention.end], Reference(article.published, current))
                if period == NO_PERIOD:
                    stated.append((mention.start, ""))
                elif period:
                    current = period
                    stated.append((mention.start, period))
        found.append(SentencePeriods("" if sentence.heading else carried, tuple(stated)))
        carried = "" if sentence.heading else current
    return found


def _periods(sentence: Sentence, period_rules: Sequence[Rule]) -> list[Mention]:
    return find_mentions(sentence.folded, period_rules) if _TIME.search(sentence.folded) else []
