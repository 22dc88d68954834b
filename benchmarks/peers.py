"""Environments for the peers, one each, made once; what cannot be installed is reported."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PEERS = {
    "JioNLP": ("jionlp",),
    # Its number packages import a name that emoji 2 no longer has.
    "Recognizers-Text": ("recognizers-text-suite", "emoji<2"),
    "cn2an": ("cn2an",),
}


@dataclass(frozen=True, slots=True)
class Environment:
    """A peer's Python, or why there is none."""

    python: str
    problem: str = ""


def environment(name: str, folder: Path) -> Environment:
    """The environment of a peer under the folder, made if it is not there yet."""
    if name not in PEERS:
        return Environment(sys.executable)
    here = folder / name
    python = here / "bin" / "python"
    if (here / "installed").exists():
        return Environment(str(python))
    for command in (
        [sys.executable, "-m", "venv", str(here)],
        [str(python), "-m", "pip", "install", "-q", *PEERS[name]],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or ["failed"]
            return Environment("", f"{' '.join(command[-2:])}: {lines[-1]}")
    (here / "installed").touch()
    return Environment(str(python))
