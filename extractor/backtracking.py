"""Patterns that backtrack without bound: a static look where one is possible, and a timed probe.

`regexploit` reads Python's `re` syntax; of the bundled patterns, with names and lists
rewritten, it can read 82 of 144, the others use possessive or atomic groups. So
it is asked first where it is installed, and every pattern is probed with the clock besides.
"""

import time
import warnings
from collections.abc import Iterable, Iterator
from itertools import pairwise

import regex

from extractor.rules import Rule

# Seconds of the processor that a probe may take, however busy the machine. The bundled patterns need
# under 0.3.
PROBE_LIMIT = 0.8
# How long a probe is: no sentence of 8,812 television news items has more tokens.
PROBE_LENGTH = 400
_PLACES = 6
# regexploit's degree from which it holds a pattern to be exponential.
_EXPONENTIAL = 10

_REWRITES = (
    (regex.compile(r"\(\?P?<([^\W\d]\w*)>"), "(?:"),
    (regex.compile(r"\\L<\w+>"), "(?:甲|乙丙)"),
    (regex.compile(r"\\p\{\w+\}"), r"\\w"),
)


def blows_up(rule: Rule, lines: Iterable[str]) -> str:
    """Why the rule's pattern is held to backtrack without bound; empty where it is not.

    `lines` are what it is probed with, in the form in which the pattern sees text: sentences
    for rules over characters, lines of symbols for claim rules.
    """
    if found := _static(rule.pattern.pattern):
        return found
    for line in lines:
        for probe in _probes(line):
            if (seconds := _seconds(rule.pattern, probe)) > PROBE_LIMIT:
                return (
                    f"ran {seconds:.1f} s on {len(probe)} characters or tokens that repeat an example's part"
                )
    return ""


def _static(source: str) -> str:
    for what, by in _REWRITES:
        source = what.sub(by, source)
    with warnings.catch_warnings():
        # regexploit imports sre_parse, which Python deprecates.
        warnings.simplefilter("ignore")
        try:
            from regexploit.ast.sre import SreOpParser
            from regexploit.redos import find

            parsed = SreOpParser().parse_sre(source, regex.VERBOSE)
        except Exception:  # not installed, or a pattern that it cannot read: left to the probe
            return ""
    for found in find(parsed):
        if found.starriness >= _EXPONENTIAL:
            return f"regexploit sees an exponential repeat of {found.repeated_character}"
    return ""


def _probes(line: str) -> Iterator[str]:
    """The line with a part repeated and its end cut off, so that the pattern tries all ways and fails."""
    places = sorted({round(i * (len(line) - 1) / _PLACES) for i in range(_PLACES + 1)}) if line else []
    for start, end in pairwise([*places, len(line)]):
        part = line[start:end]
        if part:
            yield line[:start] + part * (PROBE_LENGTH // len(part))
            yield line[:start] + part[0] * PROBE_LENGTH


def _seconds(pattern: "regex.Pattern[str]", probe: str) -> float:
    begun = time.thread_time()
    try:
        for _ in pattern.finditer(probe, timeout=PROBE_LIMIT * 4, concurrent=False):
            pass
    except TimeoutError:
        pass
    return time.thread_time() - begun
