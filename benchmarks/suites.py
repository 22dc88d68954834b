"""How numbers are read in other projects' test suites: agreed, different by our guide, or wrong.

    python benchmarks/suites.py [FOLDER] [--wrong] [--write]

FOLDER holds the suites as JSON Lines (a line a case: `text`, `mode`, `scope`, `expected`); it is
`../shared/suites` beside the checkout unless given. Cases about numbers, percentages, money, ranges
and quantities are run; dates, times, durations and ordinals are counted as out of scope. In a
sentence the mention rules must find the number; a number without a unit, which is no anchor, is
read by itself. `--wrong` lists the wrong cases, `--write` writes the table to `suites.md`.

A difference counts as ours only where one of the policies below says why, by what the case is like
and never by its name; every policy cites the annotation guide.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from suite_policies import IN_SCOPE, NEIGHBOURS, NUMERAL, POLICIES, RULES, Item, agrees

from extractor.fold import fold
from extractor.mentions import find_mentions
from extractor.quantities import Quantity, parse_quantity

ROOT = Path(__file__).parent.parent
SUITES = ROOT.parent / "shared" / "suites"
NUMERIC = {"quantity", "percent", "points", "multiple", "fraction", "small_count", "single_count", "flat"}


def read_in(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """What the rules find around a span, or, where they find nothing, what the span says by itself."""
    folded = fold(text)
    found = []
    if folded[start] == "每":  # the rules keep 每小时 apart from the anchor; here it is part of the words
        return tuple(filter(None, [parse_quantity(text[start:end], units=RULES.units)]))
    for mention in find_mentions(folded, RULES.mentions):
        if mention.kind in NUMERIC and mention.start < end and mention.end > start:
            found.append(parse_quantity(folded[mention.start : mention.end], units=RULES.units))
    if not found:
        found.append(parse_quantity(text[start:end].strip(",，。 "), units=RULES.units))
    return tuple(filter(None, found))


def items(case: dict[str, Any]) -> Iterator[Item]:
    for expected in case["expected"]:
        if expected["kind"] not in IN_SCOPE:
            continue
        value = expected["value"]
        low, high = value if isinstance(value, list) else (value, value)
        ends = [None if end is None else Decimal(str(end)) for end in (low, high)]
        if case["mode"] == "parse_whole":
            read = tuple(filter(None, [parse_quantity(case["text"], units=RULES.units)]))
        else:
            read = read_in(case["text"], expected["start"], expected["end"])
        yield Item(expected["text"], ends[0], ends[1], expected.get("unit") or "", read)


def judge(case: dict[str, Any]) -> tuple[str, str]:
    """The verdict on a case, and the policy or the words that decided it."""
    if not set(case["scope"]) & IN_SCOPE or any(e["kind"] not in IN_SCOPE for e in case["expected"]):
        return "out of scope", ""
    if case["mode"] == "error":
        return ("wrong", case["text"]) if parse_quantity(case["text"]) else ("agreed", "")
    if case["mode"] in ("negative", "no_rewrite"):
        found = [text for text, quantity in numbers(case["text"]) if concerns(quantity, case["scope"])]
        if found and all(NEIGHBOURS.search(text) for text in found):
            return "differs", "2.4: neighbouring digits (二三十) are the two ends of a range"
        return ("wrong", ", ".join(found)) if found else ("agreed", "")
    if not any(NUMERAL.search(fold(expected["text"])) for expected in case["expected"]):
        return "out of scope", ""
    reasons = []
    for item in items(case):
        if item.low is None and item.high is None:  # the suite gives the words only
            words = [fold(text).replace(" ", "") for text, _ in numbers(case["text"])]
            if not any(
                word in fold(item.text).replace(" ", "") and len(word) + 3 > len(item.text) for word in words
            ):
                policy = next((policy for policy in POLICIES if policy.holds(item)), None)
                if policy is None:
                    return "wrong", item.text
                reasons.append(f"{policy.section}: {policy.why}")
        elif not any(agrees(item, quantity) for quantity in item.read):
            policy = next((policy for policy in POLICIES if policy.holds(item)), None)
            if policy is None:
                return "wrong", f"{item.text} is {item.low}–{item.high} {item.unit}; read {item.read}"
            reasons.append(f"{policy.section}: {policy.why}")
    return ("differs", reasons[0]) if reasons else ("agreed", "")


def numbers(text: str) -> Iterator[tuple[str, Quantity]]:
    folded = fold(text)
    for mention in find_mentions(folded, RULES.mentions):
        words = folded[mention.start : mention.end]
        if mention.kind in NUMERIC and (quantity := parse_quantity(words, units=RULES.units)):
            yield words, quantity


def concerns(quantity: Quantity, scope: Sequence[str]) -> bool:
    if "money" in scope:
        return quantity.unit_kind == "money"
    if "percent" in scope:
        return quantity.unit_kind in ("share", "points")
    if "number" in scope:  # a suite of plain numbers leaves money and percentages to its other parts
        return quantity.unit_kind not in ("money", "share", "points")
    return quantity.unit_kind not in ("count", "occasion", "time", "")


def cases(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


COLUMNS = ("agreed", "differs", "wrong", "out of scope")


def table(counts: dict[str, Counter[str]], reasons: Counter[str]) -> str:
    lines = [
        "# Numbers in other projects' test suites",
        "",
        "Written by `python benchmarks/suites.py --write`. A case counts once: as wrong if anything in it",
        "is wrong, else as different if anything is read otherwise by our guide.",
        "",
        "| suite | cases in scope | agreed | differs by our guide | wrong | wrong, % | out of scope |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    total: Counter[str] = sum(counts.values(), Counter())
    for suite, count in {**counts, "all": total}.items():
        judged = count["agreed"] + count["differs"] + count["wrong"]
        share = 100 * count["wrong"] / judged if judged else 0
        lines.append(
            f"| {suite} | {judged} | {count['agreed']} | {count['differs']} | {count['wrong']} | {share:.1f} "
            f"| {count['out of scope']} |"
        )
    lines += ["", "| section of the guide | why we read it otherwise | cases |", "|---|---|--:|"]
    for reason, number in reasons.most_common():
        section, _, why = reason.partition(": ")
        lines.append(f"| {section} | {why} | {number} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path, default=SUITES)
    parser.add_argument("--wrong", action="store_true", help="list the wrong cases")
    parser.add_argument("--write", action="store_true", help="write the table to suites.md")
    options = parser.parse_args()
    paths = sorted(options.folder.glob("*.jsonl"))
    if not paths:
        print(
            f"{options.folder}: holds no suites (*.jsonl); nothing to run, name their folder as the argument"
        )
        return 0
    counts: dict[str, Counter[str]] = {path.stem: Counter() for path in paths}
    reasons: Counter[str] = Counter()
    for path in paths:
        for case in cases(path):
            verdict, reason = judge(case)
            counts[path.stem][verdict] += 1
            if verdict == "differs":
                reasons[reason] += 1
            if verdict == "wrong" and options.wrong:
                print(f"{path.stem} {case['case_id']} {case['mode']}: {case['text'][:50]}: {reason}")
    text = table(counts, reasons)
    print(text)
    if options.write:
        Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
