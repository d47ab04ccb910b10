"""Error pages: clear, with the right status, and losing nothing."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client, RequestFactory

from eligibility.pages import errors

pytestmark = pytest.mark.django_db


def heading(text: str) -> str:
    return text.partition("<h1")[2].partition("</h1>")[0].rpartition(">")[2].strip()


def test_a_page_that_is_not_there(client: Client) -> None:
    response = client.get("/no-such-page")
    assert response.status_code == 404
    assert heading(response.content.decode())


def test_a_forged_form_leads_to_a_page_and_keeps_the_session() -> None:
    client = Client(enforce_csrf_checks=True)
    session = client.session
    session["answers"] = "kept"
    session.save()
    response = client.post("/i18n/setlang/", {"language": "en"})
    assert response.status_code == 403
    assert "errors/403_csrf.html" in [template.name for template in response.templates]
    assert heading(response.content.decode())
    assert Session.objects.get().get_decoded() == {"answers": "kept"}


def test_a_host_that_is_not_the_portals(client: Client) -> None:
    response = client.get("/", headers={"Host": "elsewhere.test"})
    assert response.status_code == 400
    assert heading(response.content.decode())


def test_a_body_that_is_too_large(client: Client) -> None:
    response = client.post("/admin/login/", {"username": "a" * 3_000_000})
    assert response.status_code == 400


def test_wrong_passwords_lock_the_sign_in(client: Client) -> None:
    get_user_model().objects.create_superuser("staff", password="the-right-password")
    for _ in range(5):
        response = client.post("/admin/login/", {"username": "staff", "password": "wrong"})
    assert response.status_code == 429
    assert heading(response.content.decode())
    response = client.post("/admin/login/", {"username": "staff", "password": "the-right-password"})
    assert response.status_code == 429


def test_forbidden(rf: RequestFactory) -> None:
    response = errors.permission_denied(rf.get("/"), PermissionError())
    assert response.status_code == 403
    assert heading(response.content.decode())


@pytest.mark.parametrize(("fault", "status"), [(ValueError(), 500), (OperationalError(), 503)])
def test_a_fault_of_our_own(rf: RequestFactory, fault: Exception, status: int) -> None:
    try:
        raise fault
    except type(fault):
        response = errors.server_error(rf.get("/"))
    assert response.status_code == status
    assert response.content


def test_a_fault_of_the_error_page_itself(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise OperationalError

    monkeypatch.setattr(errors, "render", broken)
    response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
