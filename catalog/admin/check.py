"""The page that tells what a check finds in an edition, each with the way to its mend."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.edition_pages import PAGES, edition_page, render_page
from catalog.models import Edition
from catalog.permissions import may
from catalog.review.checking import check
from catalog.review.findings import Finding, Target

TEMPLATE = "admin/catalog/check.html"


@edition_page("check", _("检查"))
def check_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What is found in the edition as it stands, from today on or from its date if that is to come."""
    as_of = max(edition.effective_from, timezone.localdate())
    report = check(edition, as_of)
    context = {
        "as_of": as_of,
        "problems": groups(report.problems),
        "notices": groups(report.notices),
        "problem_count": len(report.problems),
        "notice_count": len(report.notices),
        "following": following(request, edition),
    }
    return render_page(request, edition, "check", TEMPLATE, context)


def groups(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings by the items that they stand at, in the order of the list; those of no item first."""
    return [
        {"item": item, "findings": [{"finding": one, "link": link(one.target)} for one in rows]}
        for item, rows in groupby(findings, attrgetter("item"))
    ]


def link(target: Target | None) -> dict[str, str]:
    """The address of the page on which the mend is made, and its name; empty where there is none."""
    if target is None:
        return {}
    named = {"kind": apps.get_model("catalog", target.model)._meta.verbose_name, "name": target.name}
    label = gettext("打开%(kind)s“%(name)s”") % named
    return {"url": reverse(f"admin:catalog_{target.model}_change", args=[target.pk]), "label": label}


def following(request: HttpRequest, edition: Edition) -> list[dict[str, str]]:
    """The pages to go on with once nothing stands against a draft."""
    if not edition.is_draft:
        return []
    return [
        {"label": str(one.label), "url": reverse(f"admin:{one.url_name}", args=[edition.pk])}
        for one in PAGES
        if one.slug in ("compare", "publish") and may(request.user, one.needs, edition.region)
    ]
