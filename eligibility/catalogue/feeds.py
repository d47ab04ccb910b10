"""The feed of changes, the map of the catalogue for search engines, and what they are asked to leave alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eligibility.catalogue.changes import Entry, change_log
from eligibility.catalogue.shelf import Listed, shelf_on
from eligibility.catalogue.transport import changed_at, public

# Pages of one person's interview, and what is for staff and programs.
LEFT_ALONE = (
    "/ask/",
    "/check/",
    "/clear/",
    "/results/",
    "/keep/",
    "/back/",
    "/text-size/",
    "/i18n/",
    "/admin/",
    "/api/",
    "/services/?",
    "/leave/",
    "/today/",
    "/kiosk/",
)


class ChangesFeed(Feed):
    """Every published edition with what it changed, as Atom."""

    feed_type = Atom1Feed
    title = gettext_lazy("养老待遇清单的变动")
    subtitle = gettext_lazy("哪些待遇新增、取消或改动了，从哪天起。")
    author_name = gettext_lazy("养老待遇查询")
    link = reverse_lazy("catalogue:changes")
    description_template = "catalogue/feed_entry.html"

    def items(self) -> tuple[Entry, ...]:
        """The newest first."""
        return change_log(timezone.localdate())

    def item_title(self, item: Entry) -> str:
        """What changed, and from when where that day is still to come."""
        if item.ahead:
            return _("%(headline)s（将从%(day)s起）") % {"headline": item.headline, "day": item.since}
        return item.headline

    def item_link(self, item: Entry) -> str:
        """Its place on the page of changes."""
        return f"{reverse('catalogue:changes')}#{item.anchor}"

    def item_pubdate(self, item: Entry) -> datetime:
        """When it was published."""
        return item.release.published_at

    def item_updateddate(self, item: Entry) -> datetime:
        """The same: a published edition never changes."""
        return item.release.published_at

    def item_categories(self, item: Entry) -> Iterable[str]:
        """The region."""
        return (item.region,)


class PagesSitemap(Sitemap):
    """The pages that are there whatever was published."""

    def items(self) -> list[str]:
        """The names of their addresses."""
        return ["interview:landing", "catalogue:index", "catalogue:changes", "pages:privacy", "pages:accessibility"]

    def location(self, item: str) -> str:
        """The address."""
        return reverse(item)


class ListsSitemap(Sitemap):
    """Each region's list."""

    def items(self) -> list[str]:
        """The regions."""
        return list(shelf_on(timezone.localdate()).books)

    def location(self, item: str) -> str:
        """The address."""
        return reverse("catalogue:region", args=[item])

    def lastmod(self, item: str) -> datetime:
        """When anything was published last."""
        return changed_at()


class BenefitsSitemap(Sitemap):
    """Each benefit's page."""

    def items(self) -> tuple[Listed, ...]:
        """The benefits in force."""
        return shelf_on(timezone.localdate()).listed

    def location(self, item: Listed) -> str:
        """The address."""
        return reverse("catalogue:benefit", args=[item.region, item.code])

    def lastmod(self, item: Listed) -> datetime:
        """When anything was published last."""
        return changed_at()


SITEMAPS = {"pages": PagesSitemap, "lists": ListsSitemap, "benefits": BenefitsSitemap}


@public
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines are asked to leave alone, and where the map is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in LEFT_ALONE)]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('catalogue:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
