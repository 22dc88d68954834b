"""Who states each sentence: the source it names, or the one that goes on speaking (annotation guide 2.8)."""

from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import regex

from extractor.article import Sentence
from extractor.mentions import Mention
from extractor.quotes import open_quotes
from extractor.registry import Registry, Source
from extractor.rules import Rule
from extractor.sources import SourceMention, candidates, chosen
from extractor.wording import as_written, differing_sentences

EXPLICIT, INHERITED = "explicit", "inherited"

Reach = Literal["text", "paragraph", "sentence"]

_SCENE = regex.compile(r"[” ]*[^“”,。;:\d]{0,20},?")
_COUNTED = regex.compile(r"(?<!数)据\p{Han}*(?:统计|测算|估算|估计|推算)$")
_MARKS = regex.compile(r"[\s,。;:!?…”’)]*")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The source in force from `start` to `end` (offsets of the article); all empty where there is none."""

    start: int
    end: int
    agency: str = ""
    speaker: str = ""
    attribution: str = ""


def attribution_at(attributions: Sequence[Attribution], offset: int) -> Attribution:
    """The attribution in force at an offset of the article; `attributions` are those of `attribute`.

    >>> attribution_at([Attribution(0, 9, "市统计局", "", "explicit")], 4).agency
    '市统计局'
    """
    index = bisect_right(attributions, offset, key=lambda one: one.start) - 1
    if index >= 0 and offset < attributions[index].end:
        return attributions[index]
    return Attribution(offset, offset)


def attribute(
    sentences: Sequence[Sentence], rules: Sequence[Rule], *, elsewhere: Container[int] = frozenset()
) -> tuple[Attribution, ...]:
    """The source of every sentence, in order; a sentence with two sources gives two spans.

    >>> from extractor.article import Article
    >>> from extractor.rules import Rules
    >>> article = Article("市统计局局长李晓明介绍，全市结案3万件。立案4万件。")
    >>> spans = attribute(article.sentences, Rules.bundled().context)
    >>> [(span.agency, span.speaker, span.attribution) for span in spans]
    [('市统计局', '李晓明', 'explicit'), ('市统计局', '李晓明', 'inherited')]

    A heading has none and ends the one before it, and so does a paragraph that takes the reader to a
    scene; `elsewhere` are the sentences that open with a place as a scene does (在河北保定，…). Rules of
    other kinds are passed over.
    """
    found = candidates([sentence.folded for sentence in sentences], rules)
    reader = _Reader(sentences, found, Registry(rules), open_quotes(sentences), elsewhere)
    for index in range(len(sentences)):
        reader.read(index)
    spans = [span for spans in reader.spans for span in spans]
    differing = differing_sentences(sentences)
    if not differing:
        return tuple(spans)
    return tuple(
        replace(span, agency=as_written(span.agency, differing), speaker=as_written(span.speaker, differing))
        for span in spans
    )


@dataclass
class _Reader:
    """What is known while the sentences are read in order."""

    sentences: Sequence[Sentence]
    candidates: Sequence[Sequence[Mention]]
    registry: Registry
    # For each sentence the one in which a quote that is open at its start began, else -1.
    quotes: Sequence[int]
    elsewhere: Container[int]
    spans: list[list[Attribution]] = field(default_factory=list)
    current: Source | None = None
    # The sentence before ended in a colon or a verb of saying, so this one is explicit.
    introduced: bool = False
    # The sentence before named a body that publishes: 数据显示 right after it is still its.
    published: bool = False
    # How far the source's words reach, where it announced an act instead of numbers.
    reach: Reach = "text"
    # A quote was closed by its tag (“…。”王某说。): only a further quote goes on.
    closed: Source | None = None

    def read(self, index: int) -> None:
        sentence = self.sentences[index]
        self.registry.sentences.append(sentence.folded)
        found = chosen(
            sentence.folded, self.candidates[index], self.registry.rules, knows=self.registry.knows
        )
        mentions = [mention for mention in found if not self._quoted(index, mention)]
        if sentence.heading:
            self._heading(sentence, mentions)
        else:
            self._begin(index)
            last = self._sentence(index, mentions)
            if last is not None and self.current is not None:
                self._after(index, mentions[0], last)

    def _heading(self, sentence: Sentence, mentions: Sequence[SourceMention]) -> None:
        self.spans.append([_span(sentence, 0, None, "")])
        caption = next((mention for mention in mentions if mention.rule == "caption"), None)
        if caption is None:
            self.current, self.introduced, self.published, self.closed = None, False, False, None
            self.registry.new_section()
        elif sentence.folded.endswith((":", "】")):
            _, self.current = self.registry.resolve(caption, None)
            self.introduced = self.current is not None
        # Without a colon the line only shows who is in the picture.

    def _begin(self, index: int) -> None:
        """What the end of the sentence before means for this one."""
        sentence, closed = self.sentences[index], self.closed
        self.closed = None
        if closed is not None and _goes_on(sentence.folded, closed):
            self.current = closed
        if self.introduced or self.current is None:
            return
        if self.quotes[index] < 0 and self._tells("arrival", index):
            self.current = None
            return
        new_paragraph = self._begins_paragraph(index)
        # What a villager or customer says is told within one paragraph.
        lone = not self.current.agency
        if (
            self.reach == "sentence"
            or (new_paragraph and (lone or self.reach == "paragraph"))
            or (new_paragraph and self._begins_a_scene(index))
        ):
            self.current = None

    def _begins_paragraph(self, index: int) -> bool:
        return not index or self.sentences[index - 1].paragraph != self.sentences[index].paragraph

    def _begins_a_scene(self, index: int) -> bool:
        return index in self.elsewhere or self._tells("scene", index)

    def _tells(self, kind: str, index: int) -> bool:
        """Whether a rule of this kind finds its words in the sentence."""
        return any(one.search(self.sentences[index].folded) for one in self._patterns(kind))

    def _patterns(self, kind: str) -> list["regex.Pattern[str]"]:
        return [rule.pattern for rule in self.registry.rules if rule.kind == kind]

    def _sentence(self, index: int, mentions: Sequence[SourceMention]) -> SourceMention | None:
        """Append the sentence's spans; the last mention that told who speaks, if one did."""
        sentence = self.sentences[index]
        label = EXPLICIT if self.introduced else INHERITED
        published, self.introduced, self.published = self.published, False, False
        spans = [_span(sentence, 0, self.current, label)]
        told = None
        for mention in mentions:
            before = sentence.folded[: mention.start].rstrip()
            if told is not None and not before.endswith((";", "。")) and not _may_follow(mention):
                continue
            goes_on = published and not (
                self._begins_paragraph(index) and _is_counted(sentence.folded, mention)
            )
            if mention.kind == "data" and (goes_on or self.published):
                self.published = True
                continue
            before_that = self.current if mention.kind == "paper" else self.current or self.registry.last
            known, source = self.registry.resolve(mention, self.current)
            if not known:
                continue
            label = INHERITED if _only_points(mention, source, before_that) else EXPLICIT
            # 规模扩大到850亿元，分析认为，…: what stands before is not theirs.
            tag = before.endswith("”") or self._closes(index, mention)
            behind = mention.kind != "source" and "," in before and not tag
            start = mention.start if told is not None or before.endswith(";") or behind else 0
            begin = sentence.start + start
            # Spans follow one another: only the last can reach further.
            while spans and spans[-1].start >= begin:
                spans.pop()
            if spans and spans[-1].end > begin:
                spans[-1] = replace(spans[-1], end=begin)
            spans.append(_span(sentence, start, source, label))
            self.current, told = source, mention
            self.published = source is not None and not source.speaker
            self.reach = self._reach(index, mention, source)
        self.spans.append(spans)
        return told

    def _reach(self, index: int, mention: SourceMention, source: Source | None) -> Reach:
        """某集团宣布投资20亿元 holds for its sentence, 某省宣布，… for its paragraph, all else goes on."""
        text = self.sentences[index].folded
        act = any(one.search(text, mention.start, mention.end + 1) for one in self._patterns("act"))
        if source is None or source.speaker or not act:
            return "text"
        return "paragraph" if text.startswith((",", ":", "。"), mention.end) else "sentence"

    def _closes(self, index: int, mention: SourceMention) -> bool:
        return _MARKS.fullmatch(self.sentences[index].folded, mention.end) is not None

    def _after(self, index: int, first: SourceMention, last: SourceMention) -> None:
        """The quote that the sentence's tag closes is the source's; an open end introduces what follows."""
        closes = self._closes(index, last)
        begun = self._quote_before(index, first)
        if begun is None:
            self.introduced = closes
            return
        # “…。”王某说。: the tag belongs to the last sentence of the quote; not so “…。”他说，…。
        tagged = closes or first.kind == "source"
        for number in range(begun, index):
            label = EXPLICIT if tagged and number == index - 1 else INHERITED
            self.spans[number] = [_span(self.sentences[number], 0, self.current, label)]
        if closes:
            self.closed = self.current
            # “…。”某局局长王某在发布会上说。: there the facts that follow are the speaker's as well.
            names_a_body = self.current is not None and self.current.agency
            if not (names_a_body and self._tells("briefing", index)):
                self.current = None

    def _quote_before(self, index: int, tag: SourceMention) -> int | None:
        """The sentence in which the quote began that closes right before the tag, if nobody introduced it."""
        before = self.sentences[index].folded[: tag.start]
        begun = self.quotes[index]
        # “…。”在城北的厂里，厂长何莉指着机器说，…: a phrase may set the scene for the tag.
        if begun < 0 and index and _SCENE.fullmatch(before):
            previous = self.sentences[index - 1]
            if previous.paragraph != self.sentences[index].paragraph:
                return None
            if previous.heading or not previous.folded.endswith("”"):
                return None
            begun = self.quotes[index - 1] if self.quotes[index - 1] >= 0 else index - 1
        elif not before.rstrip(", ").endswith("”"):
            return None
        return begun if begun >= 0 and self.sentences[begun].folded.startswith("“") else None

    def _quoted(self, index: int, mention: SourceMention) -> bool:
        """Whether the mention stands inside a quotation, whose words are someone else's."""
        before = self.sentences[index].folded[: mention.start]
        opened, closed = before.rfind("“"), before.rfind("”")
        return opened > closed or (opened < 0 and closed < 0 and self.quotes[index] >= 0)


def _is_counted(text: str, mention: SourceMention) -> bool:
    """Whether the numbers are said to be counted, no matter by whom: 据不完全统计, not 数据显示."""
    return _COUNTED.search(text, mention.start, mention.end) is not None


def _may_follow(mention: SourceMention) -> bool:
    """Whether a second source in a sentence can be one though only a comma sets it off."""
    named = mention.agencies or mention.speakers
    return mention.kind == "source" and mention.rule != "body-publishes" and bool(named)


def _only_points(mention: SourceMention, source: Source | None, current: Source | None) -> bool:
    """报告显示, 数据显示 and 他说 of who speaks already name nobody; 《报告》 and 半年报 name a document."""
    if mention.kind == "again":
        return not mention.office and source == current
    # 报告显示 after a heading takes up a source that does not speak any more.
    return mention.kind == "data" or (mention.kind == "paper" and not mention.titled and bool(current))


def _goes_on(text: str, source: Source) -> bool:
    """Whether who closed a quote by a tag still speaks: “…, or 中心现有126名工人 after 分选中心负责人说."""
    return text.startswith("“") or (len(source.agency) > 1 and text.startswith(source.agency[-2:]))


def _span(sentence: Sentence, start: int, source: Source | None, label: str) -> Attribution:
    if source is None or not (source.agency or source.speaker):
        return Attribution(sentence.start + start, sentence.end)
    return Attribution(sentence.start + start, sentence.end, source.agency, source.speaker, label)
