"""The pages that are seldom seen, in a real browser: what went wrong, and the API's page for people."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.browser.conftest import Check
from tests.conftest import OpenPage

ERRORS = ["400", "403", "403_csrf", "404", "429", "500"]


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_is_sound(open_page: OpenPage, portal: str, sound: Check, name: str, size: str) -> None:
    html = render_to_string(f"errors/{name}.html", request=RequestFactory().get("/"))
    page = open_page(size)
    # Its styles come from the running portal; the error itself need not be brought about.
    page.route(f"{portal}/drawn", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(f"{portal}/drawn")
    assert page.evaluate("document.styleSheets.length") > 0
    sound(page)


def test_a_forged_form_leads_to_a_clear_page_and_loses_no_answer(
    open_page: OpenPage, portal: str, sound: Check
) -> None:
    page = open_page()
    page.goto(portal)
    page.get_by_role("button", name="开始").click()
    asked = page.url
    page.evaluate("document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(one => { one.value = 'forged' })")
    with page.expect_response(lambda response: response.request.method == "POST") as answered:
        page.get_by_role("button", name="下一步").click()
    assert answered.value.status == 403
    sound(page)
    page.goto(asked)
    assert page.url == asked


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_apis_page_is_accessible(open_page: OpenPage, portal: str, accessible: Check, size: str) -> None:
    page = open_page(size)
    page.goto(f"{portal}/api/docs")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
