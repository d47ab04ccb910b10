"""Terms: the words that several rules share, each on a page with its conditions chosen and read back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin
from catalog.admin.coded import Coded, CodedForm
from catalog.admin.editor.rows_form import RowsForm
from catalog.admin.editor.rows_page import RowsAdmin
from catalog.admin.editor.saving import TermSaving
from catalog.admin.editor.shelf import Shelf
from catalog.admin.editor.term_tree import TermTree
from catalog.admin.filters import WrittenValues
from catalog.admin.plain import PlainlyWorded
from catalog.admin.used import Used
from catalog.editing.uses import Use, published, uses_of_term
from catalog.models import Term


class TermForm(RowsForm, CodedForm):
    """A term; its code is a name like those of facts."""

    separator = "_"

    class Meta:
        model = Term
        fields = "__all__"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent: Any = self.data if self.is_bound else None
        self.tree = TermTree(self.instance, Shelf.shared(), sent, self)


@admin.register(Term)
class TermAdmin(PlainlyWorded, Used, Coded, RowsAdmin, CatalogueAdmin):
    """Meanings that several rows share."""

    form = TermForm
    change_form_template = "admin/catalog/term/change_form.html"
    said_template = "admin/catalog/term/said.html"
    saver = TermSaving
    list_display = ["name", "reading", "times_used", "code"]
    list_filter = [("reading", WrittenValues)]
    search_fields = ["name", "code", "reading"]
    fields = ["name", "reading", "position", "code"]
    read_by_residents = ("name",)
    empty_hint = _("还没有用语。几处都要写的同一组条件，在这里写一次，别处选它。")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Term]:
        """The terms with the number of requirements that use them."""
        return super().get_queryset(request).annotate(times=Count("clauses", distinct=True))

    @admin.display(description=_("用了几处"), ordering="times")
    def times_used(self, term: Term) -> int:
        """How many requirements use it."""
        return int(getattr(term, "times", 0))

    def uses(self, obj: Any) -> list[Use]:
        """The benefits that use a term."""
        return uses_of_term(obj)

    def code_is_held(self, obj: Any) -> bool:
        """Once something published uses it."""
        return published(uses_of_term(obj))

    def read_only(self, obj: Any) -> dict[str, Any]:
        """Its conditions in a sentence."""
        return {"tree": TermTree(obj, Shelf.shared(), None)}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """The page with the places that use the term."""
        context["used"] = self.used(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
