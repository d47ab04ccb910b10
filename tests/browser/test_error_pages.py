"""A form that cannot be trusted, in a real browser."""

from tests.browser.conftest import Check
from tests.conftest import OpenPage


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
