"""The area that a claim is about: one of its own sentence, or one that holds from before (guide 2.7)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import regex

from extractor.areas import Areas
from extractor.article import Sentence
from extractor.regions import MARKS, Region, Span, clause_head, find_regions
from extractor.rules import Rule

_CLAUSE = regex.compile(f"[{MARKS}]")
_PART_END = regex.compile("[;；]")
# A number with its unit, not that of a date.
_COUNT = regex.compile(
    r"(?<![\d.])\d[\d.]*(?![\d.]|(?:[-—~至到、]\d+)*(?:个?月|年|季度|日|时|届|号))[^,;:，；：]*$"
)
_AND = regex.compile("[、和与及]")
_NUMBER = regex.compile(r"[\d.]+")
# 全市 and 本省 go with whatever area was named before; 全国 and 全球 are areas themselves.
_SAME_AREA = regex.compile(r"[全本该我][市省区县州旗镇乡村]|首都|该地区?")
_WHOLE = regex.compile(r"[全我本该]|中国|世界")
_SHORT_NAME = regex.compile(r"(?:公司|集团|银行)$")
# 当地建设了产业园; but no 当地时间, 当地居民 or 在当地. The whole of the article tells which place is meant.
_HERE = "当地"
_LOCAL = regex.compile(r"(?<![在到由向])当地(?!时间|[人居群村政媒警部民的]|气象|官员|消防|公安)")
_SHARE_OF = regex.compile(r"占到?了?(?:同期)?$")
_LONGEST_SHARE = 5
_GOVERNING = ("region", "part")


@dataclass(frozen=True, slots=True)
class RegionContext:
    """What a sentence says of areas: its text, its areas in order, and the one that holds from before it.

    The text may be the stored one or the folded one: their offsets are the same.
    """

    text: str
    regions: Sequence[Region]
    inherited: str = ""

    def region_of(self, anchor: Span, indicator: Span | None = None) -> str:
        """The area that a claim is about, as written; spans are offsets within the sentence.

        The nearest area before the number that reaches it, or one between the number
        and its indicator (召开3次全市…会议); else the one that holds from before.
        """
        start, end = anchor
        before, after = indicator or anchor
        first = bisect_left(self.regions, end, key=lambda region: region.start)
        for region in islice(self.regions, first, None):
            if region.end > before:
                break
            if region.kind in _GOVERNING and not _CLAUSE.search(self.text, end, region.start):
                return self._written(region)
        for region in self._nearest_first(start, before, after):
            # 宁夏、四川等19个省区市 are counted themselves.
            if self._reaches(region, start) and self.text[region.end : start] != "等":
                return self._respective(region, start) or self._written(region)
        if self.inherited:
            return "" if self._tells_another(start) else self.inherited
        known = (r for r in reversed(self.regions) if r.end <= start)
        named = next((self._written(r) for r in known if r.kind == "region" or self._shared(r)), "")
        return named or (_HERE if _LOCAL.search(self.text, 0, start) else "")

    def _shared(self, region: Region) -> bool:
        """个私企业占到全国市场主体的95%: where nothing else is said, a share tells of the whole."""
        return region.kind == "beside" and all(
            (
                _SHARE_OF.search(self.text, max(0, region.start - _LONGEST_SHARE), region.start),
                _WHOLE.match(self.text, region.start),
            )
        )

    def _nearest_first(self, start: int, before: int, after: int) -> Iterator[Region]:
        """The areas before the number: those before the indicator in its clause, then the nearest.

        An area inside the indicator is a part of its name (农村居民人均可支配收入).
        """
        count = bisect_right(self.regions, start, key=lambda region: region.end)
        head = clause_head(self.text, before)
        if after > start or _CLAUSE.search(self.text, after, start):
            head = before
        for place in range(count - 1, -1, -1):
            if self.regions[place].start < head:
                break
            if self.regions[place].start < before:
                yield self.regions[place]
        for place in range(count - 1, -1, -1):
            region = self.regions[place]
            if not (head <= region.start < before or before <= region.start < after):
                yield region

    def passed_on(self) -> str:
        """The area that holds after the sentence, while its paragraph goes on."""
        if self.text.startswith("其中"):
            return self.inherited
        subjects = [self._written(region) for region in self.regions if region.subject]
        if not subjects:
            return self.inherited
        # 上海增长20%；湖北宜昌卖出300万元: nothing tells which of them goes on.
        topics = [
            self._written(region) for region in self.regions if region.kind == "region" and region.topic
        ]
        several = any(not _SAME_AREA.match(one) and one[:2] != subjects[0][:2] for one in topics)
        return "" if several and not _WHOLE.match(subjects[0]) else subjects[0]

    def _written(self, region: Region) -> str:
        return self.text[region.start : region.end]

    def _respective(self, region: Region, position: int) -> str:
        """The one of several areas whose number it is: 日本、美国分别以1.32万件和7900件居前列."""
        each = self.text.find("分别", region.end, position)
        # 江苏、云南，月均水平分别为2027元、1820元: a list may stand as a clause of its own.
        after = region.end + (self.text[region.end : region.end + 1] in (",", "，"))
        if each < 0 or _CLAUSE.search(self.text, after, each):
            return ""
        members = _AND.split(self._written(region))
        number = len(_NUMBER.findall(self.text, each, position))
        total = len(_NUMBER.findall(_CLAUSE.split(self.text[each:])[0]))
        return members[number] if len(members) == total > number else ""

    def _reaches(self, region: Region, position: int) -> bool:
        if region.kind not in _GOVERNING:
            return False
        if not _CLAUSE.search(self.text, region.end, position):
            return True
        if region.kind == "part":
            return region.topic and not _PART_END.search(self.text, region.end, position)
        return region.topic or not self._counted(region)

    def _counted(self, region: Region) -> bool:
        """Whether a number stands before the area in its clause.

        Of 召开了3次全市…会议，推动解决9个问题 the latter is about 全市 only if nothing else is known.
        """
        head = clause_head(self.text, region.start)
        return _COUNT.search(self.text, head, region.start) is not None

    def _tells_another(self, position: int) -> bool:
        return any(
            (region.end <= position or not _CLAUSE.search(self.text, position, region.start))
            and not _SAME_AREA.match(written := self._written(region))
            and written[:2] != self.inherited[:2]
            for region in self.regions
            if region.kind in _GOVERNING or (region.kind == "named" and region.topic)
        )


def region_contexts(
    sentences: Iterable[Sentence],
    areas: Areas,
    rules: Sequence[Rule],
    *,
    found: Mapping[int, Sequence[Region]] | None = None,
) -> list[RegionContext]:
    """The context of each sentence of an article; an area is carried on within its paragraph only.

    `found` are the regions of the sentences, those in names among them, that are known already.

    >>> from extractor import Article, Rules
    >>> rules = Rules.bundled()
    >>> article = Article("2023年，全市专利授权量19.4万件。每万人口发明专利拥有量262.9件。")
    >>> first, second = region_contexts(article.sentences, rules.areas, rules.regions)
    >>> first.region_of((13, 19)), second.region_of((12, 18))
    ('全市', '全市')
    """
    contexts: list[RegionContext] = []
    paragraph, inherited = -1, ""
    short_names: set[str] = set()
    known = found or {}
    for number, sentence in enumerate(sentences):
        if sentence.paragraph != paragraph:
            paragraph, inherited = sentence.paragraph, ""
        text = sentence.folded
        told = known[number] if number in known else find_regions(text, areas, rules, named=True)
        for region in told:
            if region.kind == "named" and _SHORT_NAME.search(text, region.start, region.end):
                short_names.add(text[region.start : region.start + 4])
        regions = [
            region
            for region in told
            if region.kind == "named" or text[region.start : region.start + 4] not in short_names
        ]
        context = RegionContext(sentence.text, regions, inherited)
        contexts.append(context)
        inherited = context.passed_on()
    return contexts
