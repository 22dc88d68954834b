"""`extractor exchange`: gold to an annotation tool, and back."""

import argparse
from pathlib import Path

from extractor import doccano, label_studio
from extractor.article import Article
from extractor.claims import Claims
from extractor.cli.options import FINE
from extractor.corpus import articles_with_gold
from extractor.errors import InputError
from extractor.gold_file import write_gold

_OUT = {"label-studio": label_studio.to_label_studio, "doccano": doccano.to_doccano}
_BACK = {"label-studio": label_studio.from_label_studio, "doccano": doccano.from_doccano}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "examples:\n"
        "  extractor exchange corpus/ --to label-studio -o tasks.json   articles with their gold\n"
        "  extractor exchange export.json --from label-studio -o gold/  ID.csv for each, ID.txt if new\n"
        "  extractor exchange --labeling-config                         the project's labeling interface\n"
    )
    parser.add_argument(
        "path", nargs="?", metavar="PATH", help="a corpus folder with gold, or a tool's export"
    )
    parser.add_argument(
        "-o", "--output", metavar="PATH", help="the file to write, or the folder of gold files"
    )
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--to", choices=sorted(_OUT), help="write a file to import into the tool")
    way.add_argument("--from", dest="source", choices=sorted(_BACK), help="read what the tool exported")
    way.add_argument("--labeling-config", action="store_true", help="print the interface for Label Studio")
    parser.add_argument("--overwrite", action="store_true", help="write over gold files that are there")


def run(options: argparse.Namespace) -> int:
    if options.labeling_config:
        print(label_studio.labeling_config(), end="")
        return FINE
    if options.path is None or options.output is None:
        raise InputError("exchange: needs a PATH and -o; see extractor exchange --help")
    if options.to:
        pairs = [(one.article, one.gold) for one in articles_with_gold(options.path)]
        Path(options.output).write_text(_OUT[options.to](pairs), encoding="utf-8", newline="\n")
        return FINE
    path = Path(options.path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the path") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 text (byte {error.start}); export it again") from None
    _write(_BACK[options.source](text, name=str(path)), Path(options.output), overwrite=options.overwrite)
    return FINE


def _write(pairs: list[tuple[Article, Claims]], folder: Path, *, overwrite: bool) -> None:
    """Writes all gold files or, if one may not be written, none."""
    folder.mkdir(parents=True, exist_ok=True)
    for article, _ in pairs:
        gold, text = folder / f"{article.doc_id}.csv", folder / f"{article.doc_id}.txt"
        if gold.parent != folder:
            raise InputError(f"{article.doc_id}: is no file name; give the article another doc_id")
        if gold.exists() and not overwrite:
            raise InputError(f"{gold}: is there already and may hold work; use --overwrite to replace it")
        if text.exists() and text.read_bytes().decode("utf-8-sig") != article.text:
            raise InputError(f"{text}: differs from the text that was annotated; the offsets would not fit")
    for article, claims in pairs:
        text = folder / f"{article.doc_id}.txt"
        if not text.exists():
            text.write_text(article.text, encoding="utf-8", newline="")
        write_gold(claims, folder / f"{article.doc_id}.csv")
