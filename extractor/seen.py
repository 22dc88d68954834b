"""Which ids have come by, in eight bytes each."""

from hashlib import blake2b
from typing import Any

_RECENT = 100_000


class Seen:
    """A set of texts that only grows, kept as 64-bit hashes: ten million ids take 80 MB.

    >>> seen = Seen()
    >>> seen.add("a"), seen.add("b"), seen.add("a")
    (True, True, False)

    Among ten million ids the odds that any two share a hash are one in 370,000.
    """

    def __init__(self) -> None:
        self._recent: set[int] = set()
        self._sorted: Any = None

    def add(self, text: str) -> bool:
        """Whether the text is new."""
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        number = int.from_bytes(digest, "little")
        if number in self._recent or self._is_sorted_in(number):
            return False
        self._recent.add(number)
        if len(self._recent) >= _RECENT:
            self._merge()
        return True

    def _is_sorted_in(self, number: int) -> bool:
        if self._sorted is None:
            return False
        place = int(self._sorted.searchsorted(self._sorted.dtype.type(number)))
        return place < len(self._sorted) and int(self._sorted[place]) == number

    def _merge(self) -> None:
        import numpy as np

        recent = np.fromiter(self._recent, dtype=np.uint64, count=len(self._recent))
        old = recent[:0] if self._sorted is None else self._sorted
        self._sorted = np.sort(np.concatenate([old, recent]))
        self._recent.clear()
