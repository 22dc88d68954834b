"""PostgreSQL: the table reads back as it was, and writing twice is writing once. Needs Debian's `postgresql`."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from extractor import Rules, extract
from extractor.article import Article
from extractor.claim import Claim
from extractor.errors import InputError
from extractor.table import to_frame
from extractor.writing import read, write

BINARIES = [Path(found).parent for found in [shutil.which("pg_ctl")] if found]
BINARIES += sorted(Path("/usr/lib/postgresql").glob("*/bin"))

pytestmark = pytest.mark.skipif(
    not BINARIES, reason="PostgreSQL is not installed: apt-get install postgresql"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a server of our own, on a socket in a folder of its own, gone afterwards."""
    import tempfile

    # A socket's path may have 107 bytes; pytest's folders are longer.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    # The server refuses to run as root.
    account = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if account:
        shutil.chown(folder, "postgres")

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [*account, str(BINARIES[-1] / program), *arguments],
            check=True, stdout=subprocess.DEVNULL, cwd=folder,
        )  # fmt: skip

    run("initdb", "-D", f"{folder}/data", "-U", "me", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    run("pg_ctl", "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", "-o", options, "start")
    try:
        yield f"postgresql://me@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
        shutil.rmtree(folder)


def test_the_reference_article_reads_back(server: str) -> None:
    article = Article.read(Path(__file__).parent.parent / "corpus" / "beijing-ip-2023.txt")
    frame = extract(article, Rules.bundled()).to_frame()
    assert len(frame) > 30
    for _ in range(2):
        write(frame, server)
        pd.testing.assert_frame_equal(read(server), frame)


def test_an_article_written_again_replaces_its_rows(server: str) -> None:
    ours = [
        Claim("x", "rank", n, n + 1, "首", rank=1, indicator="'; DROP TABLE claims; --") for n in range(2000)
    ]
    write(to_frame(ours), server)
    write(to_frame(ours[:3]), server)
    frame = read(server)
    assert frame.loc[frame["doc_id"] == "x", "start"].tolist() == [0, 1, 2]
    write(to_frame([]), server, articles=["x"])
    assert "x" not in set(read(server)["doc_id"])


def test_a_table_that_is_refused_changes_nothing(server: str) -> None:
    write(to_frame([Claim("y", "rank", 0, 1, "首", rank=1)]), server)
    twice = to_frame([Claim("y", "rank", 5, 6, "首", rank=1)] * 2)
    with pytest.raises(InputError, match="the database refuses"):
        write(twice, server)
    frame = read(server)
    assert frame.loc[frame["doc_id"] == "y", "start"].tolist() == [0]
