"""Documents: what lists and figures come from."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin
from catalog.admin.filters import WrittenValues
from catalog.admin.freshness import FreshDocuments
from catalog.models import Document


@admin.register(Document)
class DocumentAdmin(FreshDocuments, CatalogueAdmin):
    """The documents that lists and figures come from."""

    list_display = ["number", "title", "issuer", "issued", "lists"]
    list_filter = [
        ("issuer", WrittenValues),
        ("url", admin.EmptyFieldListFilter),
        ("valid_until", admin.EmptyFieldListFilter),
    ]
    search_fields = ["number", "title", "issuer", "url"]
    date_hierarchy = "issued"
    fields = ["number", "title", "issuer", ("issued", "valid_until"), "url", "link_state", "note"]
    empty_hint = _("还没有文件。版本和参数的出处都是文件，先在这里加上文号。")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        """The documents with the number of editions made from them."""
        return super().get_queryset(request).annotate(lists_=Count("editions", distinct=True))

    @admin.display(description=_("版本数"), ordering="lists_")
    def lists(self, document: Document) -> int:
        """How many editions are made from it."""
        return int(getattr(document, "lists_", 0))
