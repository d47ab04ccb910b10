"""Every change in an edition, on one of its pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from catalog.admin.edition_pages import edition_page, render_page
from catalog.admin.history import page_of_changes
from catalog.editing.families import WHOLE
from catalog.models import Edition


@edition_page("changes", _("改动记录"))
def changes_of_edition(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Who changed what and when, over all rows, the newest first."""
    context = page_of_changes(request, edition, WHOLE)
    return render_page(request, edition, "changes", "admin/catalog/edition_history.html", context)
