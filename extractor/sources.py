"""The sources that a sentence names: who says it, shows it, or is no longer speaking."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.mentions import Mention, matches
from extractor.names import (
    begins_like_a_body,
    charged,
    jointly,
    like_a_body,
    like_a_person,
    trimmed,
    unaddressed,
)
from extractor.rules import Rule
from extractor.sieve import passing

SourceKind = Literal["aside", "source", "again", "paper", "data", "unnamed", "reporter"]
# 半年报显示 says which document, as 《报告》显示 does and 报告显示 does not.
FILING = "filing-shows"
KINDS: tuple[SourceKind, ...] = ("aside", "source", "again", "paper", "data", "unnamed", "reporter")


@dataclass(frozen=True, slots=True)
class SourceMention:
    """A span of a sentence that names a source, or ends one.

    `kind` is `aside` (who acts and states nothing: 某市出台规划), `source` (someone named), `again` (他,
    该负责人), `paper` (《报告》显示), `data` (数据显示), `unnamed` (专家表示) or `reporter` (值得注意的是). A
    `subject` may be a body or a person: only the text before can tell. `office` is that of a speaker
    without a body; 《报告》 and 半年报 are `titled`, 报告 is not.
    """

    start: int
    end: int
    kind: SourceKind
    rule: str
    agencies: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    document: str = ""
    subject: str = ""
    office: str = ""
    titled: bool = False


def find_sources(
    text: str, rules: Sequence[Rule], *, knows: Callable[[str], bool] = lambda name: False
) -> tuple[SourceMention, ...]:
    """The source mentions of a folded sentence, in order; the earlier rule wins.

    >>> from extractor.rules import Rules
    >>> [source] = find_sources("北京市版权局二级巡视员冷文波介绍,去年登记量增长。", Rules.bundled().context)
    >>> source.agencies, source.speakers
    (('北京市版权局',), ('冷文波',))

    `knows` tells of a name whether earlier sentences gave it to a person.
    """
    return chosen(text, candidates([text], rules)[0], rules, knows=knows)


def candidates(texts: Sequence[str], rules: Sequence[Rule]) -> list[list[Mention]]:
    """For each folded sentence all matches of the rules about sources, rule by rule.

    One rule after the other reads all sentences: its pattern is large, and stays in the cache meanwhile.
    """
    found: list[list[Mention]] = [[] for _ in texts]
    cues = [rule.pattern for rule in rules if rule.kind == "cue"]
    naming = tuple(rule for rule in rules if rule.kind in KINDS)
    # A gate costs a quarter of a cue.
    tried = [
        (number, frozenset(rule.id for rule in possible))
        for number, text in enumerate(texts)
        if (possible := passing(text, naming)) and any(cue.search(text) for cue in cues)
    ]
    for rule in naming:
        for number, possible_ids in tried:
            if rule.id in possible_ids:
                found[number] += matches(texts[number], rule)
    return found


def chosen(
    text: str, mentions: Sequence[Mention], rules: Sequence[Rule], *, knows: Callable[[str], bool]
) -> tuple[SourceMention, ...]:
    """Of the matches in a sentence those that name a source and do not overlap, in order."""
    taken = bytearray(len(text))
    found = []
    for mention in mentions:
        if not any(taken[mention.start : mention.end]):
            source = _source(text, mention, rules)
            if source is not None and _plausible(source, rules, knows):
                taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
                found.append(source)
    return tuple(sorted(found, key=lambda source: source.start))


def _source(text: str, mention: Mention, rules: Sequence[Rule]) -> SourceMention | None:
    """The mention with the words of its roles; `None` if what it takes for a body is none."""

    def captured(role: str) -> tuple[str, ...]:
        return tuple(text[start:end].strip() for start, end in sorted(mention.groups.get(role, ())))

    agencies = tuple(body for agency in captured("agency") for body in jointly(charged(agency, rules), rules))
    speakers = tuple(unaddressed(name, rules) for name in captured("speaker"))
    subject = charged("".join(captured("subject")[:1]), rules)
    names = tuple(trimmed(agency, rules) for agency in agencies)
    if not speakers and (names != agencies or trimmed(subject, rules) != subject):
        return None
    # 的专家张三: the body, if any, is not the one that spoke last.
    office = "" if text[: mention.start].endswith("的") else "".join(captured("office")[:1])
    return SourceMention(
        mention.start,
        mention.end,
        mention.kind,  # type: ignore[arg-type]
        mention.rule,
        names,
        speakers,
        "".join(captured("document")[:1]),
        subject,
        office,
        mention.rule == FILING or "《" in text[mention.start : mention.end],
    )


def _plausible(source: SourceMention, rules: Sequence[Rule], knows: Callable[[str], bool]) -> bool:
    """Whether the words of the names are of the kinds that names are made of."""
    alone = source.rule in ("name-says", "name-in-brackets", "one-of-them-says")
    for name in source.speakers:
        # A surname alone stands before a title: 张局长.
        placed = any(source.agencies)
        possible = like_a_person(name, rules, alone=alone, placed=placed) or (alone and knows(name))
        if len(name) > 1 and not possible:
            return False
    if source.subject and source.rule != "subject-says":
        return like_a_body(source.subject, rules)
    return all(begins_like_a_body(name) for name in source.agencies if name)
