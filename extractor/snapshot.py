"""A stored run: the claims as Parquet, with what made them (rules' hash, version, segmenter, texts)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from extractor.article import Article
from extractor.claims import Claims
from extractor.errors import InputError
from extractor.extract import extract
from extractor.rules import Rules

_KEY = b"extractor"


@dataclass(frozen=True)
class Snapshot:
    """A run's claims with its making: `rules` is the hash of the folder, `texts` that of each article."""

    claims: Claims
    rules: str
    version: str
    segmenter: str
    texts: Mapping[str, str]

    def write(self, path: str | Path) -> None:
        """Writes one Parquet file; the making stands in its metadata, so any reader opens the table."""
        arrow, parquet = _arrow(path)
        table = arrow.Table.from_pandas(self.claims.to_frame(), preserve_index=False)
        making = {key: value for key, value in asdict(self).items() if key != "claims"}
        metadata = {**(table.schema.metadata or {}), _KEY: json.dumps(making, ensure_ascii=False).encode()}
        parquet.write_table(table.replace_schema_metadata(metadata), path)

    @classmethod
    def read(cls, path: str | Path) -> "Snapshot":
        """The snapshot in a file that `write` wrote; its numbers are those of float64 columns."""
        _, parquet = _arrow(path)
        if not Path(path).is_file():
            raise InputError(f"{path}: no such file; make it with `extractor snapshot`")
        try:
            table = parquet.read_table(path)
            making: dict[str, Any] = json.loads(table.schema.metadata[_KEY])
        except (OSError, ValueError, KeyError, TypeError):
            raise InputError(f"{path}: is no snapshot; make it with `extractor snapshot`") from None
        return cls(Claims.from_frame(table.to_pandas()), **making)

    def differences_in_making(self, other: "Snapshot") -> list[str]:
        """What, besides the claims, is not the same in two runs, a line each."""
        told = [
            f"{name}: {one} → {two}"
            for name, one, two in (
                ("rules", self.rules, other.rules),
                ("version", self.version, other.version),
                ("segmenter", self.segmenter, other.segmenter),
            )
            if one != two
        ]
        for doc_id in dict.fromkeys([*self.texts, *other.texts]):
            if doc_id not in other.texts:
                told.append(f"{doc_id}: is no longer in the corpus")
            elif doc_id not in self.texts:
                told.append(f"{doc_id}: is new in the corpus")
            elif self.texts[doc_id] != other.texts[doc_id]:
                told.append(f"{doc_id}: its text has changed")
        return told


def snapshot(articles: Iterable[Article], rules: Rules) -> Snapshot:
    """A run over the articles, ready to be stored or compared.

    Its numbers have passed through float64 as a stored run's have, so the two compare equal.
    """
    texts: dict[str, str] = {}
    claims = Claims()
    for article in articles:
        if article.doc_id in texts:
            raise InputError(f"{article.doc_id}: two articles bear this doc_id; rename one")
        texts[article.doc_id] = _hash(article.text.encode())
        claims += extract(article, rules)
    stored = Claims.from_frame(claims.to_frame())
    return Snapshot(stored, folder_hash(rules.folder), version("extractor"), _segmenter(), texts)


def folder_hash(folder: str | Path) -> str:
    """A hash of a folder of rules: of every file's name and content, whatever the file system's order."""
    digest = hashlib.sha256()
    folder = Path(folder)
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".toml", ".csv")):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _segmenter() -> str:
    for name in ("rjieba", "jieba"):
        try:
            return f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
    return "none"


def _arrow(path: str | Path) -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise InputError(f"{path}: snapshots need pyarrow; install extractor[rules]") from None
    return pyarrow, pyarrow.parquet
