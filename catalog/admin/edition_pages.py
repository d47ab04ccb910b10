"""The pages of an edition beside its form: each a view, listed once, shown as a row of links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.models import Edition
from catalog.permissions import Action, may

View = Callable[[HttpRequest, Edition], HttpResponse]


@dataclass(frozen=True)
class EditionPage:
    """One page: the last part of its address, its label, what one must be allowed to do, and its view."""

    slug: str
    label: str | Promise
    needs: Action
    view: View

    @property
    def url_name(self) -> str:
        """The name of its address in the admin."""
        return f"catalog_edition_{self.slug}"


PAGES: list[EditionPage] = []
# In the order in which a draft goes through them; what is not here comes after.
WAY = ("check", "scenarios", "trial", "compare", "publish", "reviews", "exchange")


@dataclass(frozen=True)
class ListPage:
    """A page beside the list of editions: its address, the end of its name, what one must be allowed somewhere."""

    route: str
    slug: str
    needs: Action
    view: Callable[..., HttpResponse]

    @property
    def url_name(self) -> str:
        """The name of its address in the admin."""
        return f"catalog_edition_{self.slug}"


LIST_PAGES: list[ListPage] = []


def edition_page(slug: str, label: str | Promise, needs: Action = "read") -> Callable[[View], View]:
    """Put a view among the pages of an edition; it is called with the edition."""

    def add(view: View) -> View:
        PAGES.append(EditionPage(slug, label, needs, view))
        return view

    return add


def list_page(route: str, slug: str, needs: Action) -> Callable[[Callable[..., HttpResponse]], Any]:
    """Put a view beside the list of editions, for whoever has a role somewhere."""

    def add(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        LIST_PAGES.append(ListPage(route, slug, needs, view))
        return view

    return add


def addresses() -> list[URLPattern]:
    """The addresses of the pages, for EditionAdmin."""
    own = [path(f"<int:pk>/{one.slug}/", guarded(one), name=one.url_name) for one in PAGES]
    return [*own, *(path(one.route, guarded_somewhere(one), name=one.url_name) for one in LIST_PAGES)]


def guarded_somewhere(page: ListPage) -> Callable[..., HttpResponse]:
    """The view behind the admin's login, for a person with a role in any region."""

    @wraps(page.view)
    def view(request: HttpRequest, **parts: str) -> HttpResponse:
        if not may(request.user, page.needs):
            raise PermissionDenied
        return page.view(request, **parts)

    return admin.site.admin_view(view)


def guarded(page: EditionPage) -> Callable[..., HttpResponse]:
    """The view behind the admin's login and the person's roles."""

    @wraps(page.view)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        edition = get_object_or_404(Edition.objects.select_related("region", "document"), pk=pk)
        if not may(request.user, page.needs, edition.region):
            raise PermissionDenied
        return page.view(request, edition)

    return admin.site.admin_view(view)


def links(request: HttpRequest, edition: Edition, here: str = "") -> list[dict[str, Any]]:
    """The row of links over each page of an edition: those that the person may open."""
    form = {"label": _("内容"), "url": reverse("admin:catalog_edition_change", args=[edition.pk]), "here": not here}
    others = [
        {"label": one.label, "url": reverse(f"admin:{one.url_name}", args=[edition.pk]), "here": one.slug == here}
        for one in sorted(PAGES, key=_step)
        if may(request.user, one.needs, edition.region)
    ]
    return [form, *others]


def _step(page: EditionPage) -> int:
    return WAY.index(page.slug) if page.slug in WAY else len(WAY)


def render_page(
    request: HttpRequest, edition: Edition, slug: str, template: str, context: Mapping[str, Any], status: int = 200
) -> TemplateResponse:
    """One of the pages, inside the admin; its template extends admin/catalog/edition_page.html."""
    page = next(one for one in PAGES if one.slug == slug)
    known = {
        **admin.site.each_context(request),
        "opts": Edition._meta,
        "edition": edition,
        "title": f"{page.label}：{edition.label}",
        "links": links(request, edition, slug),
    }
    return TemplateResponse(request, template, {**known, **context}, status=status)
