"""Facts: what can be asked and tested, and where each is used."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.base import CatalogueAdmin
from catalog.admin.coded import Coded, CodedForm
from catalog.admin.fact_rows import OF_CHOICES, OptionInline, SayingInline, StepInline
from catalog.admin.plain import PlainlyWorded
from catalog.admin.used import Used
from catalog.editing.uses import Use, published, rules_on_fact, uses_of_fact
from catalog.models import Fact, Parameter


class FactForm(CodedForm):
    """A fact; its code can stand in sums."""

    separator = "_"

    class Meta:
        model = Fact
        fields = "__all__"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "type" in self.fields:
            # It was held when the page was opened, so the page has not sent it.
            self.fields["type"].required = False

    def clean_type(self) -> str:
        """The type, or the one that it had."""
        return str(self.cleaned_data.get("type") or self.instance.type)

    def taken(self, cleaned: dict[str, Any]) -> Any:
        """The codes of the other facts, and those of parameters: sums name both."""
        return {*super().taken(cleaned), *Parameter.objects.order_by().values_list("code", flat=True)}


@admin.register(Fact)
class FactAdmin(PlainlyWorded, Used, Coded, CatalogueAdmin):
    """What can be asked and tested."""

    form = FactForm
    list_display = ["name", "type", "asked", "code", "position"]
    list_filter = ["type", "consults_unknown", "questions__section"]
    search_fields = ["name", "code", "options__name"]
    inlines = [OptionInline, SayingInline, StepInline]
    fields = [
        "name",
        "type",
        "type_is_held",
        "used",
        "consults_unknown",
        "consults_from_age",
        "consults_unless",
        "position",
        "code",
    ]
    readonly_fields = ["used", "type_is_held"]
    read_by_residents = ("name", "text")
    empty_hint = gettext_lazy("还没有情况。规则要判断什么，先在这里加上，再加一个问题去问它。")

    def get_queryset(self, request: HttpRequest) -> Any:
        """The facts with the questions that ask them."""
        return super().get_queryset(request).prefetch_related("asked_in__question")

    @admin.display(description=gettext_lazy("在哪一题问"))
    def asked(self, fact: Fact) -> str:
        """The questions that ask it."""
        return "、".join(str(one.question) for one in fact.asked_in.all()) or _("没有问")

    @admin.display(description=gettext_lazy("类型为什么不能改"))
    def type_is_held(self, fact: Fact) -> str:
        """Why its type cannot change."""
        return _("规则里已经用到它，类型不能再改；要换类型，请新建一个情况，再到用到它的地方改用新的。")

    def uses(self, obj: Any) -> list[Use]:
        """Where a fact is used."""
        return uses_of_fact(obj)

    def code_is_held(self, obj: Any) -> bool:
        """Once something published uses it."""
        return published(uses_of_fact(obj))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields; what brings in lists for regions only."""
        names = list(super().get_fields(request, obj))
        left = set() if obj is None or obj.type == Fact.Type.REGION else {"consults_unknown", "consults_from_age"}
        left |= {"consults_unless"} if left else set()
        left |= set() if self._is_held(obj) else {"type_is_held"}
        return [name for name in names if name not in left]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The type too, once a rule uses it."""
        return [*super().get_readonly_fields(request, obj), *(["type"] if self._is_held(obj) else [])]

    def _is_held(self, obj: Any) -> bool:
        return obj is not None and bool(rules_on_fact(obj))

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """The rows that its type has; a new one has options, the rest comes once it is saved."""
        if obj is None:
            return [OptionInline]
        return [OptionInline, SayingInline, StepInline] if obj.type in OF_CHOICES else [SayingInline, StepInline]
