"""Processes that work on shards; one that dies is replaced, and what it was working on is tried again."""

import contextlib
import multiprocessing
import os
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any

from extractor.batch import worker
from extractor.batch.shards import Shard
from extractor.batch.worker import IDLE, Job
from extractor.errors import ExtractorError

_TRIES = 2
_MOST_IDLE_DEATHS = 20
_TICK = 0.2


@dataclass(slots=True)
class _Worker:
    process: Any
    connection: Any
    shard: Shard | None = None
    place: int = IDLE
    since: float = 0.0
    late: bool = False


def run(
    shards: Iterator[Shard],
    job: Job,
    *,
    jobs: int,
    timeout: float,
    progress: Callable[[int], None] = lambda articles: None,
) -> Iterator[tuple[Shard, dict[str, Any]]]:
    """Each shard with what its marker says, in the order in which they are completed.

    A process that dies (the system's memory killer, a fault in a library) is replaced and its
    shard tried again. An article on which two have died, or taken longer than `timeout` seconds, is
    poisoned: the shard is done without it. `progress` hears how many articles are being through.
    """
    pool = _Pool(shards, job, jobs, timeout, progress)
    try:
        yield from pool.results()
    finally:
        pool.stop()


class _Pool:
    def __init__(
        self, shards: Iterator[Shard], job: Job, jobs: int, timeout: float, progress: Callable[[int], None]
    ) -> None:
        # A forked process shares the rules and the dictionary that its parent has loaded. The
        # parent has no threads, so forking is safe; elsewhere each process loads its own.
        self._context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self._shards, self._job, self._timeout, self._progress = shards, job, timeout, progress
        self._at = self._context.RawArray("q", [IDLE] * jobs)
        self._again: deque[Shard] = deque()
        self._deaths: Counter[tuple[int, int]] = Counter()
        self._idle_deaths = 0
        self._more = True
        self._workers: list[_Worker] = []
        for slot in range(jobs):
            self._workers.append(self._started(slot))

    def results(self) -> Iterator[tuple[Shard, dict[str, Any]]]:
        while True:
            for one in self._workers:
                if one.shard is None:
                    self._give(one)
            busy = [one for one in self._workers if one.shard is not None]
            if not busy:
                return
            ready = set(
                wait([one.connection for one in busy] + [one.process.sentinel for one in busy], _TICK)
            )
            for slot, one in enumerate(self._workers):
                if one.shard is None:
                    continue
                # What a process said before it died counts, so its words come first.
                if one.connection in ready and (result := self._heard(one)) is not None:
                    yield result
                elif one.process.sentinel in ready and not one.process.is_alive():
                    self._bury(one, slot)
                else:
                    self._watch(one, slot)
            self._progress(sum(max(0, self._at[slot]) for slot in range(len(self._workers))))

    def stop(self) -> None:
        for one in self._workers:
            one.connection.close()
            one.process.kill()
        for one in self._workers:
            one.process.join()

    def _started(self, slot: int) -> _Worker:
        ours, theirs = self._context.Pipe()
        self._at[slot] = IDLE
        process = self._context.Process(
            target=worker.main, args=(self._job, theirs, self._at, slot, os.getpid()), daemon=True
        )
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _give(self, one: _Worker) -> None:
        shard = self._again.popleft() if self._again else None
        if shard is None and self._more:
            shard = next(self._shards, None)
            self._more = shard is not None
        if shard is None:
            return
        one.shard, one.place, one.since, one.late = shard, IDLE, time.monotonic(), False
        # If it is dead the sentinel tells, and the shard is tried again.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            one.connection.send(shard)

    def _heard(self, one: _Worker) -> tuple[Shard, dict[str, Any]] | None:
        try:
            _, answer = one.connection.recv()
        except (EOFError, OSError):
            return None
        if isinstance(answer, ExtractorError):
            raise answer
        shard, one.shard = one.shard, None
        assert shard is not None
        return shard, answer

    def _watch(self, one: _Worker, slot: int) -> None:
        """Ends a process that has been on one article for too long."""
        place, now = self._at[slot], time.monotonic()
        if place != one.place:
            one.place, one.since = place, now
        elif place != IDLE and now - one.since > self._timeout:
            one.late = True
            one.process.kill()

    def _bury(self, one: _Worker, slot: int) -> None:
        shard, place = one.shard, self._at[slot]
        assert shard is not None
        one.process.join()
        how = one.process.exitcode
        if place == IDLE:
            self._idle_deaths += 1
            if self._idle_deaths > _MOST_IDLE_DEATHS:
                raise ExtractorError(f"processes die before they work (exit code {how}); is memory short?")
        else:
            self._deaths[shard.number, place] += 1
            if self._deaths[shard.number, place] >= _TRIES:
                what = (
                    f"took longer than {self._timeout:g} s"
                    if one.late
                    else f"killed its process (exit code {how})"
                )
                shard.poisoned[place] = (
                    f"{shard.items[place].place}: {what}, {_TRIES} times; look at its text"
                )
        one.connection.close()
        self._again.append(shard)
        self._workers[slot] = self._started(slot)
