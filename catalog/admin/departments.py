"""Departments: the offices that an edition names."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin
from catalog.admin.coded import Coded, CodedForm
from catalog.models import Department


class DepartmentForm(CodedForm):
    """An office; its code need only differ within the edition."""

    class Meta:
        model = Department
        fields = "__all__"

    def taken(self, cleaned: dict[str, Any]) -> Any:
        """The codes of the edition's other offices."""
        others = Department.objects.filter(edition=cleaned.get("edition")).exclude(pk=self.instance.pk)
        return set(others.values_list("code", flat=True))


@admin.register(Department)
class DepartmentAdmin(Coded, CatalogueAdmin):
    """The offices that an edition names."""

    form = DepartmentForm
    edition_path = "edition__region"
    list_display = ["name", "phone", "address", "hours", "duties_", "edition"]
    list_filter = [
        ("edition__region", admin.RelatedOnlyFieldListFilter),
        "edition__status",
        ("phone", admin.EmptyFieldListFilter),
        ("address", admin.EmptyFieldListFilter),
        "edition",
    ]
    search_fields = ["name", "code", "phone", "address"]
    fields = ["edition", "name", "phone", "address", "hours", "position", "code"]
    empty_hint = _("还没有部门。项目由哪个部门办，先在这里加上，写明电话、地址和办公时间。")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Department]:
        """The offices with the number of items that they answer for."""
        return super().get_queryset(request).annotate(duty_count=Count("duties", distinct=True))

    @admin.display(description=_("负责的项目数"), ordering="duty_count")
    def duties_(self, office: Department) -> int:
        """How many items it answers for."""
        return int(getattr(office, "duty_count", 0))
