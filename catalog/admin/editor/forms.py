"""The form of a benefit: its own words, and the tree of everything else on its page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.admin.editor.rows_form import RowsForm
from catalog.admin.editor.shelf import Shelf
from catalog.admin.editor.tree import Tree
from catalog.editing.codes import code_for
from catalog.models import Benefit, Edition

OWN = (
    *("item", "name", "summary", "gives", "bring", "apply", "readings"),
    *("carries_out", "renewal_from", "position", "code"),
)
NONE = [("", _("（没有）"))]


class BenefitForm(RowsForm):
    """A benefit's own words."""

    carries_out = forms.ChoiceField(
        label=_("落实的上级待遇"),
        required=False,
        help_text=_("区县待遇落实的是市里哪一项；市里的待遇不用选。"),
    )

    class Meta:
        model = Benefit
        fields = list(OWN)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False
        self.fields["code"].help_text = _("留空就按名称自动写；发布以后就不能改了。")
        self._choose_items()
        for name, lines in {"summary": 2, "gives": 3, "bring": 4, "apply": 3, "readings": 3}.items():
            self.fields[name].widget = forms.Textarea(attrs={"rows": lines})
        self.tree = Tree.of(self)

    def _choose_items(self) -> None:
        """Items of its own edition; for a new benefit those of every draft, told apart by their editions."""
        item: Any = self.fields["item"]
        rows = item.queryset.select_related("edition__region")
        if self.instance.pk:
            rows = item.queryset = rows.filter(edition=self.instance.item.edition_id)
        named = [(one.pk, str(one) if self.instance.pk else f"{one}（{one.edition.label}）") for one in rows]
        item.choices = [("", _("请选择")), *named]

    @property
    def edition(self) -> Edition | None:
        """The edition that it is, or will be, in."""
        if self.instance.pk:
            return self.instance.item.edition
        chosen = self.data.get("item") if self.is_bound else self.initial.get("item")
        if not str(chosen or "").isdecimal():
            return None
        item = self.fields["item"].queryset.filter(pk=chosen).first()  # type: ignore[attr-defined]
        return item.edition if item else None

    def choose_from(self, shelf: Shelf) -> None:
        """The choices that the page has fetched; one that is stored stays even where it is gone."""
        above = [*NONE, *shelf.benefits_above]
        if (kept := self.instance.carries_out) and kept not in dict(above):
            above.append((kept, _("（现在没有的待遇：%s）") % kept))
        self.fields["carries_out"].choices = above  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The code from the name where none is written, after the region as the others have it."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("code") and cleaned.get("name") and cleaned.get("item"):
            start = f"{cleaned['item'].edition.region.slug}-"
            taken = Benefit.objects.filter(code__startswith=start).values_list("code", flat=True)
            made = code_for(cleaned["name"], {one.removeprefix(start) for one in taken})
            cleaned["code"] = self.instance.code or f"{start}{made}"[:60]
        return cleaned
