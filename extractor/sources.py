"""The sources that a sentence names: who says it, shows it, or is no longer speaking."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from extractor.mentions import Mention, matches
from extractor.rules import Rule
from extractor.segment import dictionary_tag, segmenter

SourceKind = Literal["source", "again", "document", "data", "unnamed", "reporter"]
KINDS: tuple[SourceKind, ...] = ("source", "again", "document", "data", "unnamed", "reporter")

# Whoever speaks does so with one of these; what lacks them all needs no rule.
_GATE = regex.compile(r"[示说称悉指据认介绍调透宣预估诉应析醒议吁证声诺警补谈讲总通披发公印消布到道明要提图:现意看实得]")

_PERSON_TAGS = frozenset({"x", "nr", "nrfg", "nrt"})
_PROPER_TAGS = frozenset({"ns", "nt", "nz", "nr", "nrfg", "nrt", "j", "x", "eng"})
_BODY_ENDINGS = frozenset("局委厅部署院所处社团会组办司厂店网台报")
_CERTAIN_NAME = regex.compile(r".*[·•・].*|.某{1,2}|.{1,2}(?:先生|女士|老师|师傅|大爷|大妈|阿姨|奶奶|大姐|大哥|老汉)")


@dataclass(frozen=True, slots=True)
class SourceMention:
    """A span of a sentence that names a source, or ends one.

    `kind` is `source` (someone named), `again` (他, 该负责人), `document` (《报告》显示),
    `data` (数据显示), `unnamed` (专家表示) or `reporter` (值得注意的是).
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


def find_sources(text: str, rules: Sequence[Rule]) -> tuple[SourceMention, ...]:
    """The source mentions of a folded sentence, in order.

    >>> from extractor.rules import Rules
    >>> [source] = find_sources("北京市版权局二级巡视员冷文波介绍,去年登记量增长。", Rules.bundled().context)
    >>> source.agencies, source.speakers
    (('北京市版权局',), ('冷文波',))
    """
    if not _GATE.search(text):
        return ()
    taken = bytearray(len(text))
    found = []
    for rule in rules:
        if rule.kind in KINDS:
            for mention in matches(text, rule):
                source = _source(text, mention)
                if not any(taken[mention.start : mention.end]) and _plausible(source):
                    taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
                    found.append(source)
    return tuple(sorted(found, key=lambda source: source.start))


def _plausible(source: SourceMention) -> bool:
    """Whether the words of the names are of the kinds that names are made of."""
    if source.rule == "name-says":
        return all(len(name) < 2 or like_a_person(name) for name in source.speakers)
    if source.subject and source.rule != "subject-says":
        return like_a_body(source.subject)
    return True


def like_a_person(name: str) -> bool:
    """Whether the dictionary leaves it open that this is a person's name."""
    if _CERTAIN_NAME.fullmatch(name):
        return True
    tag = dictionary_tag(name)
    return tag in _PERSON_TAGS and (tag != "x" or name[-1] not in _BODY_ENDINGS)


def like_a_body(name: str) -> bool:
    """Whether this can be the proper name of a body: no common noun alone, nothing that is said of one."""
    words = segmenter()(name)
    if len(words) == 1:
        return words[0][1] in _PROPER_TAGS
    if words[0][1] == "v" and len(words[0][0]) > 1:
        return False
    if any(len(word) > 1 and tag[0] in "rtdpcum" for word, tag in words):
        return False
    return any(tag in _PROPER_TAGS or len(word) == 1 for word, tag in words)


def _source(text: str, mention: Mention) -> SourceMention:
    def captured(role: str) -> tuple[str, ...]:
        return tuple(text[start:end].strip() for start, end in mention.groups.get(role, ()))

    def first(role: str) -> str:
        return next(iter(captured(role)), "")

    return SourceMention(
        mention.start,
        mention.end,
        mention.kind,  # type: ignore[arg-type]
        mention.rule,
        captured("agency"),
        captured("speaker"),
        first("document"),
        first("subject"),
        first("office"),
    )
