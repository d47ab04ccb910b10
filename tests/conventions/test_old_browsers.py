"""A browser of 2016 (Chrome 50, Firefox 48, Safari 10, and 微信's X5 after it) lays every resident's page out and runs
its script: what is newer has something older in front of it, or stands where its absence harms nobody."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conventions.project import files, shown

STAFF = {"static/css/desk.css", "static/css/cases.css", "static/css/insight.css"}
STYLES = [path for path in files("static/css/*.css") if shown(path) not in STAFF]
SCRIPTS = files("static/js/*.js")
# Selectors that older browsers cannot read; they drop the whole rule, and all that it says.
NEW_SELECTOR = re.compile(r":(has|is|where|focus-visible|nth-child\([^)]*\bof\b)\b|::details-content|:not\([^()]*[, ]")
# At-rules that they skip; only what repeats or adorns may stand in them.
NEW_RULE = re.compile(r"@(layer|container|property|scope|starting-style)\b")
NEW_PROPERTY = re.compile(
    r"^(inset(-.*)?|aspect-ratio|accent-color|place-(items|content|self)|row-gap|column-gap|gap|translate|rotate|scale|"
    r"margin-(inline|block).*|padding-(inline|block).*|(inline|block)-size|overscroll-behavior.*|content-visibility)$"
)
# What adorns and is missed by nobody.
ADORNS = {"accent-color", "content-visibility"}
NEW_VALUE = re.compile(
    r"\b(min|max|clamp|color-mix|oklch|lab)\(|\d(dvh|svh|lvh|dvw|svw|lvw|cqw|cqi|cap|rlh|lh)\b|\bfit-content\b|"
    r"\bflow-root\b|\bcontents\b|\bclip\b(?=\s*;|$)|\bsticky\b|#[0-9a-f]{4}\b(?![0-9a-f])|#[0-9a-f]{8}\b"
)
NEW_SCRIPT = {
    "optional chaining": r"\?\.(?!\d)",
    "nullish": r"\?\?",
    "spread": r"\.\.\.",
    "async": r"\basync\b|\bawait\b",
    "a power": r"\*\*",
    "a catch without a name": r"\bcatch\s*\{",
    "NodeList in a loop": r"\bfor\s*\([^)]*\bof\b",
    "NodeList.forEach": r"querySelectorAll\([^)]*\)\.forEach|\.childNodes\.forEach",
    "a newer method": r"\.(flat|flatMap|replaceAll|matchAll|at|padStart|padEnd|append|prepend|before|after|replaceWith|"
    r"replaceChildren|toggleAttribute|finally|fromEntries|checkVisibility|scrollTo\(\{)\(",
    "Object.entries": r"\bObject\.(entries|values|fromEntries)\b",
    "fetch": r"\bfetch\(|\bAbortController\b|\bURLSearchParams\b|\bFormData\b.*entries",
    "a dialog": r"\bshowModal\b|\bpopover\b",
    "a module": r"^\s*(import|export)\b",
    "a private field": r"\bthis\.#",
    "a named group": r"\(\?<",
    "a separator": r"\d_\d",
    "logical assignment": r"(\|\||&&|\?\?)=",
    "globalThis": r"\bglobalThis\b|\bqueueMicrotask\b|\bstructuredClone\b",
}

Rule = tuple[tuple[str, ...], str, list[tuple[str, str]]]


def rules(css: str) -> Iterator[Rule]:
    """Each rule with the at-rules around it, its selector and its declarations."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    around: list[str] = []
    head = ""
    for token in re.findall(r"[^{}]+|[{}]", css):
        if token == "{":
            around.append(head.strip())
            head = ""
        elif token == "}":
            if around and head.strip():
                declared = [part.partition(":") for part in head.split(";") if part.strip()]
                yield tuple(around[:-1]), around[-1], [(name.strip(), value.strip()) for name, _c, value in declared]
            around and around.pop()
            head = ""
        else:
            head = token.rsplit(";", 1)[-1] if token.strip().startswith("@import") else token


def faults(css: str) -> Iterator[str]:
    """What a browser of 2016 would miss."""
    earlier: set[str] = set()
    for around, selector, declared in rules(css):
        where = " ".join((*around, selector))
        asked = " ".join(one for one in around if one.startswith("@supports"))
        if any(NEW_RULE.match(one) for one in around):
            yield f"{where}: skipped whole"
        kinds = {bool(NEW_SELECTOR.search(one)) for one in re.split(r",(?![^(]*\))", selector)}
        if len(kinds) > 1:
            yield f"{where}: older selectors are lost with the newer one"
        if ":focus-visible" in selector and not asked and ":focus" not in earlier:
            yield f"{where}: no :focus in front"
        earlier.add(selector)
        before: set[str] = set()
        for name, value in declared:
            grid = name.startswith("grid") or (re.search(r"\b(inline-)?grid\b", value) and name == "display")
            if grid and "display: grid" not in asked:
                yield f"{where}: {name}: {value} without @supports (display: grid)"
            if NEW_PROPERTY.match(name) and name not in ADORNS and not asked_for(name, asked):
                yield f"{where}: {name}"
            if NEW_VALUE.search(value) and name not in before and not asked_for(name, asked):
                yield f"{where}: {name}: {value} without an older value in front"
            before.add(name)


def asked_for(name: str, asked: str) -> bool:
    """Whether an @supports around a rule asks for a property."""
    return f"({name}:" in asked


@pytest.mark.parametrize("path", STYLES, ids=shown)
def test_styles(path: Path) -> None:
    assert list(faults(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=shown)
def test_scripts(path: Path) -> None:
    script = re.sub(r"//[^\n]*|\"[^\"\n]*\"", "", path.read_text(encoding="utf-8"))
    assert {what for what, pattern in NEW_SCRIPT.items() if re.search(pattern, script, re.MULTILINE)} == set()


@pytest.mark.parametrize(
    "css",
    [
        "a { display: flex; gap: 1rem; }",
        "a { display: grid; }",
        "@media print { a { grid-template-columns: 1fr; } }",
        "a, b:has(c) { color: red; }",
        "a:focus-visible { color: red; }",
        "a { height: 100dvh; }",
        "a { width: min(3rem, 100%); }",
        "a { inset: 0; }",
        "@layer base { a { color: red; } }",
        "@supports (display: grid) { a { gap: 1rem; } }",
        "a { color: #11223344; }",
    ],
)
def test_what_is_newer_is_found(css: str) -> None:
    assert list(faults(css))


@pytest.mark.parametrize(
    "css",
    [
        "@supports (display: grid) { a { display: grid; grid-gap: 1rem; } }",
        "@media (min-width: 1rem) { @supports (display: grid) { a { display: grid; } } } b { color: red; }",
        "a { height: 100vh; height: 100dvh; }",
        ":focus { outline: 1px; } a:focus-visible { color: red; }",
        "a:has(b) { color: red; }",
        "@supports selector(:has(*)) { a:focus-visible { color: red; } }",
    ],
)
def test_what_has_something_older_in_front_is_let_through(css: str) -> None:
    assert list(faults(css)) == []


@pytest.mark.parametrize(
    "script",
    ["a?.b", "a ?? b", "[...a]", "async () => 1", "for (const a of b) c", "try {} catch {}", "a.append(b)", "a ||= b"],
)
def test_newer_script_is_found(script: str) -> None:
    assert any(re.search(pattern, script, re.MULTILINE) for pattern in NEW_SCRIPT.values())
