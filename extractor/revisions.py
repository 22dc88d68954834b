"""A folder of rules as a git revision has it."""

import io
import subprocess
import tarfile
from pathlib import Path

from extractor.errors import InputError


def rules_at(revision: str, beside: Path, target: Path) -> Path:
    """The folder of rules at a revision, laid out under `target`.

    `revision` is written as git does, `HEAD~1:rules`; without a path it is that of the
    folder `beside`, in whose repository git looks.
    """
    name, _, path = revision.partition(":")
    if not path:
        path = _git(beside, "rev-parse", "--show-prefix").decode().strip().rstrip("/") or "."
    top = Path(_git(beside, "rev-parse", "--show-toplevel").decode().strip())
    archive = _git(top, "archive", "--format=tar", name, path)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(target, filter="data")
    return target / path


def _git(folder: Path, *arguments: str) -> bytes:
    if not folder.is_dir():
        raise InputError(f"{folder}: is no folder; name a folder of rules inside a git repository")
    if any(argument.startswith("-") for argument in arguments[2:]):
        raise InputError(f"{arguments[2]}: is no revision; write it as git does, HEAD~1 or HEAD~1:rules")
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True)
    except FileNotFoundError:
        raise InputError(f"{folder}: git is not installed; name two folders instead") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        raise InputError(
            f"{' '.join(arguments)}: {said[-1] if said else 'git failed'}; check the revision"
        ) from None
    return done.stdout
