"""A corpus folder: articles `ID.txt`, `metadata.csv`, and where an article has gold, `ID.csv` beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.article import Article, read_metadata
from extractor.claims import Claims
from extractor.errors import InputError
from extractor.gold import read_gold


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article and the claims that were annotated in it by hand."""

    article: Article
    gold: Claims


def articles_with_gold(folder: str | Path, *, gold: str | Path | None = None) -> Iterator[GoldArticle]:
    """The articles of a corpus folder that have gold, in the order of their names.

    `gold` is the folder of the gold files where they do not lie beside the articles.
    Offsets are checked against the articles; a folder without gold is an `InputError`.
    """
    folder = _folder(folder)
    gold_folder = folder if gold is None else _folder(gold)
    paths = [path for path in sorted(folder.glob("*.txt")) if (gold_folder / f"{path.stem}.csv").is_file()]
    if not paths:
        raise InputError(
            f"{folder}: no article has gold; put ID.csv beside ID.txt, or name its folder with --gold"
        )
    metadata = read_metadata(folder)
    for path in paths:
        article = Article.read(path, metadata=metadata)
        yield GoldArticle(article, _gold_of(gold_folder / f"{path.stem}.csv", text=article.text))


def gold_claims(path: str | Path) -> dict[str, Claims]:
    """The gold claims of a gold file, or of every one in a folder, by `doc_id` (the file's stem).

    Offsets are checked against the article `ID.txt` where it lies beside.
    """
    path = Path(path)
    golds = {}
    for file in [path] if path.is_file() else _gold_files(_folder(path)):
        article = file.with_suffix(".txt")
        text = Article.read(article, metadata={}).text if article.is_file() else None
        golds[file.stem] = _gold_of(file, text=text)
    if not golds:
        raise InputError(f"{path}: holds no gold file ID.csv; name the folder where the gold is")
    return golds


def _gold_files(folder: Path) -> list[Path]:
    """The tables beside articles; in a folder without articles, every table."""
    tables = [path for path in sorted(folder.glob("*.csv")) if path.name != "metadata.csv"]
    return [path for path in tables if path.with_suffix(".txt").is_file()] or tables


def _folder(path: str | Path) -> Path:
    path = Path(path)
    if not path.is_dir():
        raise InputError(f"{path}: is no folder; give a folder with ID.txt and ID.csv files")
    return path


def _gold_of(path: Path, *, text: str | None) -> Claims:
    gold = read_gold(path, text=text)
    for claim in gold:
        if claim.doc_id != path.stem:
            raise InputError(
                f"{path}: doc_id: {claim.doc_id!r} is another article's; write {path.stem!r}, the file's stem"
            )
    return gold
