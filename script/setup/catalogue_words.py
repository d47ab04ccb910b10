"""Keeps catalog/locale in step with the words of the catalogue's files and of the rules' sentences, which
makemessages cannot see: adds what is new, drops what is gone, leaves translations as they are. `--check` only says
what it would change."""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polib
import yaml

from catalog.rules.conditions import SAYS
from eligibility.presenter import KINDS, PERIODS

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "catalog" / "files"
WORDS = ROOT / "catalog" / "locale" / "en" / "LC_MESSAGES" / "django.po"
SENTENCES = ("Phrase", "Listing", "translate")  # whose words are translated when somebody reads them
CHINESE = re.compile(r"[^\x00-\x7f]")
HEAD = {
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

Word = tuple[str, str]  # where it stands, and the text


def words() -> dict[str, str]:
    """Every text and the place where it stands first, in the order of the files."""
    found: dict[str, str] = {}
    for place, text in (*_shared(), *_lists(), *_tables(), *_code()):
        if text and CHINESE.search(text):
            found.setdefault(text, place)
    return found


def _read(name: str) -> Any:
    return yaml.safe_load((FILES / name).read_text(encoding="utf-8"))


def _shared() -> Iterator[Word]:
    for code, fact in _read("facts.yaml").items():
        where = f"facts.yaml, {code}"
        yield f"{where}: name", fact["name"]
        for option, label in fact.get("options", {}).items():
            yield f"{where}: option {option}", label
        for relation, sentence in fact.get("says", {}).items():
            yield f"{where}: says {relation}", sentence
        for step in fact.get("steps", ()):
            yield f"{where}: step {step['code']}", step["text"]
    for code, term in _read("terms.yaml").items():
        yield f"terms.yaml, {code}: name", term["name"]
    for question in _read("questions.yaml"):
        yield from _texts(f"questions.yaml, {question['code']}", question, "section", "title", "help", "why")
    for word, meaning in _read("glosses.yaml").items():
        yield f"glosses.yaml, {word}", word
        yield f"glosses.yaml, {word}: meaning", meaning
    for slug, region in _read("regions.yaml").items():
        yield f"regions.yaml, {slug}: name", region["name"]


def _lists() -> Iterator[Word]:
    """The words of each region's list."""
    for path in sorted(FILES.glob("*.yaml")):
        book = _read(path.name)
        if not isinstance(book, Mapping) or "items" not in book:
            continue
        yield from _texts(path.name, book, "title")
        yield from _texts(f"{path.name}, document", book.get("document", {}), "title", "issuer", "note")
        for code, parameter in book.get("parameters", {}).items():
            yield from _texts(f"{path.name}, {code}", parameter, "name", "unit")
        for code, department in book.get("departments", {}).items():
            yield from _texts(f"{path.name}, {code}", department, "name")
        for item in book["items"]:
            yield from _texts(f"{path.name}, row {item['row']}", item, "name", "category")
            for benefit in item["benefits"]:
                yield from _benefit(path.name, benefit)


def _benefit(file: str, benefit: Mapping[str, Any]) -> Iterator[Word]:
    where = f"{file}, {benefit['code']}"
    yield from _texts(where, benefit, "name", "summary", "gives")
    for paper in benefit.get("bring", ()):
        yield f"{where}: bring", paper
    yield from _texts(where, benefit, "apply")
    for pathway in benefit["pathways"]:
        inside = f"{where}, {pathway['code']}"
        yield from _texts(inside, pathway, "name", "note")
        yield from _texts(inside, pathway.get("award", {}), "formula")


def _texts(where: str, row: Mapping[str, Any], *fields: str) -> Iterator[Word]:
    for field in fields:
        yield f"{where}: {field}", row.get(field) or ""


def _tables() -> Iterator[Word]:
    """The sentences that the rules and the presenter keep in tables."""
    for kind, sentences in SAYS.items():
        for relation, sentence in sentences.items():
            yield f"any {kind}: says {relation}", sentence
    for name, table in (("PERIODS", PERIODS), ("KINDS", KINDS)):
        for key, sentence in table.items():
            yield f"{name}: {key}", sentence


def _code() -> Iterator[Word]:
    """The sentences written out in the code."""
    for path in (*sorted((ROOT / "catalog" / "rules").glob("*.py")), *sorted((ROOT / "eligibility").rglob("*.py"))):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SENTENCES:
                for part in ast.walk(node):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield path.relative_to(ROOT).as_posix(), part.value


def merged(kept: Mapping[str, str]) -> polib.POFile:
    """The words as they are now, each with the translation that it has already."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = dict(HEAD)
    for text, place in words().items():
        catalogue.append(polib.POEntry(msgid=text, msgstr=kept.get(text, ""), comment=place))
    return catalogue


def main(check: bool) -> str | None:
    """Write the catalogue; or say that it is behind."""
    before = WORDS.read_text(encoding="utf-8") if WORDS.exists() else ""
    kept = {entry.msgid: entry.msgstr for entry in polib.pofile(before)} if before else {}
    after = f"{merged(kept)}\n".rstrip("\n") + "\n"
    if check:
        return None if before == after else "catalog/locale is behind the catalogue's words; run script/translations."
    WORDS.parent.mkdir(parents=True, exist_ok=True)
    WORDS.write_text(after, encoding="utf-8")
    return None


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
