"""Who has been named so far: people with their bodies, bodies, and documents with their issuers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import regex

from extractor.names import called_by_its_task, like_a_body, like_a_person, trimmed
from extractor.rules import Rule
from extractor.sources import FILING, SourceMention

JOIN = "；"
_LONGEST_TITLE = 3
# How many sentences back 他 may reach for someone who has not spoken yet.
_LOOK_BACK = 3
# 公司 means whichever body was named last, whatever its name ends in.
# Where a villager lives speaks for nobody: 石桥镇种粮大户.
_PLACES = tuple("村镇乡县市区省州旗")
_DEPARTMENT = regex.compile(r"(?<!公)司$|(?<!事)处$|[科股庭]$")
_SCHOOLS = ("大学", "学院", "学校", "中学", "小学")
_ANY_BODY = frozenset({"公司", "集团", "企业", "平台", "机构", "单位", "部门"})


@dataclass(frozen=True, slots=True)
class Source:
    """An agency, a speaker, or both; several are joined with `；`."""

    agency: str = ""
    speaker: str = ""


@dataclass
class Registry:
    """What the sentences read so far tell of those who speak."""

    rules: Sequence[Rule]
    people: dict[str, str] = field(default_factory=dict)
    bodies: list[str] = field(default_factory=list)
    documents: dict[str, str] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)
    last: Source | None = None
    # How many sentences were read when `last` spoke.
    spoke_at: int = 0

    def new_section(self) -> None:
        """A heading stands between: 他 means nobody named before it."""
        self.last, self.spoke_at = None, len(self.sentences)

    def knows(self, name: str) -> bool:
        """Whether an earlier sentence gave the name to a person."""
        return self._person(name) is not None

    def resolve(self, mention: SourceMention, current: Source | None) -> tuple[bool, Source | None]:
        """Whether the mention tells who speaks, and who: `None` for nobody that is named."""
        if mention.kind == "aside":
            return False, None
        if mention.kind in ("unnamed", "reporter"):
            return True, None
        if mention.kind == "data":
            # 数据显示 after a quoted report goes on with the report.
            return True, self._issuer("")
        if mention.kind == "paper":
            issuer = self._filer() if mention.rule == FILING else self._issuer(mention.document)
            return True, issuer or (current if current and not current.speaker else None)
        if mention.kind == "again":
            return True, self._again(mention, current)
        source = self._named(mention, current)
        if source is None:
            # 小区物业负责人说: whoever that is, it is not the one that spoke before.
            return bool(mention.subject and mention.office), None
        self._remember(source, mention.document)
        return True, source

    def _named(self, mention: SourceMention, current: Source | None) -> Source | None:
        if mention.subject:
            return self._subject(mention.subject)
        if mention.rule in ("name-says", "name-in-brackets"):
            people = [self._by_name(name) for name in mention.speakers]
            known = [person for person in people if person is not None]
            agency, speaker = _join(one.agency for one in known), _join(one.speaker for one in known)
            return Source(agency, speaker) if known else None
        agencies = [self._spelled_out(agency, current) for agency in mention.agencies]
        # 市监管局党组成员、执法稽查局局长: the second body is a part of the first.
        if mention.speakers:
            agencies = [one for at, one in enumerate(agencies) if not at or not called_by_its_task(one)]
        # 海关总署新闻发言人、统计分析司司长 likewise.
        if len(agencies) > 1 and mention.speakers[1:] == () and _DEPARTMENT.search(agencies[1]):
            agencies = agencies[:1]
        if self._citizen(mention.office):
            agencies = [agency for agency in agencies if not agency.endswith(_PLACES)]
            if not agencies:
                return Source("", _join(mention.speakers))
        if not any(agencies):
            agencies = [self.people.get(name, "") for name in mention.speakers]
            if mention.office and not any(agencies) and current:
                agencies = [current.agency]
        source = Source(_join(agencies), _join(mention.speakers))
        return source if source.agency or source.speaker else None

    def _citizen(self, office: str) -> bool:
        return any(rule.kind == "citizen" and rule.pattern.search(office) for rule in self.rules)

    def _subject(self, subject: str) -> Source | None:
        person = self._person(subject)
        if person is None and (subject in self.bodies or like_a_body(subject, self.rules)):
            return Source(subject)
        return person

    def _by_name(self, name: str) -> Source | None:
        if len(name) == 1:
            known = next((person for person in reversed(self.people) if person.startswith(name)), None)
            return Source(self.people[known], known) if known else None
        return self._person(name) or self._person(name[:-1]) or Source("", name)

    def _person(self, name: str) -> Source | None:
        if name not in self.people:
            agency = self._introduced(name) if len(name) > 1 else None
            if agency is None:
                return None
            self.people[name] = self._spelled_out(agency, None)
        return Source(self.people[name], name)

    def _introduced(self, name: str) -> str | None:
        """The body of a person whom a sentence named with office or title; empty without a body."""
        rules = [rule for rule in self.rules if rule.kind == "person"]
        for text in reversed(self.sentences):
            end = text.find(name) + len(name)
            if end < len(name):
                continue
            for rule in rules:
                for stop in range(end, min(end + _LONGEST_TITLE, len(text)) + 1):
                    match = rule.pattern.match(text, 0, stop)
                    if match and match["speaker"] == name:
                        captures = match.capturesdict()
                        body = self._body_of(captures)
                        villager = any(self._citizen(office) for office in captures.get("office", ()))
                        return "" if villager and body.endswith(_PLACES) else body
        return None

    def _again(self, mention: SourceMention, current: Source | None) -> Source | None:
        met = None if mention.office else self._met_since(self.spoke_at)
        source = met or current or self.last
        if source is None:
            return None
        if mention.office and not mention.office.startswith(("该", "这", "上述")):
            source = Source(source.agency)
        self.last, self.spoke_at = source, len(self.sentences)
        return source

    def _met_since(self, start: int) -> Source | None:
        """The person that was last named with an office, without speaking: 他 means that one."""
        rules = [rule for rule in self.rules if rule.kind == "person"]
        for text in reversed(self.sentences[start:][-_LOOK_BACK:]):
            people = [
                match
                for rule in rules
                for match in rule.pattern.finditer(text)
                if (match.capturesdict().get("agency") or not match.capturesdict().get("office"))
                and like_a_person(match["speaker"], self.rules, alone=False)
            ]
            if people:
                first = min(people, key=lambda match: match.start())
                return Source(self._body_of(first.capturesdict()), first["speaker"])
        return None

    def _body_of(self, captures: dict[str, list[str]]) -> str:
        return _join(trimmed(agency, self.rules) for agency in reversed(captures.get("agency", [])))

    def _spelled_out(self, agency: str, current: Source | None) -> str:
        """The body that 该公司 or 这个作业站 means; any other name as it is."""
        calls = [rule.pattern.search(agency) for rule in self.rules if rule.kind == "anaphor"]
        noun = next((call["noun"] for call in calls if call), "")
        if not noun:
            return agency
        said = [body for body in (current.agency if current else "", *reversed(self.bodies)) if body]
        kinds = _SCHOOLS if noun.startswith("校") else (noun,)
        named = (body for body in said if body.endswith(kinds) or noun in _ANY_BODY)
        return next(named, "") or self._last_body(kinds, agency) or next(iter(said), "")

    def _last_body(self, nouns: tuple[str, ...], but: str) -> str:
        """The body named last that ends in one of the nouns and says more than it."""
        for text in reversed(self.sentences):
            for rule in self.rules:
                if rule.kind == "body":
                    for body in reversed([match["body"] for match in rule.pattern.finditer(text)]):
                        more = any(body.endswith(noun) and len(body) > len(noun) + 1 for noun in nouns)
                        if more and not body.startswith(but):
                            return body
        return ""

    def _issuer(self, title: str) -> Source | None:
        """Who issued the document: the last one, if the title is only 报告 or 《报告》."""
        for known, issuer in reversed(self.documents.items()):
            if title in known or known in title:
                return Source(issuer)
        return None

    def _filer(self) -> Source | None:
        """Who published a report of its own numbers: 财报 is short for any of them."""
        for known, issuer in reversed(self.documents.items()):
            if known.endswith(("报告", "报", "招股书", "招股说明书")):
                return Source(issuer)
        return None

    def _remember(self, source: Source, document: str) -> None:
        self.last, self.spoke_at = source, len(self.sentences)
        agencies, speakers = source.agency.split(JOIN), source.speaker.split(JOIN)
        for number, name in enumerate(filter(None, speakers)):
            own = agencies[min(number, len(agencies) - 1)] if len(speakers) > 1 else source.agency
            self.people.setdefault(name, own)
        self.bodies.extend(agency for agency in agencies if agency)
        if document and source.agency:
            self.documents[document] = source.agency


def _join(names: Iterable[str]) -> str:
    return JOIN.join(dict.fromkeys(name for name in names if name))
