"""Input cut into shards: the same shards from the same input, whoever works on them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from extractor.reading import Source, Unreadable

MOST_CHARACTERS = 2_000_000
"""A shard is closed once it holds as much text, however few its articles."""


@dataclass(slots=True)
class Shard:
    """Consecutive articles, read or yet to be read, with a hash of what they are.

    `poisoned` holds those, by their place in the shard, that must not be tried again, with the reason.
    """

    number: int
    items: list[Source | Unreadable]
    digest: str
    poisoned: dict[int, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.number:06d}"


def cut(sources: Iterable[Source | Unreadable], *, most_articles: int) -> Iterator[Shard]:
    """The shards of the input in order, of at most so many articles or 2 million characters."""
    number, size = 0, 0
    items: list[Source | Unreadable] = []
    digest = blake2b(digest_size=16)
    for source in sources:
        items.append(source)
        size += _weigh(source, digest)
        if len(items) >= most_articles or size >= MOST_CHARACTERS:
            yield Shard(number, items, digest.hexdigest())
            number, size, items, digest = number + 1, 0, [], blake2b(digest_size=16)
    if items:
        yield Shard(number, items, digest.hexdigest())


def _weigh(source: Source | Unreadable, digest: "blake2b") -> int:
    """The article's size, its identity added to the digest: a row's text, a file's size and time."""
    if isinstance(source, Unreadable):
        parts, size = [source.place, source.doc_id, source.reason], 0
    elif source.article is not None:
        article = source.article
        parts = [article.doc_id, article.title, article.published, article.text]
        size = len(article.text)
    else:
        assert source.path is not None
        try:
            status = source.path.stat()
            size, changed = status.st_size, status.st_mtime_ns
        except OSError:
            size, changed = 0, 0
        parts = [source.doc_id, source.title, source.published, source.place, str(size), str(changed)]
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(8, "little") + content)
    return size
