"""A corpus folder: articles `ID.txt`, `metadata.csv`, and where an article has gold, `ID.csv` beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.article import Article
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
    """
    folder = Path(folder)
    gold_folder = Path(gold) if gold else folder
    if not folder.is_dir():
        raise InputError(f"{folder}: is no folder; give a corpus folder with ID.txt and ID.csv files")
    paths = [path for path in sorted(folder.glob("*.txt")) if (gold_folder / f"{path.stem}.csv").is_file()]
    if not paths:
        raise InputError(
            f"{folder}: no article has gold; put ID.csv beside ID.txt, or name its folder with --gold"
        )
    for path in paths:
        article = Article.read(path)
        yield GoldArticle(article, read_gold(gold_folder / f"{path.stem}.csv", text=article.text))
