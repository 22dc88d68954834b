"""`extractor review`: correct gold on a local page."""

import argparse
import webbrowser
from pathlib import Path

from extractor.cli.options import FINE, add_rules, gold_folder, load_rules
from extractor.review import Store, serve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "The page is served on this computer only, to whoever has the address that is printed.\n"
        "Every change is saved to ID.csv at once, what you reject to ID.rejected.json; stop with Ctrl+C.\n\n"
        "example: extractor review corpus/"
    )
    parser.add_argument("path", metavar="PATH", help="a .txt file, or a folder of them")
    parser.add_argument(
        "--gold", metavar="DIR", help="the folder of the gold files (default: beside the articles)"
    )
    parser.add_argument("--port", type=int, default=0, help="the port (default: any that is free)")
    parser.add_argument("--no-browser", action="store_true", help="print the address and open no browser")
    add_rules(parser)


def run(options: argparse.Namespace) -> int:
    path = Path(options.path)
    gold = gold_folder(options.gold, path if path.is_dir() else path.parent)
    store = Store(path, rules=load_rules(options), gold=gold)
    server = serve(store, port=options.port)
    print(server.url, flush=True)
    if not options.no_browser:
        webbrowser.open(server.url)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("stopped; every saved row is in the gold files")
    finally:
        server.server_close()
    return FINE
