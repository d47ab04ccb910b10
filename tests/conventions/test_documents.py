"""README and lock files say what is so."""

import re
from importlib.metadata import version

import pytest

from tests.conventions.project import ROOT, files

READ_IN_PYTHON = re.compile(
    r"""(?:environment\.(?:text|choice|yes_or_no|whole|words|networks|address|database)|environ\.get|getenv)\(\s*["']([A-Z_]+)["']"""
)
READ_IN_SHELL = re.compile(r"\$\{([A-Z][A-Z_]+):[-?]")
PINNED = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE | re.IGNORECASE)


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_in_the_readme() -> None:
    read = set()
    for path in [*files("config/*.py"), *files("eligibility/*.py"), *files("catalog/*.py")]:
        read |= set(READ_IN_PYTHON.findall(path.read_text(encoding="utf-8")))
    for path in files("script/*", "docker-compose.yml"):
        read |= set(READ_IN_SHELL.findall(path.read_text(encoding="utf-8")))
    assert {"SECRET_KEY", "DATABASE_URL", "PORT"} <= read
    table = set(re.findall(r"^\| `([A-Z_]+)`", readme(), re.MULTILINE))
    assert table == read


def test_every_path_in_the_readme_exists() -> None:
    named = re.findall(r"`((?:config|eligibility|catalog|templates|static|tests|script|\.ci)/[\w./-]*)`", readme())
    named += re.findall(r"\]\((?!https?:|#)([^)\s]+)\)", readme())
    assert [name for name in named if not (ROOT / name).exists()] == []


def locked(name: str) -> dict[str, str]:
    return dict(PINNED.findall((ROOT / name).read_text(encoding="utf-8")))


def test_the_locks_agree_and_name_no_host() -> None:
    runtime, everything = locked("requirements.txt"), locked("tests/requirements.txt")
    assert runtime.items() <= everything.items()
    for name in ("requirements.txt", "tests/requirements.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"://|--index|--find-links|\s/\w", text)
        assert text.count("--hash=sha256:") > len(locked(name))


@pytest.mark.parametrize("package", ["django", "celery", "redis", "gunicorn", "django-crispy-forms"])
def test_what_runs_is_what_is_locked(package: str) -> None:
    assert version(package) == locked("requirements.txt")[package]
