"""Forms in which staff write a value in words: options and regions by name, 是 and 否."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import Condition
from catalog.models.fields import ProseFormField
from catalog.wording import Unreadable, Wording

SMALL = {"rows": 2, "cols": 30}


class ConditionForm(forms.ModelForm):
    """A condition whose value is written as people say it."""

    words: Wording
    value = ProseFormField(
        label=_("值"),
        widget=forms.Textarea(attrs=SMALL),
        help_text=_("年龄、日期、金额或算式；选项、地区写名称，每行一个；是或否写“是”“否”。"),
    )

    class Meta:
        model = Condition
        fields = ["group", "fact", "relation", "value", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["value"] = self.words.shown(self.instance.fact.code, self.instance.value)

    def clean(self) -> dict[str, Any]:
        """Read the value as its fact and relation need it."""
        cleaned = super().clean() or self.cleaned_data
        fact, relation, text = cleaned.get("fact"), cleaned.get("relation"), cleaned.get("value")
        if fact is None or not relation or text is None:
            return cleaned
        if fault := self.words.relation_fault(fact.code, relation):
            self.add_error("relation", fault)
            return cleaned
        try:
            cleaned["value"] = self.words.stored(fact.code, relation, text)
        except Unreadable as fault:
            self.add_error("value", str(fault))
        return cleaned
