"""Scenarios: people whose answers are given in the interview, with what the lists must answer them."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import OuterRef, QuerySet, Subquery
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.utils import bulk_update_with_history

from catalog.admin.base import CatalogueAdmin, PartInline, wording
from catalog.admin.scenario_runs import run_page
from catalog.admin.trial import trial
from catalog.models import Benefit, Expectation, Scenario
from catalog.scenarios import person

Groups = list[tuple[str, list[tuple[str, str]]]]


def benefit_groups() -> Groups:
    """Every benefit by its region, each in the name that it had last."""
    rows = Benefit.objects.order_by("item__edition__region__position", "item__edition", "item__position", "position")
    found: dict[str, dict[str, str]] = {}
    for region, code, name in rows.values_list("item__edition__region__name", "code", "name"):
        found.setdefault(region, {})[code] = name
    return [(region, list(names.items())) for region, names in found.items()]


def named(groups: Groups, code: str) -> str:
    """A benefit's name; its code where no list has it any more."""
    names = {known: name for _region, benefits in groups for known, name in benefits}
    return names.get(code) or gettext("%s（清单里已经没有）") % code


class BenefitField(forms.ChoiceField):
    """A benefit, chosen by its name."""

    def __init__(self, groups: Groups, kept: str = "", **kwargs: Any) -> None:
        """`kept` is chosen already, and stays to be chosen where no list has it any more."""
        known = any(kept == code for _region, benefits in groups for code, _name in benefits)
        gone = [(kept, named(groups, kept))] if kept and not known else []
        super().__init__(choices=[("", "---------"), *gone, *groups], **kwargs)


class ScenarioForm(forms.ModelForm):
    """A scenario; the benefit that it is about is chosen."""

    class Meta:
        model = Scenario
        fields = ["name", "region", "as_of", "benefit", "active", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "benefit" in self.fields:
            help_text = _("可不选；选了，就在这项待遇下面列出。")
            self.fields["benefit"] = BenefitField(
                benefit_groups(), self.instance.benefit, label=_("针对的待遇"), required=False, help_text=help_text
            )


class ExpectationForm(forms.ModelForm):
    """What must be answered; a benefit that stands there stays the one it is."""

    groups: ClassVar[Groups] = []

    class Meta:
        model = Expectation
        fields = ["benefit", "verdict", "amount"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "benefit" not in self.fields:
            return
        kept = self.instance.benefit
        if self.instance.pk:
            only = [(kept, named(self.groups, kept))]
            self.fields["benefit"] = forms.ChoiceField(choices=only, label=_("待遇"))
        else:
            self.fields["benefit"] = BenefitField(self.groups, label=_("待遇"))


class ExpectationFormSet(BaseInlineFormSet):
    """The rows, each control with the name of its column for those who hear the page."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """The fields of a row."""
        super().add_fields(form, index)
        for name, field in form.fields.items():
            label = _("删除") if name == DELETION_FIELD_NAME else field.label
            field.widget.attrs["aria-label"] = str(label).capitalize()


class ExpectationInline(PartInline):
    """What must be answered, benefit by benefit."""

    model = Expectation
    formset = ExpectationFormSet
    extra = 1
    fields = ["benefit", "verdict", "amount"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The rows with the names of the benefits at hand."""
        form = type("NamedExpectationForm", (ExpectationForm,), {"groups": benefit_groups()})
        return super().get_formset(request, obj, **{"form": form, **kwargs})


def _alone(field: forms.Field) -> forms.Field:
    """A choice of rows with no links to their own pages."""
    field.widget = cast(RelatedFieldWidgetWrapper, field.widget).widget
    return field


@admin.register(Scenario)
class ScenarioAdmin(CatalogueAdmin):
    """People that the lists are tried on before each publish."""

    form = ScenarioForm
    change_form_template = "admin/catalog/scenario/change_form.html"
    change_list_template = "admin/catalog/scenario/change_list.html"
    list_display = ["name", "region", "about", "as_of", "source", "active"]
    list_filter = [("region", admin.RelatedOnlyFieldListFilter), "source", "active"]
    list_select_related = ["region"]
    search_fields = ["name", "benefit", "note"]
    actions = ["switch_on", "switch_off"]
    empty_hint = _("还没有样例。打开一个版本的“样例”页，按界线自动生成一批；也可以在这里增加，答案在问答里给。")
    inlines = [ExpectationInline]
    readonly_fields = ["answered", "source"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The answers in words once there are some."""
        names = ["name", "region", "as_of", "benefit", "active", "note"]
        return [*names, "answered", "source"] if obj else names

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The field, without the ways to change regions themselves."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        return field if not isinstance(widget, RelatedFieldWidgetWrapper) else _alone(field)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Scenario]:
        """The scenarios with the names of their benefits."""
        names = Benefit.objects.filter(code=OuterRef("benefit")).order_by("-item__edition").values("name")[:1]
        return super().get_queryset(request).annotate(benefit_name=Subquery(names))

    @admin.display(description=_("待遇"), ordering="benefit")
    def about(self, scenario: Scenario) -> str:
        """The benefit that it is about, by its name."""
        return getattr(scenario, "benefit_name", None) or scenario.benefit

    @admin.display(description=_("回答"))
    def answered(self, scenario: Scenario) -> str:
        """The person in words."""
        if not scenario.answers:
            return gettext("还没有回答。按上面的“在问答里打开”，答完再存回来。")
        words = wording()
        said = person(scenario.answers, words.facts, words.regions, scenario.as_of)
        return render_to_string("admin/catalog/scenario/person.html", {"person": said})

    @admin.action(description=_("发布前运行"), permissions=["change"])
    def switch_on(self, request: HttpRequest, scenarios: QuerySet[Scenario]) -> None:
        """Run them before each publish."""
        self._switch(request, scenarios, True)

    @admin.action(description=_("发布前不再运行"), permissions=["change"])
    def switch_off(self, request: HttpRequest, scenarios: QuerySet[Scenario]) -> None:
        """Leave them out for now."""
        self._switch(request, scenarios, False)

    def _switch(self, request: HttpRequest, scenarios: QuerySet[Scenario], active: bool) -> None:
        rows = [one for one in scenarios if self.has_change_permission(request, one) and one.active != active]
        for one in rows:
            one.active = active
        bulk_update_with_history(rows, Scenario, ["active"], default_user=request.user)
        messages.success(request, gettext("改了 %s 个样例。") % len(rows))

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """On to its own page, where the answers are given."""
        if "_addanother" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        messages.success(request, gettext("已经建好样例“%s”。现在按“在问答里打开”，答完再存回来。") % obj)
        return redirect("admin:catalog_scenario_run", obj.pk)

    def get_urls(self) -> list[URLPattern]:
        """The pages that run a scenario and try the portal."""
        own = [
            path("trial/", self.admin_site.admin_view(trial), name="catalog_scenario_trial"),
            path("<int:pk>/run/", self.admin_site.admin_view(run_page), name="catalog_scenario_run"),
        ]
        return [*own, *super().get_urls()]
