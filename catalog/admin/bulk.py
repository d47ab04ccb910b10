"""Many rows of a list changed at once: the field is chosen, then its value, then what would become of each is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.suggestions import Suggestions
from catalog.editing.bulk import (
    OFFICES,
    UNDER,
    Line,
    Outdated,
    fields_of,
    is_text,
    planned,
    replacing,
    rows_of,
    setting,
    stamp,
    write,
)
from catalog.models import Department, ServiceItem

ACTION = "bulk_edit"
SET, REPLACE = "set", "replace"


class BulkEdited:
    """An admin whose list can change a field of many rows at once."""

    def get_actions(self: Any, request: HttpRequest) -> Any:
        """The actions, with this one where there are fields for it."""
        actions = super().get_actions(request)  # type: ignore[misc]
        if fields_of(self.model) and self.has_change_permission(request):
            actions[ACTION] = (bulk_edit, ACTION, gettext_lazy("批量修改"))
        return actions


def bulk_edit(admin: Any, request: HttpRequest, chosen: QuerySet[Any]) -> HttpResponse | None:
    """One step of it: the field, the value, the preview, and the writing."""
    target = UNDER.get(admin.model, (admin.model, ""))[0]
    rows = rows_of(admin.model, chosen.values_list("pk", flat=True))
    choice = FieldForm(target, request.POST if "what" in request.POST else None)
    context: dict[str, Any] = {"choice": choice, "rows": rows, "count": len(rows)}
    if not choice.is_valid():
        return _page(admin, request, chosen, context)
    field, how = choice.cleaned_data["what"].split(":")
    sent = request.POST if {"value", "old", "new", "typed"} & request.POST.keys() else None
    form = value_form(target, rows, field, how, sent)
    context |= {"form": form, "heading": choice.heading(), "what": f"{field}:{how}"}
    if not form.is_valid():
        return _page(admin, request, chosen, context)

    def plan() -> list[Line]:
        return planned(rows, field, change_of(form, how), lambda row: _may(admin, request, row))

    return _preview(admin, request, chosen, rows, plan, field, context)


def _preview(
    admin: Any,
    request: HttpRequest,
    chosen: QuerySet[Any],
    rows: Sequence[Any],
    plan: Callable[[], list[Line]],
    field: str,
    context: dict[str, Any],
) -> HttpResponse:
    lines = plan()
    ready = "apply" in request.POST and not any(one.fault for one in lines)
    try:
        if ready:
            count = write(rows, request.POST.get("revision", ""), plan, field)
            messages.success(request, _("已修改 %s 条。") % count)
            return HttpResponseRedirect(request.get_full_path())
    except Outdated:
        context["stale"] = _("预览以后有人改过这些内容，所以没有写入。下面是按现在的内容重新算的，请再看一遍。")
        lines = plan()
    status = 409 if "stale" in context else 200
    known = {
        "lines": lines,
        "changing": sum(one.changes for one in lines),
        "faulty": any(one.fault for one in lines),
        "revision": stamp(rows),
    }
    return _page(admin, request, chosen, {**context, **known}, status)


def _may(admin: Any, request: HttpRequest, row: Any) -> bool:
    _target, path = UNDER.get(admin.model, (admin.model, ""))
    return bool(admin.has_change_permission(request, getattr(row, path) if path else row))


def _page(admin: Any, request: HttpRequest, chosen: Any, context: dict[str, Any], status: int = 200) -> HttpResponse:
    known = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": _("批量修改：%s") % admin.opts.verbose_name,
        "chosen": [str(pk) for pk in chosen.values_list("pk", flat=True)],
        "checkbox": ACTION_CHECKBOX_NAME,
        "action": ACTION,
        "stale": "",
        "form": None,
        "lines": None,
        "media": admin.media + (context["form"].media if context.get("form") else forms.Media()),
    }
    return TemplateResponse(request, "admin/catalog/bulk.html", {**known, **context}, status=status)


class FieldForm(forms.Form):
    """Which field, and whether it is set or words in it are replaced."""

    what = forms.ChoiceField(label=gettext_lazy("改哪一栏，怎么改"), widget=forms.RadioSelect)

    def __init__(self, target: Any, data: Any = None) -> None:
        super().__init__(data, auto_id="bulk_%s")
        choices: list[tuple[str, str]] = []
        for name in fields_of(target):
            label = capfirst(str(target._meta.get_field(name).verbose_name))
            choices.append((f"{name}:{SET}", _("%s：都改成同一个") % label))
            if is_text(target, name):
                choices.append((f"{name}:{REPLACE}", _("%s：把一段文字换成另一段") % label))
        self.fields["what"].choices = choices  # type: ignore[attr-defined]

    def heading(self) -> str:
        """What was chosen, in words."""
        return str(dict(self.fields["what"].choices)[self.cleaned_data["what"]])  # type: ignore[attr-defined]


def value_form(target: Any, rows: Sequence[Any], field: str, how: str, sent: Any) -> forms.Form:
    """The controls for the new value, or for the words to replace."""
    if how == REPLACE:
        fields: dict[str, forms.Field] = {
            "old": forms.CharField(label=_("原来的文字"), strip=False),
            "new": forms.CharField(label=_("换成"), required=False, strip=False, help_text=_("不填就是删掉这段文字。")),
        }
    else:
        fields = {"value": value_field(target, rows, field)}
    form: Any = type("ValueForm", (forms.Form,), fields)
    return form(sent, auto_id="bulk_%s")


def value_field(target: Any, rows: Sequence[Any], field: str) -> forms.Field:
    """A field's own control."""
    if field == OFFICES:
        editions = {one.edition_id for one in rows}
        names = Department.objects.filter(edition__in=editions).values_list("name", flat=True)
        choices = [(one, one) for one in dict.fromkeys(names)]
        return forms.MultipleChoiceField(
            label=_("责任部门"),
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("按这里的顺序，勾上的第一个牵头。"),
        )
    control: Any = target._meta.get_field(field).formfield()
    if target is ServiceItem and field == "category":
        known = ServiceItem.objects.order_by().values_list("category", flat=True)
        control.widget = Suggestions(lambda: sorted(set(known)))
    return control


def change_of(form: forms.Form, how: str) -> Callable[[Any], Any]:
    """What a filled form does to a value."""
    if how == REPLACE:
        return replacing(form.cleaned_data["old"], form.cleaned_data["new"])
    value = form.cleaned_data["value"]
    return setting(value)
