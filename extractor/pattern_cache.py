"""Compiled patterns kept between runs, so that the rules are there in a tenth of the time.

Most of a cold start is `regex` reading patterns in Python. What it makes of one is plain data:
flags, code, groups, lists. The protocol by which `regex` lets its patterns be pickled hands
that data out and builds the pattern anew from it. The data, the gates and the dictionary's
tags are kept in one file in the user's cache folder (`platformdirs`).

The file is written with `marshal`, not `pickle`: what is read is then numbers, text and
containers, and names nothing to be called. It bears a checksum, must belong to the user
and be writable by nobody else, and its name tells the versions of everything that its content
depends on, this package's own code among them. A file that cannot be used is as good as none and is
replaced; a folder that cannot be written to leaves everything as it would be without a cache. A file is
renamed into place whole, so processes that start together do not meet half of one.

`EXTRACTOR_CACHE` names another folder, or is `off`.
"""

import contextlib
import copyreg
import importlib.util
import marshal
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import regex

from extractor.gates import OPEN, Gate, gate

VARIABLE = "EXTRACTOR_CACHE"
_OFF = ("off", "0", "no", "false")
# The code whose results are kept.
_OWN_CODE = (
    "pattern_cache",
    "gates",
    "pattern_tree",
    "quick_patterns",
    "first_characters",
    "word_tree",
    "segment",
)
# A rule author's edits leave patterns behind; more than this are not kept, the oldest go first.
# Twice the rules that come with the package, 9 MB: each start reads all of it.
_MOST_PATTERNS = 400
# Environments (versions of Python, of regex) that may share a folder.
_MOST_FILES = 4

Lists = Mapping[str, tuple[str, ...]]
_reduce: Callable[[Any], tuple[Any, ...]] = copyreg.dispatch_table[regex.Pattern]  # type: ignore[assignment]
_rebuild = _reduce(regex.compile(""))[0]


class PatternCache:
    """The kept patterns while the rules of one folder are loaded.

    `pattern`, `gate` and `tag` give what is kept or make it; `save` keeps what was made.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._kept: dict[bytes, tuple[tuple[Any, ...], Gate]] = {}
        self._tags: dict[str, str] = {}
        self._used: dict[bytes, regex.Pattern[str]] = {}
        self._gates: dict[int, Gate] = {}
        self._new = False
        if path is not None:
            self._kept, self._tags = _read(path)

    @classmethod
    def open(cls) -> "PatternCache":
        """The user's cache, or one that keeps nothing where it is switched off."""
        folder = _folder()
        return cls(None if folder is None else folder / f"patterns-{_environment()}.bin")

    def pattern(
        self, source: str, lists: Lists, compiled: Callable[[str, Lists], "regex.Pattern[str]"]
    ) -> "regex.Pattern[str]":
        """The pattern of this source and these lists; `compiled` makes it if it is not kept."""
        if self._path is None:
            return compiled(source, lists)
        key = sha256(repr((source, sorted(lists.items()))).encode()).digest()
        arguments, known = self._kept.get(key, ((), OPEN))
        pattern = _rebuilt(arguments)
        if pattern is None:
            pattern = compiled(source, lists)
            known = gate(pattern)
            self._kept[key] = (_reduce(pattern)[1], known)
            self._new = True
        self._used[key] = pattern
        self._gates[id(pattern)] = known
        return pattern

    def gate(self, pattern: "regex.Pattern[str]") -> Gate | None:
        """The gate of a pattern that `pattern` gave, if it is known already."""
        return self._gates.get(id(pattern))

    def tag(self, word: str, made: Callable[[str], str]) -> str:
        """The dictionary's tag of a word; `made` looks it up if it is not kept."""
        if word not in self._tags:
            self._tags[word] = made(word)
            self._new = True
        return self._tags[word]

    def save(self) -> None:
        """Keep what was made since `open`; nothing happens where that cannot be done."""
        if self._path is None or not self._new:
            return
        # What was used last comes last, and so stays longest.
        kept = {key: value for key, value in self._kept.items() if key not in self._used}
        kept |= {key: self._kept[key] for key in self._used}
        kept = dict(list(kept.items())[-_MOST_PATTERNS:])
        with contextlib.suppress(OSError, ValueError):
            _write(self._path, marshal.dumps((kept, self._tags)))


def _rebuilt(arguments: tuple[Any, ...]) -> "regex.Pattern[str] | None":
    if not arguments:
        return None
    try:
        pattern: regex.Pattern[str] = _rebuild(*arguments)
    except (TypeError, ValueError, RuntimeError, regex.error):
        return None
    return pattern


def _folder() -> Path | None:
    told = os.environ.get(VARIABLE, "")
    if told.lower() in _OFF:
        return None
    if told:
        return Path(told)
    try:
        from platformdirs import user_cache_path

        folder = user_cache_path("extractor", appauthor=False)
    except (ImportError, OSError, RuntimeError):
        return None
    # Without a home the folder would be a ~ in the current one.
    return folder if folder.is_absolute() else None


def _environment() -> str:
    """A name for all that the kept data depends on beside the rules."""
    here = Path(__file__).parent
    told = sha256(f"{sys.version}|{sys.byteorder}|{sys.maxsize}|{regex.__version__}".encode())
    for name in _OWN_CODE:
        with contextlib.suppress(OSError):
            told.update((here / f"{name}.py").read_bytes())
    for module in ("rjieba", "jieba", "regex"):
        found = importlib.util.find_spec(module)
        if found is not None and found.origin is not None:
            with contextlib.suppress(OSError):
                state = Path(found.origin).stat()
                told.update(f"{module} {state.st_size} {state.st_mtime_ns}".encode())
    return told.hexdigest()[:16]


def _read(path: Path) -> tuple[dict[bytes, tuple[tuple[Any, ...], Gate]], dict[str, str]]:
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            if hasattr(os, "getuid") and (state.st_uid != os.getuid() or state.st_mode & 0o022):
                return {}, {}
            content = file.read()
        checksum, payload = content[:32], content[32:]
        if sha256(payload).digest() != checksum:
            return {}, {}
        patterns, tags = marshal.loads(payload)
    except (OSError, ValueError, EOFError, TypeError):
        return {}, {}
    return patterns, tags


def _write(path: Path, payload: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix="patterns-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(sha256(payload).digest() + payload)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    # What a process left half written when it was killed goes the same way.
    kept = sorted(path.parent.glob("patterns-*"), key=lambda one: one.stat().st_mtime)
    for old in kept[:-_MOST_FILES]:
        old.unlink(missing_ok=True)
