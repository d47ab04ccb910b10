"""Staff try the real interview on another day and with a draft; residents never see any of it."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpResponse

from catalog.models import Edition, Expectation, Pathway, Region, Role, Scenario
from catalog.publishing import clone
from tests.interview.conftest import Visitor
from tests.interview.test_keeping import queries

BACKEND = "django.contrib.auth.backends.ModelBackend"
TRIAL, BANNER = "/admin/catalog/scenario/trial/", "工作人员试用"
OLD = {"birth_date_year": "1946", "birth_date_month": "3", "birth_date_day": "2"}


def signed_in(visitor: Visitor, kind: str | None = "editor", region: str = "quzhou") -> User:
    """The visitor as a member of staff with a role in a region."""
    user = User.objects.create_user(f"{kind}-{region}", is_staff=True)
    if kind:
        Role.objects.create(user=user, region=Region.objects.get(slug=region), kind=kind)
    visitor.client.force_login(user, backend=BACKEND)
    return user


@pytest.fixture
def draft(visitor: Visitor) -> Edition:
    """Quzhou's next list: the old-age allowance is 90 yuan."""
    made = clone(Edition.objects.get(code="quzhou-2023", version=1))
    Pathway.objects.filter(benefit__item__edition=made, benefit__code="quzhou-11-senior").update(amount="90")
    return made


def begin(visitor: Visitor, day: str = "2027-03-01", edition: Edition | None = None) -> HttpResponse:
    return visitor.post(TRIAL, {"day": day, "edition": edition.pk if edition else ""})


def results(visitor: Visitor, **answers: dict[str, Any]) -> str:
    visitor.start().go_on(**{"birth": OLD, **answers})
    return visitor.text("/results/")


def test_a_draft_is_tried_in_the_real_interview(visitor: Visitor, draft: Edition) -> None:
    signed_in(visitor, "reader")
    assert begin(visitor, edition=draft).headers["Location"] == "/"
    for page in (visitor.text("/"), results(visitor), visitor.text("/check/"), visitor.text("/ask/birth/")):
        assert "按 2027年3月1日、版本 quzhou-2023-v2 测算，不是正式结果。" in page
    page = visitor.text("/results/")
    assert "每月 90 元" in page
    assert "2027年3月1日测算。" in page
    assert "<strong>工作人员试用，不是正式结果。</strong>" in page
    assert visitor.post("/trial/end/").headers["Location"] == f"/admin/catalog/edition/{draft.pk}/trial/"
    after = visitor.text("/results/")
    assert "每月 60 元" in after
    assert BANNER not in after


def test_what_is_written_while_it_is_tried_shows_at_once(visitor: Visitor, draft: Edition) -> None:
    signed_in(visitor)
    begin(visitor, edition=draft)
    assert "每月 90 元" in results(visitor)
    Pathway.objects.filter(benefit__item__edition=draft, benefit__code="quzhou-11-senior").update(amount="95")
    assert "每月 95 元" in visitor.text("/results/")


def test_residents_see_nothing_of_it(visitor: Visitor, draft: Edition) -> None:
    signed_in(visitor)
    begin(visitor, edition=draft)
    results(visitor)
    resident = Visitor()
    page = results(resident)
    assert "每月 60 元" in page
    assert BANNER not in page
    assert "存为样例" not in page
    assert BANNER not in resident.text("/")
    for path in (TRIAL, f"/admin/catalog/edition/{draft.pk}/trial/"):
        assert resident.get(path).status_code == 302
    assert resident.get("/trial/save/").status_code == 403
    for path in ("/trial/keep/", f"/trial/scenario/{_scenario().pk}/"):
        assert resident.post(path).status_code == 403
    assert set(Session.objects.get(pk=resident.client.cookies["session"].value).get_decoded()) == {"interview"}


def test_past_and_coming_days(visitor: Visitor) -> None:
    signed_in(visitor)
    begin(visitor, "2021-01-01")
    landing = visitor.text("/")
    assert "上虞" in landing
    assert "衢州市基本养老服务清单" not in landing
    visitor.post("/trial/end/")
    begin(visitor, "2026-03-01")
    assert "高龄津贴" in results(visitor, birth={**OLD, "birth_date_month": "3"})


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2019-01-01", "这一天还没有生效的清单；最早的一份自 2020-04-30 起生效。"),
        ("1900-01-01", "请选 2000-01-01 到 2099-12-31 之间的一天。"),
        ("明天", "日期写成 2027-03-01 这样。"),
        ("", "请填写这一项。"),
    ],
)
def test_a_wrong_day_is_told_at_its_field(visitor: Visitor, day: str, said: str) -> None:
    signed_in(visitor)
    answer = begin(visitor, day)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert f'value="{day}"' in answer.content.decode() or not day


def test_a_draft_alone_is_tried_before_any_list(visitor: Visitor, draft: Edition) -> None:
    signed_in(visitor)
    assert begin(visitor, "2019-01-01", draft).status_code == 302
    assert "衢州市基本养老服务清单" in visitor.text("/")


def test_other_peoples_drafts_are_not_tried(visitor: Visitor, draft: Edition) -> None:
    signed_in(visitor, "editor", "gongshu")
    assert begin(visitor, edition=draft).status_code == 422
    assert visitor.post(f"/admin/catalog/edition/{draft.pk}/trial/", {"day": "2027-03-01"}).status_code == 403
    assert visitor.post(f"/trial/scenario/{_scenario().pk}/").status_code == 403


def test_it_ends_with_the_role_and_with_signing_out(visitor: Visitor, draft: Edition) -> None:
    user = signed_in(visitor)
    begin(visitor, edition=draft)
    assert BANNER in visitor.text("/")
    user.roles.all().delete()  # type: ignore[attr-defined]
    assert BANNER not in visitor.text("/")
    Role.objects.create(user=user, region=draft.region, kind="reader")
    assert BANNER not in visitor.text("/")
    begin(visitor, edition=draft)
    assert BANNER in visitor.text("/")
    visitor.client.logout()
    assert BANNER not in visitor.text("/")


def test_a_draft_that_is_gone_ends_its_trial(visitor: Visitor, draft: Edition) -> None:
    signed_in(visitor)
    begin(visitor, edition=draft)
    draft.items.all().delete()
    draft.delete()
    assert BANNER not in visitor.text("/")


def test_a_draft_that_cannot_be_used_is_told_with_links(visitor: Visitor, draft: Edition) -> None:
    signed_in(visitor)
    begin(visitor, edition=draft)
    results(visitor)
    way = Pathway.objects.get(benefit__item__edition=draft, benefit__code="quzhou-11-senior")
    Pathway.objects.filter(pk=way.pk).update(amount="nonsense")
    link = f'href="/admin/catalog/benefit/{way.benefit_id}/change/"'
    for path in ("/", "/check/", "/results/", "/trial/save/"):
        answer = visitor.get(path)
        assert answer.status_code == 409
        assert "这份草稿现在不能测算" in answer.content.decode()
        assert link in answer.content.decode()
        assert BANNER in answer.content.decode()
    answer = begin(visitor, edition=draft)
    assert answer.status_code == 422
    assert link in answer.content.decode()
    Pathway.objects.filter(pk=way.pk).update(amount="91")
    assert "每月 91 元" in visitor.text("/results/")


def test_residents_pay_nothing_for_it(visitor: Visitor) -> None:
    visitor.start().go_on()
    for path in ("/", "/ask/birth/", "/check/", "/results/"):
        visitor.get(path)
        found = queries(lambda path=path: visitor.get(path))
        assert all("django_session" in one for one in found if "publishstamp" not in one.lower()), found


def _scenario(**fields: Any) -> Scenario:
    """Somebody a day short of 80."""
    answers = {"hukou": "kecheng", "birth_date": "1946-11-24", "assistance": "none"}
    known = {"name": "差一天满 80 岁", "as_of": date(2026, 11, 23), "answers": answers, **fields}
    scenario = Scenario.objects.create(region=Region.objects.get(slug="quzhou"), **known)
    Expectation.objects.create(scenario=scenario, benefit="quzhou-11-senior", verdict="ineligible")
    return scenario


def test_a_scenario_is_opened_changed_and_kept(visitor: Visitor) -> None:
    signed_in(visitor)
    scenario = _scenario()
    assert visitor.post(f"/trial/scenario/{scenario.pk}/").headers["Location"] == "/check/"
    page = visitor.text("/check/")
    assert "正在看样例“差一天满 80 岁”。" in page
    assert "1946年11月24日" in page
    assert "高龄津贴" in visitor.text("/results/")
    visitor.answer("birth", birth_date_year="1946", birth_date_month="11", birth_date_day="23")
    location = visitor.post("/trial/keep/").headers["Location"]
    assert location == f"/admin/catalog/scenario/{scenario.pk}/run/"
    scenario.refresh_from_db()
    assert scenario.answers == {"hukou": "kecheng", "birth_date": "1946-11-23", "assistance": "none"}
    run = visitor.text(location)
    assert "能享受，60 元" in run
    assert BANNER not in visitor.text("/")
    assert visitor.get("/check/").status_code == 404
    visitor.post(location)
    assert Expectation.objects.values_list("verdict", "amount").get() == ("eligible", "60")
    assert "结论都和应有的一样。" in visitor.text(location)


def test_an_interview_under_way_is_put_aside_for_a_scenario(visitor: Visitor) -> None:
    signed_in(visitor)
    mine = results(visitor)
    visitor.post(f"/trial/scenario/{_scenario().pk}/")
    assert "1946年11月24日" in visitor.text("/check/")
    visitor.post("/trial/end/")
    assert visitor.text("/results/").split("<main")[1] == mine.split("<main")[1]


def test_a_scenario_is_opened_with_a_draft(visitor: Visitor, draft: Edition) -> None:
    signed_in(visitor)
    scenario = _scenario(answers={"hukou": "kecheng", "birth_date": "1946-11-23"})
    visitor.post(f"/trial/scenario/{scenario.pk}/", {"edition": draft.pk})
    assert "每月 90 元" in visitor.text("/results/")
    assert visitor.post("/trial/end/").headers["Location"].endswith(f"/run/?edition={draft.pk}")


def test_a_reader_does_not_keep(visitor: Visitor) -> None:
    signed_in(visitor, "reader")
    scenario = _scenario()
    visitor.post(f"/trial/scenario/{scenario.pk}/")
    assert "存回样例" not in visitor.text("/results/")
    assert "存为样例" not in visitor.text("/results/")
    assert visitor.post("/trial/keep/").status_code == 403
    assert visitor.get("/trial/save/").status_code == 403
    assert visitor.post(f"/admin/catalog/scenario/{scenario.pk}/run/").status_code == 403


def test_a_screening_is_kept_as_a_scenario_without_identity(visitor: Visitor) -> None:
    signed_in(visitor)
    assert 'href="/trial/save/"' in results(visitor)
    page = visitor.text("/trial/save/")
    assert "不留身份：出生日期已经换成另一天" in page
    assert "1946年3月2日" not in page
    quzhou = Region.objects.get(slug="quzhou")
    wrong = visitor.post("/trial/save/", {"name": "", "region": quzhou.pk})
    assert wrong.status_code == 422
    done = visitor.post("/trial/save/", {"name": "八十岁的老人", "region": quzhou.pk})
    scenario = Scenario.objects.get(name="八十岁的老人")
    assert done.headers["Location"] == f"/admin/catalog/scenario/{scenario.pk}/run/"
    assert scenario.answers["birth_date"] != "1946-03-02"
    assert scenario.expectations.get(benefit="quzhou-11-senior").amount == "60"
    assert "结论都和应有的一样。" in visitor.text(done.headers["Location"])


def test_only_regions_of_ones_own_are_offered(visitor: Visitor) -> None:
    signed_in(visitor, "editor", "gongshu")
    results(visitor)
    quzhou = Region.objects.get(slug="quzhou")
    assert visitor.post("/trial/save/", {"name": "x", "region": quzhou.pk}).status_code == 422
    assert not Scenario.objects.exists()


def test_an_unfinished_interview_is_not_kept(visitor: Visitor) -> None:
    signed_in(visitor)
    visitor.start().go_on(until="pension")
    assert visitor.get("/trial/save/").headers["Location"] == "/check/"
