"""Every Chinese text of the project and where it stands: in the catalogue's files, the templates and the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import trim_whitespace

VOCABULARY = ("facts", "terms", "questions", "glosses", "regions")
GETTEXT = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop"})
PLURAL = frozenset({"ngettext", "ngettext_lazy"})
SENTENCES = frozenset({"Phrase", "Listing", "translate"})  # whose words are translated when somebody reads them
TAG = re.compile(r"""\{%\s*translate\s+"([^"]*)".*?%\}|\{%\s*translate\s+'([^']*)'.*?%\}""")
PLURAL_TAG = re.compile(r"\{%\s*plural\s*%\}")
BLOCK = re.compile(r"\{%\s*blocktranslate(.*?)%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Text:
    """A text, where it stands, and whether it is a name that stays as its document or office has it."""

    where: str
    text: str
    is_name: bool = False


def in_catalogue(folder: Path) -> Iterator[Text]:
    """The texts of the catalogue's files: the words first, then each region's list."""
    for name in VOCABULARY:
        yield from in_words(name, read(folder / f"{name}.yaml"))
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in VOCABULARY:
            yield from in_list(path.name, read(path))


def read(path: Path) -> Any:
    """The data of a catalogue file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def in_words(name: str, data: Any) -> Iterator[Text]:
    """The texts of a file of the vocabulary."""
    file = f"{name}.yaml"
    if name == "facts":
        for code, fact in data.items():
            yield from _fact(f"{file}, {code}", fact)
    elif name == "terms":
        yield from (Text(f"{file}, {code}: name", term["name"]) for code, term in data.items())
    elif name == "questions":
        for one in data:
            yield from (Text(f"{file}, {text.where}", text.text) for text in in_question(one))
    elif name == "glosses":
        for word, meaning in data.items():
            yield Text(f"{file}, {word}", word, is_name=True)
            yield Text(f"{file}, {word}: meaning", meaning)
    elif name == "regions":
        yield from (Text(f"{file}, {slug}: name", one["name"], is_name=True) for slug, one in data.items())


def _fact(where: str, fact: Mapping[str, Any]) -> Iterator[Text]:
    yield Text(f"{where}: name", fact["name"])
    yield from (Text(f"{where}: option {code}", label) for code, label in fact.get("options", {}).items())
    yield from (Text(f"{where}: says {code}", said) for code, said in fact.get("says", {}).items())
    yield from (Text(f"{where}: step {one['code']}", one["text"]) for one in fact.get("steps", ()))


def in_question(question: Mapping[str, Any]) -> Iterator[Text]:
    """The texts of one question, of a file or of a rulebook."""
    yield from _texts(question["code"], question, "section", "title", "help", "why")


def in_list(file: str, book: Mapping[str, Any]) -> Iterator[Text]:
    """The texts of a region's list."""
    yield from _texts(file, book, "title", names=True)
    yield from _texts(f"{file}, document", book.get("document", {}), "title", "issuer", names=True)
    yield from _texts(f"{file}, document", book.get("document", {}), "note")
    for code, parameter in book.get("parameters", {}).items():
        yield from _texts(f"{file}, {code}", parameter, "name", "unit", names=True)
    for code, department in book.get("departments", {}).items():
        yield from _texts(f"{file}, {code}", department, "name", names=True)
    for item in book["items"]:
        yield from _texts(f"{file}, row {item['row']}", item, "name", "category", names=True)
        for benefit in item["benefits"]:
            yield from (Text(f"{file}, {one.where}", one.text, one.is_name) for one in in_benefit(benefit))


def in_benefit(benefit: Mapping[str, Any]) -> Iterator[Text]:
    """The texts of one benefit, of a file or of a rulebook."""
    where = benefit["code"]
    yield from _texts(where, benefit, "name", names=True)
    yield from _texts(where, benefit, "summary", "gives")
    yield from (Text(f"{where}: bring", paper) for paper in benefit.get("bring") or ())
    yield from _texts(where, benefit, "apply")
    for pathway in benefit["pathways"]:
        inside = f"{where}, {pathway['code']}"
        yield from _texts(inside, pathway, "name", "note")
        yield from _texts(inside, pathway.get("award") or {}, "formula")


def _texts(where: str, row: Mapping[str, Any], *fields: str, names: bool = False) -> Iterator[Text]:
    for field in fields:
        yield Text(f"{where}: {field}", row.get(field) or "", names)


def in_template(source: str) -> Iterator[str]:
    """The texts that a template translates."""
    yield from ("".join(found) for found in TAG.findall(source))
    for options, whole in BLOCK.findall(source):
        block, *_plural = PLURAL_TAG.split(whole)  # a text of Chinese is the same for one and for many
        said = re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", block.replace("%", "%%"))
        yield trim_whitespace(said) if "trimmed" in options.split() else said


def in_code(source: str, functions: Iterable[str] = GETTEXT) -> Iterator[str]:
    """The texts that a module gives to some functions first."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *_]) if name in functions:
                yield text


def in_interface(root: Path) -> Iterator[Text]:
    """The texts of the templates and of the code under a folder."""
    for path in sorted((root / "templates").rglob("*.html")):
        yield from (Text(path.relative_to(root).as_posix(), one) for one in in_template(_source(path)))
    for room in ("config", "catalog", "eligibility"):
        for path in sorted((root / room).rglob("*.py")):
            found = in_code(_source(path), GETTEXT | PLURAL | SENTENCES)
            yield from (Text(path.relative_to(root).as_posix(), one) for one in found)


def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")
