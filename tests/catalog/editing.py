"""A clerk at the page of a benefit or a term without script: opens it, presses its buttons, sends it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.db.models import Model
from django.test import Client
from django.urls import reverse

from catalog.models import Benefit
from tests.catalog.posting import Sent, sent


class Clerk:
    """One page as it stands on the screen: `given` is what a browser would send."""

    def __init__(self, client: Client, row: Model | None = None, query: str = "", model: type[Model] = Benefit) -> None:
        self.client = client
        self.kind = (type(row) if row else model)._meta.model_name
        name = "change" if row else "add"
        self.path = reverse(f"admin:catalog_{self.kind}_{name}", args=[row.pk] if row else []) + query
        self.show(client.get(self.path))

    def show(self, answer: Any) -> None:
        self.answer = answer
        assert answer.status_code == 200, answer.status_code
        self.html = answer.content.decode()
        self.given: Sent = sent(self.html, f"{self.kind}_form")

    def write(self, **fields: Any) -> Clerk:
        """Type into fields; __ in a name stands for -."""
        for name, value in fields.items():
            self.given[name.replace("__", "-")] = value if isinstance(value, list) else [str(value)]
        return self

    def put(self, prefix: str, **fields: Any) -> Clerk:
        """Type into the fields of one row."""
        return self.write(**{f"{prefix}-{name}".replace("-", "__"): value for name, value in fields.items()})

    def press(self, command: str) -> Clerk:
        """Press a button that only gives the page another shape."""
        self.show(self.client.post(self.path, {**self.given, "_reshape": command}))
        return self

    def save(self) -> Any:
        """Press save."""
        self.answer = self.client.post(self.path, {**self.given, "_save": "1"})
        if self.answer.status_code == 200:
            self.show(self.answer)
        return self.answer

    def saved(self) -> None:
        """Press save; nothing stands against it."""
        answer = self.save()
        assert answer.status_code == 302, answer.context["tree"].summary

    def refused(self) -> list[tuple[str, str]]:
        """Press save; what stands against it: the id of the field and the words."""
        answer = self.save()
        assert answer.status_code == 200
        return answer.context["tree"].summary  # type: ignore[no-any-return]

    def added(self, name: str) -> str:
        """Press the button that adds to a list; the new row's key."""
        before = set(self.given.get(name, []))
        (key,) = set(self.press(f"add:{name}").given[name]) - before
        return key

    def said(self, name: str = "whole") -> str:
        """The sentence of a row, or of the whole benefit, as it stands on the page."""
        found = re.search(rf'id="rule-{name}"[^>]*>(.*?)</(?:p|div)>\s*(?:<(?!p)|$)', self.html, re.DOTALL)
        assert found, name
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[1])).split())
