"""A superuser gives the staff their accounts and roles."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from catalog.models import Region, Role

PEOPLE = reverse("admin:auth_user_changelist")
ADD = reverse("admin:auth_user_add")
PASSWORD = "long-enough-for-anybody"


def page_of(person: User) -> str:
    return reverse("admin:auth_user_change", args=[person.pk])


def rows(*roles: Role | tuple[Any, str], gone: bool = False) -> dict[str, Any]:
    """The rows of roles as a browser sends them."""
    kept = [one for one in roles if isinstance(one, Role)]
    sent: dict[str, Any] = {"roles-TOTAL_FORMS": len(roles), "roles-INITIAL_FORMS": len(kept)}
    for index, one in enumerate(roles):
        region, kind = (one.region, one.kind) if isinstance(one, Role) else one
        sent |= {f"roles-{index}-region": region.pk, f"roles-{index}-kind": kind}
        if isinstance(one, Role):
            sent[f"roles-{index}-id"] = one.pk
            sent |= {f"roles-{index}-DELETE": "on"} if gone else {}
    return sent


def test_somebody_new_gets_an_account_and_a_role_on_one_page(staff: Client, words: None) -> None:
    assert "不能发布" in staff.get(ADD).content.decode()
    sent = {"username": "zhangsan", "first_name": "张三", "password1": PASSWORD, "password2": PASSWORD}
    qujiang = Region.objects.get(slug="qujiang")
    answer = staff.post(ADD, {**sent, **rows((qujiang, "editor"))})
    assert answer.status_code == 302
    person = User.objects.get(username="zhangsan")
    assert person.is_staff
    assert not person.is_superuser
    page = staff.get(PEOPLE).content.decode()
    assert "张三" in page
    assert "衢江区 编辑" in page
    signed = Client().post(reverse("admin:login"), {"username": "zhangsan", "password": PASSWORD})
    assert signed.status_code == 302


def test_without_a_role_nobody_signs_in(staff: Client, words: None) -> None:
    person = User.objects.create_user("lisi", is_staff=True)
    role = Role.objects.create(user=person, region=Region.objects.get(slug="qujiang"), kind="reader")
    sent = {"username": "lisi", "is_active": "on"}
    assert staff.post(page_of(person), {**sent, **rows(role)}).status_code == 302
    person.refresh_from_db()
    assert person.is_staff
    assert staff.post(page_of(person), {**sent, **rows(role, gone=True)}).status_code == 302
    person.refresh_from_db()
    assert not person.is_staff
    assert "还没有职责，进不来" in staff.get(PEOPLE).content.decode()
    assert role.history.filter(history_type="-").get().history_user == User.objects.get(username="staff")


def test_one_role_is_given_once(staff: Client, words: None) -> None:
    person = User.objects.create_user("lisi")
    qujiang = Region.objects.get(slug="qujiang")
    answer = staff.post(
        page_of(person), {"username": "lisi", "is_active": "on", **rows((qujiang, "editor"), (qujiang, "editor"))}
    )
    assert answer.status_code == 200
    assert not person.roles.exists()


@pytest.mark.parametrize("kept", [{"is_active": "on"}, {"is_superuser": "on"}])
def test_the_last_superuser_stays(staff: Client, kept: dict[str, str]) -> None:
    person = User.objects.get(username="staff")
    answer = staff.post(page_of(person), {"username": "staff", **kept, **rows()})
    assert "这是最后一位管理员" in answer.content.decode()
    User.objects.create_superuser("second")
    assert staff.post(page_of(person), {"username": "staff", **kept, **rows()}).status_code == 302


def test_nobody_is_deleted(staff: Client) -> None:
    person = User.objects.create_user("lisi")
    path = reverse("admin:auth_user_delete", args=[person.pk])
    assert staff.post(path, {"post": "yes"}).status_code == 403
    staff.post(PEOPLE, {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"})
    assert User.objects.filter(pk=person.pk).exists()


def test_a_publisher_gives_no_roles(words: None) -> None:
    person = User.objects.create_user("publisher", is_staff=True)
    Role.objects.create(user=person, region=Region.objects.get(slug="zhejiang"), kind="publisher")
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    for path in (PEOPLE, ADD, page_of(person)):
        assert client.get(path).status_code == 403
        assert client.post(path, {"is_superuser": "on"}).status_code == 403
    person.refresh_from_db()
    assert not person.is_superuser
