"""The shape of the house: sizes, names, purity, and nothing that nobody uses."""

import ast
import re
import subprocess
import sys

from django.urls import get_resolver

from tests.conventions.project import ROOT, files, shown
from tests.conventions.routes import ROUTES, listed

TOP = {
    *("manage.py", "config", "eligibility", "catalog", "templates", "static", "tests", "script", ".ci"),
    *("requirements.txt", "docker-compose.yml", "Dockerfile", "README.md", "LICENSE", "pyproject.toml"),
    *(".gitignore", ".dockerignore"),
}
LONGEST_FILE, LONGEST_FUNCTION = 350, 50
PURE = """
import builtins, importlib, pkgutil, sys

for module in pkgutil.iter_modules(importlib.import_module("catalog.rules").__path__):
    importlib.import_module(f"catalog.rules.{module.name}")
print(*sorted({"django", "celery", "yaml", "redis", "psycopg2"} & set(sys.modules)))
"""
# Names that read a clock, a file, the network or chance.
IMPURE = {"today", "now", "open", "print", "input", "urandom", "environ"}


def python() -> list:
    return [path for path in files("*.py") if "/migrations/" not in shown(path)]


def test_the_top_level_is_the_house_and_nothing_else() -> None:
    assert {shown(path).split("/")[0] for path in files()} <= TOP


def test_files_stay_readable() -> None:
    lines = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python()}
    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}


def test_functions_stay_readable() -> None:
    long = {}
    for path in python():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                count = (node.end_lineno or 0) - node.lineno + 1
                if count > LONGEST_FUNCTION:
                    long[f"{shown(path)}:{node.name}"] = count
    assert long == {}


def test_no_drawer_for_everything() -> None:
    parts = {part.removesuffix(".py") for path in files() for part in shown(path).split("/")}
    assert parts & {"utils", "util", "core", "helpers", "common", "misc"} == set()


def test_the_rules_import_nothing_impure() -> None:
    done = subprocess.run([sys.executable, "-c", PURE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_rules_call_no_clock_and_no_file() -> None:
    found = []
    for path in files("catalog/rules/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node, "attr", None) or getattr(node, "id", None)
            if isinstance(node, ast.Attribute | ast.Name) and name in IMPURE:
                found.append(f"{shown(path)}:{node.lineno} {name}")
    assert found == []


def test_every_template_is_used() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in files("*.py", "templates/*") if "tests/" not in shown(path)
    )
    unused = []
    for path in files("templates/*.html"):
        name = shown(path).removeprefix("templates/")
        # Crispy finds its pack's templates, and the admin finds its overrides, by folder and name.
        by_name = name.startswith(("admin/", "portal/", "django/"))
        if not by_name and name not in code:
            unused.append(name)
    assert unused == []


def test_every_address_is_listed() -> None:
    assert listed(get_resolver()) == ROUTES


def test_nothing_of_one_machine_is_kept() -> None:
    found = []
    for path in files("*.py", "*.txt", "*.toml", "*.yml", "*.yaml", "*.md", "*.html", "script/*", "Dockerfile"):
        if (
            re.search(r"(?<![\w.])/(work|root|home)/", path.read_text(encoding="utf-8"))
            and path.name != "test_house.py"
        ):
            found.append(shown(path))
    assert found == []
