"""The page on which an edition is compared with another of its region."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.admin.edition_pages import edition_page, render_page
from catalog.models import Edition
from catalog.review.comparing import Comparison, compare, predecessor
from catalog.review.sample import AGES, COUNT, WITHIN

# More differences than these are shown folded.
UNFOLDED = 12


class DayInput(forms.DateInput):
    """A day, picked by the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class EditionChoice(forms.ModelChoiceField):
    """An edition by the label that results name it by, and its date."""

    def label_from_instance(self, edition: Any) -> str:
        """What the list shows."""
        return f"{edition.label}（{edition.effective_from}，{edition.get_status_display()}）"


class CompareForm(forms.Form):
    """What to compare with, and with the figures of which day."""

    other = EditionChoice(Edition.objects.none(), label=_("和哪个版本比"), empty_label=None)
    day = forms.DateField(label=_("按哪天的数算"), widget=DayInput)

    def __init__(self, edition: Edition, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        others = Edition.objects.published().filter(region=edition.region).exclude(pk=edition.pk)
        self.fields["other"].queryset = others.latest_first().defer("frozen")  # type: ignore[attr-defined]


def first_day(edition: Edition, today: date) -> date:
    """The day that an edition is looked at on: its own, and for a draft not one that is past."""
    return max(today, edition.effective_from) if edition.is_draft else edition.effective_from


@edition_page("compare", _("比较"))
def comparison(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The two editions side by side; the answers of a form that is not right are kept."""
    day = first_day(edition, timezone.localdate())
    other = predecessor(edition, day)
    initial = {"other": other, "day": day}
    form = CompareForm(edition, request.GET if "other" in request.GET else None, initial)
    choices = form.fields["other"].queryset.exists()  # type: ignore[attr-defined]
    known: dict[str, Any] = {"form": form, "other": other, "found": None, "day": day, "choices": choices}
    if form.is_bound and form.is_valid():
        known |= {"other": form.cleaned_data["other"], "day": form.cleaned_data["day"]}
    if known["other"] is not None and not form.errors:
        known |= told(compare(known["other"], edition, known["day"]))
    return render_page(request, edition, "compare", "admin/catalog/edition/compare.html", known)


def told(found: Comparison) -> dict[str, Any]:
    """What the templates of a comparison are given."""
    return {
        "found": found,
        "most": max((one.reach.reached for one in found.effects), default=0) or 1,
        "unfolded": len(found.texts) <= UNFOLDED,
        "kinds": {kind: [one for one in found.texts if one.kind == kind] for kind in ("added", "removed", "changed")},
        "sample": {"count": COUNT, "youngest": min(AGES), "within": round(WITHIN * 100)},
    }
