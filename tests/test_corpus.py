"""Corpus folders: which article meets which gold, and what does not fit."""

from pathlib import Path

import pytest

from extractor.claim import GOLD_COLUMNS
from extractor.corpus import articles_with_gold, gold_claims
from extractor.errors import InputError

HEADER = ",".join(GOLD_COLUMNS) + "\n"
ROW = "{doc_id},quantity,{start},{end},19.4万件" + "," * (len(GOLD_COLUMNS) - 5) + "reported\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles with gold, one without, and a table that is no article's."""
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.txt").write_text("全市专利授权量19.4万件。\n", encoding="utf-8")
    (tmp_path / "metadata.csv").write_text("doc_id,title,published\na,题,2024-01-20\n", encoding="utf-8")
    gold(tmp_path / "a.csv")
    gold(tmp_path / "b.csv")
    (tmp_path / "notes.csv").write_text("anything\n", encoding="utf-8")
    return tmp_path


def gold(path: Path, *, doc_id: str = "", start: int = 7, end: int = 13) -> Path:
    row = ROW.format(doc_id=doc_id or path.stem, start=start, end=end)
    path.write_text(HEADER + row, encoding="utf-8")
    return path


def test_the_articles_that_have_gold(folder: Path) -> None:
    found = list(articles_with_gold(folder))
    assert [(one.article.doc_id, one.article.published, len(one.gold)) for one in found] == [
        ("a", "2024-01-20", 1),
        ("b", "", 1),
    ]


def test_gold_in_a_folder_of_its_own(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("gold")
    gold(elsewhere / "c.csv")
    assert [one.article.doc_id for one in articles_with_gold(folder, gold=elsewhere)] == ["c"]


def test_the_gold_of_a_folder_or_a_file(folder: Path) -> None:
    assert list(gold_claims(folder)) == ["a", "b"]
    assert list(gold_claims(folder / "b.csv")) == ["b"]


def test_gold_without_articles(tmp_path: Path) -> None:
    gold(tmp_path / "x.csv", start=100, end=106)
    assert [claim.start for claim in gold_claims(tmp_path)["x"]] == [100]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"start": 6, "end": 12}, "a.csv:2: text: '19.4万件' is not what stands at [6:12]"),
        ({"doc_id": "b"}, "a.csv: doc_id: 'b' is another article's; write 'a', the file's stem"),
    ],
    ids=["span", "doc-id"],
)  # fmt: skip
def test_gold_that_does_not_fit(cells: dict[str, int], message: str, folder: Path) -> None:
    gold(folder / "a.csv", **cells)  # type: ignore[arg-type]
    for read in (articles_with_gold, gold_claims):
        with pytest.raises(InputError) as error:
            list(read(folder))
        assert str(error.value).startswith(f"{folder}/{message}")


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    for read in (articles_with_gold, gold_claims):
        with pytest.raises(InputError, match="is no folder; give a folder with ID.txt and ID.csv files"):
            list(read(tmp_path / "missing"))


def test_a_folder_without_gold(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("专利。", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"no article has gold; put ID.csv beside ID.txt, or name its folder"
    ):
        list(articles_with_gold(tmp_path))
    with pytest.raises(InputError, match=r"holds no gold file ID.csv; name the folder where the gold is"):
        gold_claims(tmp_path)


def test_the_projects_own_corpus(corpus: Path) -> None:
    found = {one.article.doc_id: one for one in articles_with_gold(corpus)}
    assert len(found["beijing-ip-2023"].gold) == 38
    assert all(one.article.published for one in found.values())
