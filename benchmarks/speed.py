"""Speed, memory and start-up against peers, in one run, each in a process of its own on the same text.

    python benchmarks/speed.py --bulk NEWS.jsonl.gz --peers FOLDER [--seconds 5] [--only NAME...]

Prints two tables: on the reference article, and on bulk news (JSON Lines with `text`), if given.
"""

import argparse
import gzip
import json
import os
import platform
import subprocess
import tempfile
from pathlib import Path

from contenders import CONTENDERS
from peers import environment

HERE = Path(__file__).parent
REFERENCE = HERE.parent / "corpus" / "beijing-ip-2023.txt"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bulk", type=Path, help="JSON Lines with a field text, perhaps gzipped")
    parser.add_argument("--articles", type=int, default=2000, help="how many of them at most (2000)")
    parser.add_argument("--peers", type=Path, default=Path(tempfile.gettempdir()) / "extractor-peers")
    parser.add_argument("--seconds", type=float, default=5.0, help="each contender's time on each text (5)")
    parser.add_argument("--only", nargs="*", default=list(CONTENDERS), choices=CONTENDERS)
    options = parser.parse_args()
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        inputs = {
            "reference article": _written(Path(folder, "one.jsonl"), [REFERENCE.read_text(encoding="utf-8")])
        }
        if options.bulk:
            inputs[f"bulk news, {options.articles} articles at most"] = _written(
                Path(folder, "bulk.jsonl"), _texts(options.bulk, options.articles)
            )
        for title, path in inputs.items():
            print(f"\n### {title}\n")
            _table(path, options.only, options.peers, options.seconds)


def _table(path: Path, names: list[str], peers: Path, seconds: float) -> None:
    print("| contender | MB/s | found/s | start-up s | peak MB | texts that failed |")
    print("|---|--:|--:|--:|--:|--:|")
    for name in names:
        place = environment(name, peers)
        if place.problem:
            print(f"| {name} | not installed: {place.problem} | | | | |")
            continue
        command = [place.python, str(HERE / "contenders.py"), name, str(path), str(seconds)]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(HERE.parent)},
        )
        if done.returncode:
            print(f"| {name} | does not run: {done.stderr.strip().splitlines()[-1][:100]} | | | | |")
            continue
        one = json.loads(done.stdout.splitlines()[-1])
        print(
            f"| {name} | {one['mb_per_s']:.3g} | {one['found_per_s']:,.0f} | {one['start_s']:.2f} "
            f"| {one['peak_mb']:.0f} | {one['errors']} |",
            flush=True,
        )


def _texts(path: Path, most: int) -> list[str]:
    stream = gzip.open if path.suffix == ".gz" else open
    with stream(path, "rt", encoding="utf-8") as file:
        return [json.loads(line)["text"] for line, _ in zip(file, range(most), strict=False)]


def _written(path: Path, texts: list[str]) -> Path:
    path.write_text("".join(json.dumps(text) + "\n" for text in texts), encoding="utf-8")
    return path


if __name__ == "__main__":
    main()
