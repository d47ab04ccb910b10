"""The project's files, as git knows them or would."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@cache
def files(*patterns: str) -> tuple[Path, ...]:
    """Files that are, or are about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return tuple(ROOT / name for name in sorted(listed) if (ROOT / name).is_file())


def shown(path: Path) -> str:
    """A path as the repository has it."""
    return path.relative_to(ROOT).as_posix()
