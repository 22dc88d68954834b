"""How the time of an extraction grows with a sentence that is made to be hard.

    python benchmarks/growth.py [--sizes 25000 50000 100000 200000] [--only NAME...]

Each text is one sentence: the same few characters over and over, a claim with its speaker before and after.
Prints a table with the processor time of each size, and what the last doubling multiplied it by: 2 is
linear growth. Where a rule runs over its time limit, the rule is named instead.
"""

import argparse
import time

from extractor import Article, Rules, extract
from extractor.errors import RuleTimeout

AROUND = "市统计局局长张三表示,新增企业3万家"
INNER = {
    "digits": "1",
    "numerals": "三",
    "tens": "十",
    "digits apart": "12 ",
    "digits and commas": "3,200,",
    "enumeration": "12、",
    "quantities": "12件",
    "quantities and commas": "3万件,",
    "dates": "3月5日至6日",
    "no numbers": "今年以来全市各部门持续推进相关工作并取得明显成效,",
    "claims": "全市专利授权量19.4万件,同比增长5.88%,",
    "sources": "局长张三说,",
    "areas": "北京市海淀区、",
    "one character": "的",
    "letters and digits": "a1",
}
NESTED = {"brackets": "()", "quotes": "“”", "titles": "《》"}


def sentence(name: str, size: int) -> str:
    """A sentence of about so many characters."""
    if name in NESTED:
        opening, closing = NESTED[name]
        inner = opening * (size // 2) + closing * (size // 2)
    else:
        inner = (INNER[name] * (size // len(INNER[name]) + 1))[:size]
    return f"{AROUND},{inner},{AROUND}。"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="*", default=[25_000, 50_000, 100_000, 200_000])
    parser.add_argument("--only", nargs="*", default=[*INNER, *NESTED], choices=[*INNER, *NESTED])
    options = parser.parse_args()
    rules = Rules.bundled()
    extract(Article(sentence("claims", 100)), rules)
    print("| sentence of | " + " | ".join(f"{size:,}" for size in options.sizes) + " | last doubling |")
    print("|---|" + "--:|" * (len(options.sizes) + 1))
    for name in options.only:
        cells, times = [], []
        for size in options.sizes:
            article = Article(sentence(name, size))
            start = time.process_time()
            try:
                extract(article, rules)
                times.append(time.process_time() - start)
                cells.append(f"{times[-1]:.2f}")
            except RuleTimeout as error:
                times.append(0)
                cells.append(str(error).split(": ")[1])
        ratio = f"{times[-1] / times[-2]:.1f}" if len(times) > 1 and times[-1] and times[-2] else ""
        print(f"| {name} | {' | '.join(cells)} | {ratio} |", flush=True)


if __name__ == "__main__":
    main()
