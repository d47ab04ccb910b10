"""The rows of a fact's page: options, sayings and steps, each with the controls that the fact's type needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.base import PartInline, wording
from catalog.admin.coded import CodedForm
from catalog.editing.uses import Use, uses_of_options
from catalog.models import Condition, Fact, FactOption, FactSaying, FactStep
from catalog.rules import Region
from catalog.rules.conditions import SAYS
from catalog.wording import Unreadable, Wording

OF_CHOICES = frozenset({Fact.Type.CHOICE, Fact.Type.CHOICES})
IS_NOT = gettext_lazy("否（不是）")


class RowCodes(CodedForm):
    """A row of a fact whose code is made from its words; one that a row has stays."""

    separator = "_"
    made: set[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "code" in self.fields:
            self.fields["code"].disabled = True

    def taken(self, cleaned: dict[str, Any]) -> Collection[str]:
        """The codes of the fact's other rows, and those just made on this page."""
        rows = type(self.instance)._default_manager.filter(fact=self.instance.fact_id)
        return self.made | set(rows.values_list("code", flat=True))

    def clean(self) -> dict[str, Any]:
        """Remember the code, so that the next row gets another."""
        cleaned = super().clean()
        self.made.add(cleaned.get("code") or "")
        return cleaned


class OptionForm(RowCodes):
    """One answer of a choice."""

    class Meta:
        model = FactOption
        fields = ["name", "code", "position"]


class OptionRows(forms.BaseInlineFormSet):
    """The answers of a choice; one that a rule names is not taken away."""

    def clean(self) -> None:
        """Say where an option that was crossed out is used."""
        super().clean()
        going = [form.instance for form in self.deleted_forms if form.instance.pk]
        uses: Mapping[str, list[Use]] = uses_of_options(self.instance) if going else {}
        faults = [
            _("选项“%(name)s”正在使用，不能删除：%(uses)s。先到那里改用别的选项。")
            % {"name": one.name, "uses": "、".join(map(str, uses[one.code][:5]))}
            for one in going
            if uses.get(one.code)
        ]
        if faults:
            raise ValidationError(faults)


class FactRows(PartInline):
    """Rows whose forms are made for the fact of the page."""

    def form_for(self, fact: Fact | None) -> Any:
        """The form of a row."""
        return self.form

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The rows with the form for the page's fact."""
        return super().get_formset(request, obj, **{"form": self.form_for(obj), **kwargs})


class OptionInline(FactRows):
    """The answers of a choice."""

    model = FactOption
    form = OptionForm
    formset = OptionRows
    fields = ["name", "code", "position"]
    extra = 3

    def form_for(self, fact: Fact | None) -> Any:
        """The form, with the codes that this page makes."""
        return made(OptionForm, made=set())


class SayingInline(FactRows):
    """How conditions on the fact read."""

    model = FactSaying
    fields = ["relation", "text", "position"]

    def form_for(self, fact: Fact | None) -> Any:
        """The form, with the relations that the fact's type knows."""
        names = {**dict(Condition.Relation.choices), "is_not": IS_NOT}
        known = [("", "—"), *((one, names[one]) for one in SAYS[fact.type])] if fact else []
        field = forms.ChoiceField(label=_("关系"), choices=known)
        return made(forms.ModelForm, relation=field)


class StepForm(RowCodes):
    """A step; its outcome is chosen, and kept as the fact's type needs it."""

    named_by = "text"
    words: Wording

    class Meta:
        model = FactStep
        fields = ["text", "sets", "only_from", "code", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("sets")
        if self.instance.pk and field is not None:
            shown = self.words.shown(self.instance.fact.code, self.instance.sets)
            many = isinstance(field, forms.MultipleChoiceField)
            chosen = isinstance(field, forms.ChoiceField)
            value = self.instance.sets if chosen and not isinstance(self.instance.sets, bool) else shown
            self.initial["sets"] = [*value] if many and isinstance(value, list | tuple) else value

    def clean(self) -> dict[str, Any]:
        """Read the outcome."""
        cleaned, fact = super().clean(), self.instance.fact
        sets = cleaned.get("sets")
        if sets:
            try:
                text = "\n".join(sets) if isinstance(sets, list) else str(sets)
                cleaned["sets"] = self.words.stored(fact.code, None, text)
            except Unreadable as fault:
                self.add_error("sets", str(fault))
        return cleaned


class StepInline(FactRows):
    """What the person could do."""

    model = FactStep
    form = StepForm
    readonly_fields = ["becomes", "begins"]

    @cached_property
    def words(self) -> Wording:
        """The words, fetched once a page."""
        return wording()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields; for whom it is only where there are options to begin from. In words where nothing is written."""
        written = self.has_change_permission(request, obj)
        asks = obj is not None and obj.type == Fact.Type.CHOICE
        ends, begins = ("sets", "only_from") if written else ("becomes", "begins")
        return ["text", ends, *([begins] if asks else []), "code", "position"]

    @admin.display(description=gettext_lazy("办成以后是"))
    def becomes(self, step: FactStep) -> str:
        """What the fact becomes, by its name."""
        return self.words.shown(step.fact.code, step.sets)

    @admin.display(description=gettext_lazy("只对这些人说"))
    def begins(self, step: FactStep) -> str:
        """For whom it is, by the names of the options."""
        return self.words.shown(step.fact.code, step.only_from)

    def form_for(self, fact: Fact | None) -> Any:
        """The form, with the outcomes that the fact can have."""
        words = self.words
        fields = {"sets": outcome(fact, words) if fact else forms.CharField(), "only_from": beginning(fact, words)}
        return made(StepForm, words=words, made=set(), **fields)

    def get_queryset(self, request: HttpRequest) -> Any:
        """The steps with their fact."""
        return super().get_queryset(request).select_related("fact")


def made(form: Any, **attributes: Any) -> Any:
    """A form class of this page's own."""
    return type(form)(form.__name__, (form,), attributes)


def outcome(fact: Fact, words: Wording) -> forms.Field:
    """The control for what a fact becomes."""
    label = _("办成以后是")
    options = [*words.facts[fact.code].options.items()] if fact.code in words.facts else []
    match fact.type:
        case Fact.Type.BOOL:
            return forms.ChoiceField(label=label, choices=[("", "—"), ("是", _("是")), ("否", _("否"))])
        case Fact.Type.CHOICE:
            return forms.ChoiceField(label=label, choices=[("", "—"), *options])
        case Fact.Type.CHOICES:
            return forms.MultipleChoiceField(label=label, choices=options, widget=forms.CheckboxSelectMultiple)
        case Fact.Type.REGION:
            return forms.MultipleChoiceField(label=label, choices=places(words), widget=forms.SelectMultiple)
    return forms.CharField(label=label)


def beginning(fact: Fact | None, words: Wording) -> forms.Field:
    """The control for whom a step is."""
    field = FactStep._meta.get_field("only_from")
    known = words.facts.get(fact.code) if fact else None
    return forms.MultipleChoiceField(
        label=field.verbose_name,
        help_text=field.help_text,
        choices=[*known.options.items()] if known else [],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def places(words: Wording) -> list[tuple[str, str]]:
    """Every region, those within another under it and further in."""
    below: dict[str | None, list[tuple[str, Region]]] = {}
    for slug, one in words.regions.items():
        below.setdefault(one.parent, []).append((slug, one))

    def under(parent: str | None, depth: int) -> list[tuple[str, str]]:
        return [
            line
            for slug, one in below.get(parent, [])
            for line in [(slug, "　" * depth + one.name), *under(slug, depth + 1)]
        ]

    return under(None, 0)
