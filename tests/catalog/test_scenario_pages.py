"""The staff's pages of scenarios: chosen, not typed; run, compared, accepted, made from boundaries."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client

from catalog.models import Condition, Edition, Expectation, Pathway, Region, Role, Scenario
from catalog.publishing import clone

ADD, LIST = "/admin/catalog/scenario/add/", "/admin/catalog/scenario/"
DAY = date(2026, 11, 23)
ANSWERS = {"birth_date": "1946-11-23", "years": 20, "child_hukou": "zhejiang", "income": 35.5}


def text(answer: Any) -> str:
    return answer.content.decode()


def said(answer: HttpResponse) -> list[str]:
    return [str(one) for one in get_messages(answer.wsgi_request)]  # type: ignore[attr-defined]


@pytest.fixture
def scenario(published: Edition) -> Scenario:
    """Somebody with twenty years who is owed a thousand."""
    made = Scenario.objects.create(name="二十年的人", region=published.region, as_of=DAY, answers=ANSWERS)
    Expectation.objects.create(scenario=made, benefit="quzhou-09", verdict="eligible", amount="1000")
    return made


def page_of(edition: Edition) -> str:
    return f"/admin/catalog/edition/{edition.pk}/scenarios/"


def test_a_scenario_is_made_by_choosing(staff: Client, published: Edition) -> None:
    page = text(staff.get(ADD))
    assert '<option value="quzhou-09">津贴</option>' in page
    assert 'name="answers"' not in page
    rows = {"expectations-TOTAL_FORMS": "1", "expectations-INITIAL_FORMS": "0"}
    rows |= {"expectations-0-benefit": "quzhou-09", "expectations-0-verdict": "eligible", "expectations-0-amount": "6"}
    sent = {"name": "新的人", "region": published.region_id, "as_of": "2026-11-23", "active": "on", **rows}
    done = staff.post(ADD, sent)
    made = Scenario.objects.get()
    assert done.headers["Location"] == f"/admin/catalog/scenario/{made.pk}/run/"
    assert made.source == Scenario.Source.WRITTEN
    assert "还没有回答。按上面的“在问答里打开”" in text(staff.get(f"/admin/catalog/scenario/{made.pk}/change/"))
    assert "在问答里回答" in text(staff.get(done.headers["Location"]))
    wrong = text(staff.post(ADD, {**sent, "expectations-0-amount": "六十", "expectations-0-benefit": "nothing"}))
    assert "写成数字" in wrong
    assert Scenario.objects.count() == 1


def test_its_page_says_everything_in_words(staff: Client, scenario: Scenario) -> None:
    page = text(staff.get(f"/admin/catalog/scenario/{scenario.pk}/change/"))
    assert "1946年11月23日（80 岁）" in page
    assert "浙江省其他地方" in page
    assert "35.50 元" in page
    assert '<option value="quzhou-09" selected>津贴</option>' in page
    assert f'action="/trial/scenario/{scenario.pk}/"' in page
    assert "{&quot;" not in re.sub(r"<div[^>]*data-inline-formset=[^>]*>", "", page)
    for path in (LIST, f"/admin/catalog/scenario/{scenario.pk}/history/"):
        assert staff.get(path).status_code == 200
    assert "quzhou-09（清单里已经没有）" not in page


def test_a_benefit_that_is_gone_stays_named(staff: Client, scenario: Scenario) -> None:
    scenario.expectations.update(benefit="quzhou-99")
    Scenario.objects.update(benefit="quzhou-98")
    page = text(staff.get(f"/admin/catalog/scenario/{scenario.pk}/change/"))
    assert "quzhou-99（清单里已经没有）" in page
    assert "quzhou-98（清单里已经没有）" in page


def test_switched_off_and_on(staff: Client, scenario: Scenario, published: Edition) -> None:
    for action, active in (("switch_off", False), ("switch_on", True)):
        sent = {"action": action, "_selected_action": [scenario.pk]}
        assert said(staff.post(LIST, sent)) == ["改了 1 个样例。"]
        scenario.refresh_from_db()
        assert scenario.active is active
        assert scenario.history.latest().active is active
        assert ("停用" in text(staff.get(page_of(published)))) is not active


def test_one_is_run_and_accepted(staff: Client, scenario: Scenario, published: Edition) -> None:
    address = f"/admin/catalog/scenario/{scenario.pk}/run/"
    assert "结论都和应有的一样。" in text(staff.get(address))
    draft = clone(published)
    Pathway.objects.filter(benefit__item__edition=draft, code="old").update(amount="88.50")
    page = text(staff.get(address, {"edition": draft.pk}))
    assert "能享受，1000 元" in page
    assert "能享受，88.5 元" in page
    staff.post(f"{address}?edition={draft.pk}")
    assert scenario.expectations.get().amount == "88.5"
    assert "结论都和应有的一样。" in text(staff.get(address, {"edition": draft.pk}))


def test_what_can_be_had_becomes_what_is_expected(staff: Client, scenario: Scenario) -> None:
    scenario.expectations.all().delete()
    address = f"/admin/catalog/scenario/{scenario.pk}/run/"
    assert "还没有写应有的结论" in text(staff.get(address))
    staff.post(address)
    assert scenario.expectations.values_list("benefit", "verdict", "amount").get() == ("quzhou-09", "eligible", "1000")


def test_all_of_an_edition_the_wrong_ones_first(staff: Client, scenario: Scenario, published: Edition) -> None:
    other = Scenario.objects.create(name="没有年数的人", region=published.region, as_of=DAY, answers={"years": 0})
    Expectation.objects.create(scenario=other, benefit="quzhou-09", verdict="ineligible")
    draft = clone(published)
    assert "2 个样例，结论都和应有的一样。" in text(staff.get(page_of(draft)))
    Pathway.objects.filter(benefit__item__edition=draft, code="old").update(amount="88")
    page = text(staff.get(page_of(draft)))
    assert "2 个样例，有 1 个和应有的结论不一样。" in page
    assert page.index("二十年的人") < page.index("没有年数的人")
    assert "子女户籍地：浙江省其他地方" in page
    staff.post(page_of(draft), {"scenario": [other.pk]})
    assert scenario.expectations.get().amount == "1000"
    assert said(staff.post(page_of(draft), {"scenario": [scenario.pk]}))[-1].startswith("1 个样例")
    assert scenario.expectations.get().amount == "88"
    assert "2 个样例，结论都和应有的一样。" in text(staff.get(page_of(draft)))


def test_boundaries_are_shown_before_they_are_kept(staff: Client, published: Edition) -> None:
    assert "还没有样例" in text(staff.get(page_of(published)))
    page = text(staff.get(page_of(published), {"new": ""}))
    keys = re.findall(r'name="proposal" value="([^"]+)"', page)
    assert "quzhou-09 津贴：缴费年数正好 15" in keys
    assert not Scenario.objects.exists()
    kept = [one for one in keys if one.startswith("quzhou-09")]
    assert said(staff.post(page_of(published) + "?new", {"proposal": kept})) == [f"存下了 {len(kept)} 个样例。"]
    assert set(Scenario.objects.values_list("benefit", flat=True)) == {"quzhou-09"}
    again = re.findall(r'name="proposal" value="([^"]+)"', text(staff.get(page_of(published), {"new": ""})))
    assert set(again) == set(keys) - set(kept)
    staff.post(page_of(published) + "?new", {"proposal": keys})
    assert "都已经有样例了" in text(staff.get(page_of(published), {"new": ""}))


def test_a_draft_that_cannot_be_used_says_so(staff: Client, scenario: Scenario, published: Edition) -> None:
    draft = clone(published)
    Condition.objects.filter(clause__benefit__item__edition=draft, fact__code="years").update(value="nonsense")
    benefit = draft.items.get(row="9").benefits.get()
    for path in (
        page_of(draft),
        page_of(draft) + "?new",
        f"/admin/catalog/scenario/{scenario.pk}/run/?edition={draft.pk}",
    ):
        page = text(staff.get(path))
        assert "这份草稿现在不能测算" in page
        assert f'href="/admin/catalog/benefit/{benefit.pk}/change/"' in page


def test_roles_by_region(client: Client, scenario: Scenario, published: Edition) -> None:
    user = User.objects.create_user("reader", is_staff=True)
    role = Role.objects.create(user=user, region=published.region, kind="reader")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    run = f"/admin/catalog/scenario/{scenario.pk}/run/"
    for path in (run, page_of(published), page_of(published) + "?new"):
        assert client.get(path).status_code == 200
        assert client.post(path).status_code == 403
    role.region = Region.objects.get(slug="qujiang")
    role.save()
    for path in (run, page_of(published)):
        assert client.get(path).status_code == 403
