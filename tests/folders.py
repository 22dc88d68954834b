"""What a run wrote, to compare it with what another one wrote."""

from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of the folder but those of no interest: hidden ones."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
