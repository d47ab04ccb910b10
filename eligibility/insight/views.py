"""The staff's page of what the portal is used for, and the same as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from eligibility.guards import open_to
from eligibility.insight.files import csv_of
from eligibility.insight.report import OF_BENEFITS, report_of


@require_safe
@open_to("read")
def report(request: HttpRequest) -> HttpResponse:
    """The report of a month or a year."""
    periods, found = report_of(request.GET.get("period", ""), request.GET.get("edition", ""), timezone.localdate())
    context = {"periods": periods, "found": found, "of_benefits": [what.label for what in OF_BENEFITS]}
    return render(request, "insight/report.html", context)


@require_safe
@open_to("read")
def as_file(request: HttpRequest) -> HttpResponse:
    """The same report as CSV."""
    _periods, found = report_of(request.GET.get("period", ""), request.GET.get("edition", ""), timezone.localdate())
    if found is None:
        return redirect("insight:report")
    response = HttpResponse(csv_of(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="usage-{found.period.value}.csv"'
    return response
