"""Who states each sentence: explicit where named, inherited while the same source goes on (annotation guide 2.8)."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from extractor.article import Sentence
from extractor.registry import Registry, Source
from extractor.rules import Rule
from extractor.sources import SourceMention, find_sources

EXPLICIT, INHERITED = "explicit", "inherited"

_ONLY_MARKS = regex.compile(r"[\s,。;:!?…”’)]*")
_ENDS_OPEN = regex.compile(r"[:,]?\s*")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The source in force from `start` to `end` (offsets of the article)."""

    start: int
    end: int
    agency: str = ""
    speaker: str = ""
    attribution: str = ""


def attribution_at(attributions: Sequence[Attribution], offset: int) -> Attribution:
    """The attribution in force at an offset of the article; `attributions` as `attribute` gives them."""
    index = bisect_right(attributions, offset, key=lambda one: one.start) - 1
    if index >= 0 and offset < attributions[index].end:
        return attributions[index]
    return Attribution(offset, offset)


def attribute(sentences: Sequence[Sentence], rules: Sequence[Rule]) -> tuple[Attribution, ...]:
    """The source of every sentence, in order; a sentence with two sources gives two spans.

    >>> from extractor.article import Article
    >>> from extractor.rules import Rules
    >>> article = Article("市统计局局长李晓明介绍，全市结案3万件。立案4万件。")
    >>> [(one.agency, one.speaker, one.attribution) for one in attribute(article.sentences, Rules.bundled().context)]
    [('市统计局', '李晓明', 'explicit'), ('市统计局', '李晓明', 'inherited')]

    A heading has none and ends the one before it.
    """
    reader = _Reader(Registry(rules), quotes=_quotes(sentences))
    for index, sentence in enumerate(sentences):
        reader.read(index, sentence, sentences)
    return tuple(span for spans in reader.spans for span in spans)


@dataclass
class _Reader:
    """What is known while the sentences are read in order."""

    registry: Registry
    quotes: list[tuple[int, bool]]
    spans: list[list[Attribution]] = field(default_factory=list)
    current: Source | None = None
    # The next sentence is explicit: this one ended in a colon or a verb of saying.
    introduced: bool = False
    # The last sentence named a body that publishes, so 数据显示 right after it is still its.
    published: bool = False
    # The last sentence closed a quote by its tag: only a further quote goes on.
    closed: Source | None = None

    def read(self, index: int, sentence: Sentence, sentences: Sequence[Sentence]) -> None:
        self.registry.read.append(sentence.folded)
        mentions = [one for one in find_sources(sentence.folded, self.registry.rules) if not self._quoted(index, one, sentence)]
        if sentence.heading:
            self._heading(sentence, mentions)
            return
        closed, self.closed = self.closed, None
        if closed and sentence.folded.startswith("“"):
            self.current = closed
        introduced, self.introduced = self.introduced, False
        published, self.published = self.published, False
        label = EXPLICIT if introduced else INHERITED
        spans = [_span(sentence, 0, self.current, label)]
        named = False
        for mention in mentions:
            clause = sentence.folded[: mention.start].rstrip()
            fresh = not clause or clause.endswith((";", "。"))
            if named and not fresh and not self._may_follow(mention):
                continue
            if mention.kind == "data" and (published or self.published):
                self.published = True
                continue
            known, source = self.registry.resolve(mention, self.current)
            if not known:
                continue
            start = mention.start if (named or clause.endswith(";")) else 0
            spans = [span for span in spans if span.start < sentence.start + start]
            if spans:
                spans[-1] = replace(spans[-1], end=sentence.start + start)
            spans.append(_span(sentence, start, source, EXPLICIT))
            self.current = source
            named = True
            self.published = source is not None and not source.speaker
        self.spans.append(spans)
        if named and self.current is not None:
            self._after(index, sentence, mentions, sentences)

    def _heading(self, sentence: Sentence, mentions: Sequence[SourceMention]) -> None:
        self.spans.append([_span(sentence, 0, None, "")])
        self.current, self.introduced, self.published, self.closed = None, False, False, None
        for mention in mentions:
            if mention.rule == "caption":
                _, self.current = self.registry.resolve(mention, None)
                self.introduced = self.current is not None

    def _quoted(self, index: int, mention: SourceMention, sentence: Sentence) -> bool:
        """Whether the mention stands inside a quotation, whose words are someone else's."""
        opened, _ = self.quotes[index]
        inside = opened >= 0
        for mark in sentence.folded[: mention.start]:
            if mark == "“":
                inside = True
            elif mark == "”":
                inside = False
        return inside

    def _may_follow(self, mention: SourceMention) -> bool:
        """Whether a second source in a sentence, set off by no more than a comma, can be one."""
        if mention.kind != "source" or mention.rule in ("body-publishes", "subject-says"):
            return False
        return bool(mention.agencies or mention.speakers)

    def _after(
        self, index: int, sentence: Sentence, mentions: Sequence[SourceMention], sentences: Sequence[Sentence]
    ) -> None:
        last = mentions[-1]
        rest = sentence.folded[last.end :]
        first = mentions[0]
        quote = self._quote_before(index, sentences) if not sentence.folded[: first.start].strip("” ") else None
        closes = _ONLY_MARKS.fullmatch(rest) is not None
        if quote is not None:
            for number in range(quote, index):
                explicit = closes and number == index - 1
                self.spans[number] = [
                    _span(sentences[number], 0, self.current, EXPLICIT if explicit else INHERITED)
                ]
            if closes:
                self.closed, self.current = self.current, None
        elif closes:
            self.introduced = True

    def _quote_before(self, index: int, sentences: Sequence[Sentence]) -> int | None:
        """Where the quote began that ends right before this sentence, if nobody introduced it."""
        if index == 0 or sentences[index - 1].heading or not sentences[index - 1].folded.endswith("”"):
            return None
        opened, _ = self.quotes[index - 1]
        start = opened if opened >= 0 else index - 1
        return start if sentences[start].folded.startswith("“") else None


def _span(sentence: Sentence, start: int, source: Source | None, label: str) -> Attribution:
    if source is None or not (source.agency or source.speaker):
        return Attribution(sentence.start + start, sentence.end)
    return Attribution(sentence.start + start, sentence.end, source.agency, source.speaker, label)


def _quotes(sentences: Sequence[Sentence]) -> list[tuple[int, bool]]:
    """For each sentence: the sentence in which a quote still open at its start began (or -1), and whether it stays open."""
    found = []
    opened = -1
    paragraph = -1
    for index, sentence in enumerate(sentences):
        if sentence.paragraph != paragraph:
            opened, paragraph = -1, sentence.paragraph
        at_start = opened
        for mark in sentence.folded:
            if mark == "“":
                opened = index if opened < 0 else opened
            elif mark == "”":
                opened = -1
        found.append((at_start, opened >= 0))
    return found
