"""Byte streams, gzip and zstd unpacked, and their lines, none longer than memory allows."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from extractor.errors import InputError, unreadable
from extractor.extras import require

LONGEST_LINE = 16_000_000
"""Bytes of the longest line that is read as an article; Chinese takes three a character."""


SAMPLE = 262_144
"""Bytes that `peek` shows of a stream: enough to tell its encoding."""


@contextmanager
def opened(path: Path, *, place: str, stream: IO[bytes] | None = None) -> Iterator[io.BufferedReader]:
    """The file's bytes, unpacked where its name ends in `.gz` or `.zst`; damage is an `InputError`.

    A stream stands in for the file and is not closed.
    """
    try:
        if stream is not None:
            yield _buffered(stream)
            return
        with path.open("rb") as raw:
            if path.suffix.lower() == ".gz":
                with gzip.open(raw) as unpacked:
                    yield _buffered(unpacked)
            elif path.suffix.lower() == ".zst":
                zstandard = require("zstandard", extra="zstd", purpose=f"{place}: reading .zst files")
                with zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True) as frames:
                    yield _buffered(frames)
            else:
                yield _buffered(raw)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(
            f"{place}: its compressed data are damaged or cut off ({error}); get it anew"
        ) from None
    except OSError as error:
        raise unreadable(place, error) from None
    except Exception as error:
        if type(error).__name__ != "ZstdError":
            raise
        raise InputError(f"{place}: its compressed data are damaged ({error}); get it anew") from None


class Filled(io.RawIOBase):
    """Any stream whose every read fills the buffer, so that the first look sees a whole sample."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        filled = 0
        while filled < len(buffer):
            piece = self._left or self._stream.read(len(buffer) - filled)
            if not piece:
                break
            # A stream that recodes may give more than was asked for.
            fits, self._left = piece[: len(buffer) - filled], piece[len(buffer) - filled :]
            buffer[filled : filled + len(fits)] = fits
            filled += len(fits)
        return filled


def _buffered(stream: Any) -> io.BufferedReader:
    return io.BufferedReader(Filled(stream), buffer_size=SAMPLE)


def lines(stream: IO[bytes], *, limit: int = LONGEST_LINE) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number from 1; `None` for one longer than `limit` bytes, which is passed over."""
    number = 0
    while piece := stream.readline(limit + 1):
        number += 1
        if len(piece) <= limit or piece.endswith(b"\n"):
            yield number, piece
            continue
        while piece and not piece.endswith(b"\n"):
            piece = stream.readline(limit)
        yield number, None
