"""The page of publishing: it says where a draft stands, what stands in the way, and what comes next."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from catalog.models import Benefit, Edition, Pathway, Region, Role
from catalog.publishing import clone, publish, submit

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    """A day that stays."""
    time_machine.move_to("2026-11-23 10:00:00+08:00")


@pytest.fixture
def copy(published: Edition) -> Edition:
    """A draft of the second version, with one benefit for more people."""
    draft = clone(published)
    Pathway.objects.filter(benefit__item__edition=draft, code="old").update(amount="80")
    return draft


def someone(name: str, *kinds: str) -> Client:
    user, _ = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    for kind in kinds:
        Role.objects.get_or_create(user=user, region=Region.objects.get(slug="quzhou"), kind=kind)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def words(answer: HttpResponse) -> str:
    """A page's text, its tags left out."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def shown(client: Client, edition: Edition) -> str:
    answer = client.get(reverse("admin:catalog_edition_publish", args=[edition.pk]))
    assert answer.status_code == 200
    return words(answer)


def take(client: Client, edition: Edition, step: str, status: int = 302, **sent: str) -> str:
    address = reverse("admin:catalog_edition_publish", args=[edition.pk])
    answer = client.post(address, {"step": step, **sent})
    assert answer.status_code == status, answer.content.decode()
    return words(client.get(answer["Location"])) if status == 302 else words(answer)


def test_from_draft_to_the_day_by_two_people(copy: Edition) -> None:
    editor, publisher = someone("editor", "editor"), someone("publisher", "publisher")
    assert "还是草稿，没有送审" in shown(editor, copy)
    assert "它的底稿是 quzhou-2023" in shown(editor, copy)
    assert "已由 editor 在 2026年11月23日" in take(editor, copy, "submit")
    assert "可以来发布的人： publisher" in shown(editor, copy)
    assert "看看谁受影响，再确认" not in shown(editor, copy)

    assert (
        'value="2026-11-23"' in publisher.get(reverse("admin:catalog_edition_publish", args=[copy.pk])).content.decode()
    )
    reviewed = take(publisher, copy, "review", 200, effective_from="2027-01-01")
    assert "quzhou-2023-v2 将从 2027-01-01 起生效" in reviewed
    assert "它替代 quzhou-2023。" in reviewed
    assert "例如这个人得到的会变：" in reviewed
    copy.refresh_from_db()
    sent = {"effective_from": "2027-01-01", "state": copy.submitted_state}
    done = take(publisher, copy, "publish", **sent)
    assert "已发布 quzhou-2023-v2，自 2027-01-01 起生效。" in done
    assert "2027-01-01 零点起，衢州市的居民测算按这个版本。 在那以前仍按 quzhou-2023。" in done
    copy.refresh_from_db()
    assert (copy.status, copy.published_by) == ("published", User.objects.get(username="publisher"))
    assert "已发布，请复制为新版本" in take(publisher, copy, "publish", **sent)
    assert "已发布，请复制为新版本" in take(publisher, copy, "review", effective_from="2027-01-01")


WRONG_DAYS = [
    ("review", "2026-11-22", "生效日期 2026-11-22 已经过去了，最早从今天 2026-11-23 起"),
    ("publish", "2026-11-22", "生效日期 2026-11-22 已经过去了，最早从今天 2026-11-23 起"),
    ("review", "2027-02-30", "请填日期，例如 2026-03-05。"),
    ("review", "", "请填写这一项。"),
]


@pytest.mark.parametrize(("step", "day", "message"), WRONG_DAYS)
def test_a_wrong_day_is_told_at_its_field_and_kept(copy: Edition, step: str, day: str, message: str) -> None:
    submit(copy, User.objects.create_superuser("editor"), TODAY)
    copy.refresh_from_db()
    address = reverse("admin:catalog_edition_publish", args=[copy.pk])
    sent = {"step": step, "effective_from": day, "state": copy.submitted_state}
    answer = someone("publisher", "publisher").post(address, sent)
    assert answer.status_code == 400
    form = answer.context["form"]  # type: ignore[attr-defined]
    assert [*form.errors] == ["effective_from"]
    assert message in form.errors["effective_from"][0]
    assert form["effective_from"].value() == day
    assert message in answer.content.decode()


def test_the_day_of_another_edition_is_told_at_the_field(published: Edition, copy: Edition) -> None:
    editor = User.objects.create_superuser("editor")
    other = clone(published)
    publish(other, effective_from=date(2027, 1, 1))
    draft = clone(published)
    submit(draft, editor, TODAY)
    told = take(someone("publisher", "publisher"), draft, "review", 400, effective_from="2027-01-01")
    assert "quzhou-2023-v3 也从 2027-01-01 起生效，同一天不能有两个；换一天，或复制它来改" in told


def test_who_wrote_it_is_told_who_can_publish(copy: Edition) -> None:
    both = someone("both", "editor", "publisher")
    take(both, copy, "submit")
    assert "both 编辑过或送审了这个草稿，要由另一个人来发布" in shown(both, copy)
    assert "还没有第二个可以发布的人" in shown(both, copy)
    someone("second", "publisher")
    assert "可以来发布的人： second" in shown(both, copy)
    copy.refresh_from_db()
    sent = {"effective_from": "2027-01-01", "state": copy.submitted_state}
    assert "both 编辑过或送审了这个草稿" in take(both, copy, "publish", 400, **sent)
    assert "both 编辑过或送审了这个草稿" in take(both, copy, "review", 400, effective_from="2027-01-01")


def test_what_stands_in_the_way_links_to_its_mend(published: Edition, copy: Edition) -> None:
    editor = someone("editor", "editor")
    Pathway.objects.filter(benefit__item__edition=copy, code="old").update(amount="2 * wage")
    publish(newer := clone(published), effective_from=TODAY)
    text = shown(editor, copy)
    assert "检查出 1 个问题，先改好" in text
    assert "又发布了 quzhou-2023-v3；和它对照，把它改的也改进来，再以它为底稿" in text
    compare = reverse("admin:catalog_edition_compare", args=[copy.pk])
    page = editor.get(reverse("admin:catalog_edition_publish", args=[copy.pk])).content.decode()
    assert f"{compare}?other={newer.pk}" in page
    assert "检查出 1 个问题" in take(editor, copy, "submit")
    assert "已以新发布的版本为底稿" in take(editor, copy, "rest")
    assert "又发布了" not in shown(editor, copy)


def test_what_changed_is_submitted_again_or_withdrawn(copy: Edition) -> None:
    editor, publisher = someone("editor", "editor"), someone("publisher", "publisher")
    take(editor, copy, "submit")
    copy.refresh_from_db()
    looked_at = copy.submitted_state
    Benefit.objects.filter(item__edition=copy, code="quzhou-09").update(name="改名")
    assert "送审以后内容又改过；看看改了什么，再重新送审" in shown(publisher, copy)
    assert "重新送审" in shown(editor, copy)
    take(editor, copy, "submit")
    told = take(publisher, copy, "publish", effective_from="2027-01-01", state=looked_at)
    assert "看过以后又重新送审了，请再看一遍改了什么。" in told
    assert "已撤回送审，可以接着改。" in take(editor, copy, "withdraw")
    assert Edition.objects.get(pk=copy.pk).submitted_by is None
    take(editor, copy, "submit")
    assert "已撤回送审，可以接着改。" in take(publisher, copy, "withdraw")


def test_a_published_edition_is_copied_with_one_button(staff: Client, published: Edition) -> None:
    form = reverse("admin:catalog_edition_change", args=[published.pk])
    button = f'formaction="{reverse("admin:catalog_edition_publish", args=[published.pk])}"'
    assert button in staff.get(form).content.decode()
    assert button not in someone("reader", "reader").get(form).content.decode()
    assert "由目录文件在" in shown(someone("editor", "editor"), published)
    assert "已复制为草稿 quzhou-2023-v2。" in take(staff, published, "clone")


STEPS = [("submit", "publisher"), ("withdraw", "reader"), ("rest", "publisher"), ("clone", "publisher")]
STEPS += [("review", "editor"), ("publish", "editor"), ("anything", "editor")]


@pytest.mark.parametrize(("step", "kind"), STEPS)
def test_each_step_needs_its_role(copy: Edition, step: str, kind: str) -> None:
    client = someone("one", kind)
    assert client.post(reverse("admin:catalog_edition_publish", args=[copy.pk]), {"step": step}).status_code == 403
    assert Edition.objects.count() == 2
    assert client.get(reverse("admin:catalog_edition_publish", args=[copy.pk])).status_code == 200
    stranger = someone("stranger")
    for page in ("publish", "compare"):
        assert stranger.get(reverse(f"admin:catalog_edition_{page}", args=[copy.pk])).status_code == 403
