"""An object and its rows are known as one."""

from collections.abc import Callable

import pytest
from django.db.models import Model

from catalog.editing.families import digest, last_records
from catalog.models import Benefit, Condition, Edition, Fact, FactOption, Parameter, Pathway, ServiceItem

CHANGES: list[tuple[type[Model], Callable[[Model], object]]] = [
    (Benefit, lambda row: Benefit.objects.filter(pk=row.pk).update(gives="别的")),
    (Benefit, lambda row: Condition.objects.filter(clause__benefit=row).first().delete()),  # type: ignore[union-attr]
    (Benefit, lambda row: Condition.objects.filter(clause__pathway__benefit=row).update(value=False)),
    (Benefit, lambda row: Pathway.objects.filter(benefit=row).first().amounts.update(amount="1")),  # type: ignore[union-attr]
    (Fact, lambda row: FactOption.objects.create(fact=row, code="new", name="新的")),
    (Parameter, lambda row: row.values.all().delete()),  # type: ignore[attr-defined]
    (ServiceItem, lambda row: row.offices.update(position=7)),  # type: ignore[attr-defined]
    (Edition, lambda row: Edition.objects.filter(pk=row.pk).update(title="别的")),
]


@pytest.mark.parametrize(("model", "change"), CHANGES)
def test_a_digest_differs_whenever_a_row_does(
    draft: Edition, model: type[Model], change: Callable[[Model], object]
) -> None:
    row = model._default_manager.order_by("pk")[0]
    before = digest(row)
    assert digest(row) == before
    change(row)
    assert digest(row) != before


def test_an_items_benefits_have_pages_of_their_own(draft: Edition) -> None:
    item = ServiceItem.objects.all()[0]
    before = digest(item)
    Benefit.objects.filter(item=item).update(name="别的")
    assert digest(item) == before


def test_the_newest_records_are_of_the_family_only(draft: Edition) -> None:
    first, second = Benefit.objects.all()
    before = {one.pk: last_records(one) for one in (first, second)}
    assert len(before[first.pk]) == 8
    condition = Condition.objects.filter(clause__pathway__benefit=first).get()
    condition.save()
    Condition.history.filter(history_change_reason="baseline").delete()
    assert last_records(second) == before[second.pk]
    assert before[first.pk] == [0] * 8
    assert sorted(last_records(first)) == [0] * 7 + [condition.history.get().history_id]
