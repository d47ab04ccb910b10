"""The fields of a pathway that are plain words and figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.admin.editor.sums import factors
from catalog.models import Pathway
from catalog.rules.expressions import plain


class PathwayForm(forms.ModelForm):
    """The words of a pathway and the kind of what it gives; its sums are the page's."""

    quiet = False
    rate = forms.CharField(label=_("减免（全免写 100）"), required=False, max_length=12)

    class Meta:
        model = Pathway
        fields = ["name", "kind", "period", "at_least", "rate", "formula", "renewal_months", "note", "readings", "code"]
        labels = {"at_least": _("文件写的是“不低于”"), "renewal_months": _("几个月办一次续办"), "kind": _("给什么")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept_rate = self.instance.rate
        self.initial["rate"] = plain(Decimal(self.kept_rate) * 100) if self.kept_rate else ""
        self.fields["code"].required = False
        self.fields["code"].help_text = _("留空就按名称自动写。")
        for name in ("formula", "note", "readings"):
            self.fields[name].widget.attrs["rows"] = 2
        self.fields["rate"].widget.attrs["inputmode"] = "decimal"

    def full_clean(self) -> None:
        """Read what is written; while the page is only given another shape, nothing is said of faults."""
        super().full_clean()
        if self.quiet:
            self.errors.clear()

    def _get_validation_exclusions(self) -> set[str]:
        """What the model need not look at: `clean_rate` has, without asking the database."""
        return {*super()._get_validation_exclusions(), "rate"}  # type: ignore[misc]

    def validate_unique(self) -> None:
        """Left to the page, which sees all pathways."""

    def validate_constraints(self) -> None:
        """Left to the page, which writes the sums."""

    def clean_rate(self) -> str:
        """The part taken off, from the per cent that are written."""
        typed = self.cleaned_data["rate"].rstrip("%％ ")
        if not typed or typed == self.initial["rate"]:
            return self.kept_rate if typed else ""
        numbers = factors(typed)
        if numbers is None or len(numbers) != 1 or not 0 < numbers[0] <= 100:
            raise forms.ValidationError(_("减免写 1 到 100 的数字：半价写 50，全免写 100。"))
        text = plain(numbers[0] / 100)
        if len(text) > 8:
            raise forms.ValidationError(_("减免最多写四位小数。"))
        return text

    def clean_code(self) -> str:
        """The code; a new pathway's comes from its name when the page is saved."""
        return self.cleaned_data["code"] or self.instance.code
