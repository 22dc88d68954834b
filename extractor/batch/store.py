"""The folder of a batch: what is in it is whole, and says what it belongs to.

manifest.json             version, rules and options of the run
claims/000000.parquet     a shard's claims
quarantine/000000.jsonl   a shard's bad articles, if it has any
articles/000000.parquet   a shard's articles as they were read, if asked for
done/000000.json          written last: the shard is complete, with the hashes of its files
quarantine.jsonl, summary.json   written when all shards are complete
"""

import contextlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from extractor.errors import InputError, OutputError

FOLDERS = ("claims", "quarantine", "articles", "done")
_WAIT = 10.0


class Store:
    """The output folder; every file in it appears whole, by renaming."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """The folder for one run alone; a lock that a killed run's last worker still holds is waited for."""
        with self._told():
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = (self.folder / ".lock").open("a")
        with lock:
            if os.name == "posix":
                import fcntl

                end = time.monotonic() + _WAIT
                while True:
                    try:
                        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        break
                    except BlockingIOError:
                        if time.monotonic() > end:
                            raise OutputError(
                                f"{self.folder}: another run writes there; wait for it or name another"
                            ) from None
                        time.sleep(0.05)
            yield

    def begin(self, manifest: Mapping[str, Any]) -> None:
        """Starts the folder's run, or goes on with it if it is the same one; else says what differs."""
        path = self.folder / "manifest.json"
        try:
            old = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            with self._told():
                found = sorted(one.name for one in self.folder.iterdir() if not one.name.startswith("."))
                if found:
                    raise InputError(
                        f"{self.folder}: holds {found[0]} and no batch; name a new or empty folder"
                    ) from None
                for name in FOLDERS:
                    (self.folder / name).mkdir(exist_ok=True)
            self.write("manifest.json", _json(manifest))
            return
        except (OSError, ValueError) as error:
            raise InputError(f"{path}: cannot be read ({error}); name a new folder") from None
        other = [name for name in {**old, **manifest} if old.get(name) != manifest.get(name)]
        if other:
            raise InputError(
                f"{self.folder}: holds a batch of other {', '.join(other)}; "
                "name a new folder, or start it over with --fresh"
            )

    def complete(self, name: str) -> dict[str, Any] | None:
        """What the shard's marker says, if it is complete and its files are those that were written."""
        try:
            text = (self.folder / "done" / f"{name}.json").read_text(encoding="utf-8")
            marker: dict[str, Any] = json.loads(text)
            files = marker["files"].items()
            whole = all(_hash((self.folder / file).read_bytes()) == was for file, was in files)
        except (OSError, ValueError, KeyError):
            return None
        return marker if whole else None

    def write(self, name: str, content: bytes) -> None:
        """A file of the folder, whole: written beside, forced to the disk, renamed."""
        path = self.folder / name
        part = path.with_name(f".{path.name}.{os.getpid()}")
        with self._told():
            try:
                with part.open("wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                part.replace(path)
            finally:
                # What could not be written must not fill the disk as well.
                with contextlib.suppress(OSError):
                    part.unlink(missing_ok=True)

    def finish_shard(self, name: str, files: Mapping[str, bytes], marker: Mapping[str, Any]) -> None:
        """The shard's files and, when they stand, its marker."""
        for file, content in files.items():
            self.write(file, content)
        hashes = {file: _hash(content) for file, content in files.items()}
        self.write(f"done/{name}.json", _json({**marker, "files": hashes}))

    def finish(self, summary: Mapping[str, Any], names: list[str]) -> None:
        """`quarantine.jsonl` out of the shards' parts, then `summary.json`."""
        parts = []
        with self._told():
            for name in names:
                path = self.folder / "quarantine" / f"{name}.jsonl"
                if path.exists():
                    parts.append(path.read_bytes())
        self.write("quarantine.jsonl", b"".join(parts))
        self.write("summary.json", _json(summary))

    def finished(self) -> bool:
        """Whether the run went through to its end and nothing was taken away since."""
        try:
            shards = json.loads((self.folder / "summary.json").read_text(encoding="utf-8"))["shards"]
        except (OSError, ValueError, KeyError):
            return False
        names = self.names()
        return len(names) == shards and all(map(self.complete, names))

    def names(self) -> list[str]:
        """The shards that have a marker."""
        return sorted(path.stem for path in (self.folder / "done").glob("[0-9]*.json"))

    def clear(self) -> None:
        """Deletes what a batch wrote, and nothing else."""
        import shutil

        with self._told():
            if (self.folder / "manifest.json").exists():
                for name in FOLDERS:
                    shutil.rmtree(self.folder / name, ignore_errors=True)
                for name in ("quarantine.jsonl", "summary.json", "manifest.json"):
                    (self.folder / name).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Deletes the halves of files that a killed run left; only under the lock."""
        with self._told():
            for name in FOLDERS:
                for part in (self.folder / name).glob(".*"):
                    part.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(
                f"{error.filename or self.folder}: cannot be written ({error.strerror}); "
                "mend that and call again: what is complete is kept"
            ) from None


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _hash(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()
