"""The linters, the type checker and the import contract."""

import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.conventions.project import ROOT, files
from tests.ground.processes import BIN


def run(*command: str | Path) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("check", [["check"], ["format", "--check"]])
def test_ruff(check: list[str]) -> None:
    run(BIN / "ruff", *check, ".")


def test_types() -> None:
    run(BIN / "mypy")


@pytest.mark.django_db
def test_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_imports_run_one_way() -> None:
    run(BIN / "lint-imports")


def test_templates() -> None:
    run(BIN / "djlint", "templates", "--lint", "--quiet")


def test_shell_scripts_can_be_read() -> None:
    for script in [*files("script/*.sh", ".ci/*"), *(p for p in files("script/*") if "bash" in first_line(p))]:
        run("bash", "-n", script)


def first_line(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0]
