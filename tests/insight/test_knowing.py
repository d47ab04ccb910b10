"""One press says whether a benefit was known; it counts once, and only for what the person can have."""

import pytest
from django.contrib.auth.models import User

from tests.interview.conftest import Visitor
from tests.usage.conftest import counted, totals  # noqa: F401

pytestmark = pytest.mark.usefixtures("counted")
PRESS = "/feedback/known/"


@pytest.fixture
def mother(visitor: Visitor) -> Visitor:
    """Somebody whose mother's results are there."""
    visitor.start("mother").go_on()
    return visitor


def codes(visitor: Visitor, section: str) -> list[str]:
    """The benefits of a section of the results."""
    found = visitor.client.get("/results/").context["results"]
    groups = [group.entries for group in found.have] if section == "have" else [getattr(found, section)]
    return [one.verdict.benefit.code for entries in groups for one in entries]


def test_each_benefit_that_one_can_have_asks(mother: Visitor) -> None:
    page = mother.text("/results/")
    assert page.count('name="knew"') == page.count('name="new"') == len(codes(mother, "have"))
    assert page.count('id="knew"') == 1


def test_a_press_counts_once_and_is_thanked_for(mother: Visitor) -> None:
    first, second = codes(mother, "have")[:2]
    answer = mother.post(PRESS, {"new": first})
    assert answer.headers["Location"] == f"/results/#{first}"
    for _ in range(2):
        mother.post(PRESS, {"knew": first})
    mother.post(PRESS, {"knew": second})
    assert totals("new") == {("new", first): 1}
    assert totals("knew") == {("knew", second): 1}
    page = mother.text("/results/")
    assert page.count("谢谢，记下了。") == 2
    assert f'name="knew" value="{first}"' not in page


def test_what_is_no_benefit_of_theirs_counts_nothing(mother: Visitor) -> None:
    never = codes(mother, "never")[0]
    for fields in ({"knew": never}, {"new": "no-such"}, {"new": ""}, {}):
        assert mother.post(PRESS, fields).headers["Location"] == "/results/"
    assert totals("knew") == totals("new") == {}


def test_without_results_it_leads_to_the_answers(visitor: Visitor) -> None:
    assert visitor.post(PRESS, {"knew": "quzhou-12"}).headers["Location"] == "/check/"
    visitor.start()
    assert visitor.post(PRESS, {"knew": "quzhou-12"}).headers["Location"] == "/check/"
    assert visitor.get(PRESS).status_code == 405
    assert totals("knew") == {}


def test_what_staff_press_for_somebody_is_not_counted(visitor: Visitor) -> None:
    visitor.client.force_login(User.objects.create_superuser("chief"))
    visitor.start("client").go_on()
    code = codes(visitor, "have")[0]
    visitor.post(PRESS, {"knew": code})
    assert totals() == {}
    page = visitor.text("/results/")
    assert 'name="knew"' not in page
    assert "反馈码" not in page
