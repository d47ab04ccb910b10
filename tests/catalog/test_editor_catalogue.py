"""The editor over the real catalogue: every benefit opens, and an untouched save changes nothing."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.compile import compile_edition
from catalog.loading import load_edition, load_vocabulary, read_yaml
from catalog.models import Benefit, Clause, Condition, Edition, Exclusion, Pathway, PathwayAmount
from tests.catalog.posting import sent
from tests.conventions.project import ROOT

FILES = ROOT / "catalog" / "files"
LISTS = ("quzhou", "qujiang", "shangyu", "dongyang", "gongshu")
KINDS = (Benefit, Exclusion, Clause, Condition, Pathway, PathwayAmount)


@pytest.fixture
def catalogue(db: None) -> list[Edition]:
    """The five real lists as drafts."""
    for name in ("regions", "facts", "terms", "questions"):
        load_vocabulary(name, read_yaml((FILES / f"{name}.yaml").read_text(encoding="utf-8")))
    return [load_edition(read_yaml((FILES / f"{name}.yaml").read_text(encoding="utf-8"))) for name in LISTS]


def stored() -> dict:
    """Every row that the pages write, with its history."""
    rows = {kind.__name__: list(kind._default_manager.order_by("pk").values()) for kind in KINDS}
    return {**rows, **{f"{kind.__name__} history": kind.history.count() for kind in KINDS}}  # type: ignore[attr-defined]


def test_every_benefit_opens_and_an_untouched_save_changes_nothing(staff: Client, catalogue: list[Edition]) -> None:
    before, compiled = stored(), [compile_edition(one.pk) for one in catalogue]
    benefits = Benefit.objects.all()
    assert len(benefits) == 130
    for benefit in benefits:
        page = reverse("admin:catalog_benefit_change", args=[benefit.pk])
        with CaptureQueriesContext(connection) as asked:
            answer = staff.get(page)
        assert len(asked) <= 40, [one["sql"][:150] for one in asked]
        given = sent(answer.content.decode())
        assert len(given) < 1000
        answer = staff.post(page, given)
        assert answer.status_code == 302, (benefit.code, answer.context["tree"].summary)
    assert stored() == before
    assert [compile_edition(one.pk) for one in catalogue] == compiled
