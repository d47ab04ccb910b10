"""Every form that is sent wrongly: the summary first and focused, the same words at the field, what was typed kept."""

import pytest
from playwright.sync_api import Page

from tests.browser.sweep.looking import MODES, WHOLE, WIDTHS, Window
from tests.browser.sweep.pages import PAGES

# Forms that can be filled in wrongly, by the name of their page.
FORMS = [
    *("landing", "ask-birth", "ask-hukou", "ask-pension", "ask-means", "ask-disability", "ask-income", "ask-self_care"),
    *("what-if-ask", "results-last", "subscribe", "code", "mine-find", "mine-number", "mine-last"),
    *("keep", "send", "back", "back-file", "back-erase", "feedback"),
    *("desk-case-new", "desk-case-from-answers", "desk-case-name", "desk-case-recipients", "desk-case-address"),
    "desk-papers",
]
EMPTIED = """() => {
  for (const e of document.querySelectorAll('main input, main select, main textarea')) {
    if (e.matches('[type=radio], [type=checkbox]')) e.checked = false;
    else if (e.matches('select')) e.selectedIndex = -1;
    else if (e.type !== 'hidden') e.value = '';
  }
}"""
TYPED = "main form input[type=text]:not([name=code]), main form input[type=tel], main form input:not([type])"
JUNK = "九九九"


def sent(window: Window) -> int:
    """Send the page's form; the status that came back."""
    button = window.page.locator("main form[method=post] button:not(.plain):not([formaction])").first
    with window.page.expect_response(lambda response: response.request.method == "POST") as answered:
        button.click()
    window.page.wait_for_load_state()
    return answered.value.status


def filled_wrongly(page: Page) -> str:
    """Empty a form, and type something senseless where something can be typed; what was typed."""
    page.evaluate(EMPTIED)
    boxes = page.locator(TYPED)
    if not boxes.count() or not boxes.first.is_visible():
        return ""
    boxes.first.fill(JUNK)
    return JUNK


SENT = [(name, mode) for name in FORMS for mode in MODES if mode == "normal" or (WHOLE and not PAGES[name].of_staff)]


@pytest.mark.parametrize(("name", "mode"), SENT, ids=[f"{name}-{mode}" for name, mode in SENT])
def test_a_form_says_what_to_change(window: Window, name: str, mode: str) -> None:
    stop = PAGES[name]
    page = window.page
    window.open(stop, mode)
    typed, simple = filled_wrongly(page), mode == "simple"
    assert sent(window) == 422
    assert page.evaluate("document.activeElement.matches('.error-summary, .faults')")
    faults = window.measured("faults") + window.measured("shape")
    if typed and page.locator(TYPED).first.input_value() != typed:
        faults.append("what was typed is gone")
    for width in (min(WIDTHS), max(WIDTHS)):
        window.resize(width)
        faults += window.violations(simple) + window.measured("layout")
        if not stop.of_staff:
            faults += window.measured("sizes", simple=simple)
    link = page.locator(".error-summary a, .faults a").first
    target = (link.get_attribute("href") or "").removeprefix("#")
    link.click()
    if page.evaluate("document.activeElement.id") != target:
        faults.append("the link does not lead to the field")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_says_so_without_script(window: Window, name: str) -> None:
    window.open(PAGES[name], javascript=False)
    filled_wrongly(window.page)
    with window.without_script():
        assert sent(window) == 422
    assert window.measured("faults") == []
