"""Keeps catalog/locale in step with the words of the catalogue's files and of the rules' sentences, which
makemessages cannot see: adds what is new, drops what is gone, leaves translations as they are. `--check` only says
what it would change."""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import polib

from catalog.plain.texts import SENTENCES, in_catalogue
from catalog.rules.conditions import SAYS
from eligibility.presenter import KINDS, PERIODS

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "catalog" / "files"
WORDS = ROOT / "catalog" / "locale" / "en" / "LC_MESSAGES" / "django.po"
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
    for place, text in (*_files(), *_tables(), *_code()):
        if text and CHINESE.search(text):
            found.setdefault(text, place)
    return found


def _files() -> Iterator[Word]:
    """The words of the catalogue's files."""
    yield from ((one.where, one.text) for one in in_catalogue(FILES))


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
