"""The form of another answer: the question's own, with the answer given before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from eligibility.asking.forms import Asked, FactsForm
from eligibility.findings.turns import changed


class OtherForm(FactsForm):
    """A question answered otherwise; what is left blank stays as it is."""

    def __init__(self, about: Asked, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(about, data)
        self.others: dict[str, Any] = {}

    def clean(self) -> None:
        """Takes what differs from the answers given; nothing that differs is a fault."""
        super().clean()
        self.others = {fact: raw for fact, raw in self.answers.items() if changed(self.given.get(fact), raw)}
        if not self.others and not self.errors:
            self.add_error(next(iter(self.fields)), gettext("和现在的回答一样。请换一个。"))
