"""Names of indicators folded by a declared list; what is not declared is only proposed, never merged."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractor.check import char_f1
from extractor.errors import InputError
from extractor.fold import fold
from extractor.rules import bundled_folder

FILE = "synonyms.toml"


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Declared names of indicators: each name's canonical name, and the list's version."""

    canonical: Mapping[str, str]
    version: int

    @classmethod
    def load(cls, folder: str | Path) -> "Synonyms":
        """The list in a rules folder's `synonyms.toml`; an empty one where there is none."""
        path = Path(folder) / FILE
        if not path.is_file():
            return cls({}, 0)
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: cannot be read as TOML ({error}); mend the place it names") from None
        names, version = data.get("names", {}), data.get("version")
        if not isinstance(version, int) or not isinstance(names, dict):
            raise InputError(f"{path}: needs a whole number `version` and a table [names]; write both")
        canonical: dict[str, str] = {}
        for name, others in names.items():
            if not isinstance(others, list) or not all(isinstance(other, str) for other in others):
                raise InputError(f'{path}: {name}: is no list of names; write {name} = ["…", "…"]')
            for spelling in (name, *others):
                if canonical.setdefault(_key(spelling), name) != name:
                    first = canonical[_key(spelling)]
                    raise InputError(f"{path}: {spelling}: stands under {first} and {name}; keep one of them")
        return cls(canonical, version)

    @classmethod
    def bundled(cls) -> "Synonyms":
        """The package's own list."""
        return _bundled()

    def fold(self, indicator: str) -> str:
        """The name that tables use: the declared one, else the indicator as it stands, without white space.

        >>> Synonyms.bundled().fold("有效发明专利量"), Synonyms.bundled().fold("专利授权量")
        ('发明专利有效量', '专利授权量')
        """
        return self.canonical.get(_key(indicator), "".join(indicator.split()))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two names that may mean the same, with their similarity from 0 to 1."""

    one: str
    other: str
    similarity: float


def candidates(
    indicators: Iterable[str], synonyms: Synonyms | None = None, *, at_least: float = 0.85
) -> list[Candidate]:
    """Pairs of names that are alike and not declared, the most alike first: for a person to judge.

    >>> [(found.one, found.other) for found in candidates(["新能源汽车产量", "新能源车产量", "小麦产量"])]
    [('新能源汽车产量', '新能源车产量')]

    Similarity is the F1 of their characters, so it cannot tell 进口额 of 出口额: nothing is merged.
    """
    synonyms = Synonyms.bundled() if synonyms is None else synonyms
    names = list(dict.fromkeys(synonyms.fold(name) for name in indicators if name))
    pairs = [
        Candidate(one, other, round(likeness, 3))
        for number, one in enumerate(names)
        for other in names[number + 1 :]
        if (likeness := char_f1(one, other)) >= at_least
    ]
    return sorted(pairs, key=lambda pair: -pair.similarity)


def _key(name: str) -> str:
    return "".join(fold(name).split()).upper()


@cache
def _bundled() -> Synonyms:
    return Synonyms.load(bundled_folder())
