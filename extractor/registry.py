"""Who has been named so far: people with their bodies, bodies, and documents with their issuers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.rules import Rule
from extractor.sources import SourceMention, like_a_body, like_a_person
_ANY_BODY = frozenset({"公司", "集团", "企业", "平台", "机构", "单位", "部门"})


@dataclass(frozen=True, slots=True)
class Source:
    """An agency, a speaker, or both; several are joined with `；`."""

    agency: str = ""
    speaker: str = ""


@dataclass
class Registry:
    """What earlier sentences told of those who speak."""

    rules: Sequence[Rule]
    people: dict[str, str] = field(default_factory=dict)
    bodies: list[str] = field(default_factory=list)
    documents: dict[str, str] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    last: Source | None = None

    def resolve(self, mention: SourceMention, current: Source | None) -> tuple[bool, Source | None]:
        """Whether the mention says who speaks, and who: `None` for nobody that is named."""
        if mention.kind in ("unnamed", "reporter", "data"):
            return True, None
        if mention.kind == "again":
            return self._again(mention, current)
        if mention.kind == "document":
            return True, self._of_document(mention, current)
        source = self._named(mention, current)
        if source is None:
            return False, None
        self._remember(source, mention)
        return True, source

    def _again(self, mention: SourceMention, current: Source | None) -> tuple[bool, Source | None]:
        source = current or self.last
        if source is None:
            return True, None
        if mention.office and not mention.office.startswith(("该", "这", "上述")):
            source = Source(source.agency)
        return True, source

    def _of_document(self, mention: SourceMention, current: Source | None) -> Source | None:
        for title, issuer in reversed(self.documents.items()):
            if mention.document in title or title in mention.document or "《" not in mention.document:
                return Source(issuer)
        return current if current and not current.speaker else None

    def _named(self, mention: SourceMention, current: Source | None) -> Source | None:
        if mention.subject:
            return self._subject(mention.subject)
        if mention.rule == "name-says":
            found = [self._person(name) for name in mention.speakers]
            known = [one for one in found if one is not None]
            return Source(_join(one.agency for one in known), _join(one.speaker for one in known)) if known else None
        agencies = [self._spelled_out(agency, current) for agency in mention.agencies]
        if not mention.agencies:
            agencies = [self.people.get(name, "") for name in mention.speakers]
            if mention.office and not any(agencies) and current:
                agencies = [current.agency]
        source = Source(_join(agencies), _join(mention.speakers))
        return source if source.agency or source.speaker else None

    def _subject(self, subject: str) -> Source | None:
        if subject in self.people:
            return Source(self.people[subject], subject)
        if subject in self.bodies or like_a_body(subject):
            return Source(subject)
        return None

    def _person(self, name: str) -> Source | None:
        if len(name) == 1:
            known = next((person for person in reversed(self.people) if person.startswith(name)), None)
            return Source(self.people[known], known) if known else None
        if name in self.people:
            return Source(self.people[name], name)
        return Source(self._introduced(name) or "", name)

    def _spelled_out(self, agency: str, current: Source | None) -> str:
        """The body that 该公司 or 这个作业站 means; any other name as it is."""
        match = next((found for rule in self.rules if rule.kind == "anaphor" and (found := rule.pattern.search(agency))), None)
        if match is None:
            return agency
        noun = match["noun"]
        said = [body for body in (current.agency if current else "", *reversed(self.bodies)) if body]
        for body in said:
            if body.endswith(noun) or noun in _ANY_BODY:
                return body
        for text in reversed(self.read):
            for rule in self.rules:
                if rule.kind == "body":
                    for found in reversed(rule.pattern.findall(text)):
                        if found.endswith(noun) and found != agency and len(found) > len(noun) + 1:
                            return found
        return said[0] if said else ""

    def _introduced(self, name: str) -> str | None:
        """The body of a person whom an earlier sentence named with the office."""
        for rule in self.rules:
            if rule.kind == "person":
                for text in reversed(self.read):
                    if name in text:
                        for match in rule.pattern.finditer(text):
                            if match["speaker"] == name:
                                return match["agency"] or ""
        return None

    def _remember(self, source: Source, mention: SourceMention) -> None:
        self.last = source
        agencies = source.agency.split("；")
        for number, name in enumerate(source.speaker.split("；")):
            if name:
                self.people.setdefault(name, agencies[min(number, len(agencies) - 1)])
        self.bodies.extend(agency for agency in agencies if agency)
        if mention.document and source.agency:
            self.documents[mention.document] = source.agency


def _join(names: "Sequence[str] | object") -> str:
    return "；".join(dict.fromkeys(name for name in names if name))  # type: ignore[attr-defined]
