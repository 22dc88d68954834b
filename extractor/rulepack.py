"""A folder of rules as one value: hashed for a manifest, sent to other machines, loaded once a process."""

import atexit
import functools
import shutil
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from extractor.errors import InputError
from extractor.rules import Rules, bundled_folder


@dataclass(frozen=True, slots=True)
class RulePack:
    """The files of a folder of rules, their names and bytes: small (under a megabyte) and picklable.

    >>> pack = RulePack.of(bundled_folder())
    >>> pack.digest == RulePack.of(bundled_folder()).digest, len(pack.digest)
    (True, 64)
    """

    files: tuple[tuple[str, bytes], ...]

    @classmethod
    def of(cls, folder: str | Path | None = None) -> "RulePack":
        """The pack of a folder, by default of the rules that come with the package."""
        root = bundled_folder() if folder is None else Path(folder)
        paths = sorted(path for path in root.rglob("*") if path.suffix in (".toml", ".csv"))
        if not (root / "contents.toml").is_file():
            raise InputError(f"{root}/contents.toml: no such file; name a folder of rules")
        return cls(tuple((path.relative_to(root).as_posix(), path.read_bytes()) for path in paths))

    @property
    def digest(self) -> str:
        """The SHA-256 of names and contents."""
        total = sha256()
        for name, content in self.files:
            total.update(f"{name}\0{len(content)}\0".encode())
            total.update(content)
        return total.hexdigest()

    def load(self) -> Rules:
        """The rules, loaded the first time a process asks for them."""
        return _loaded(self)


@functools.cache
def _loaded(pack: RulePack) -> Rules:
    if pack == _bundled_pack():
        return Rules.bundled()
    folder = Path(tempfile.mkdtemp(prefix="extractor-rules-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, content in pack.files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return Rules.load(folder)


@functools.cache
def _bundled_pack() -> RulePack:
    return RulePack.of()
