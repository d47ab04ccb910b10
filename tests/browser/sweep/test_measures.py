"""The measures themselves: each finds its fault on a page made for it, and nothing on a sound one."""

import pytest

from tests.browser.sweep.keyboard import walked
from tests.browser.sweep.looking import Window
from tests.browser.sweep.pages import Stop

PAGE = """<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><style>
html {{ font-size: 20px }} body {{ line-height: 1.7; margin: 8px }} a {{ display: inline-block; min-height: 44px }}
.skip {{ position: absolute; top: -99px }} .skip:focus {{ top: 0 }}
:focus {{ outline: 3px solid #111; outline-offset: 3px }} {style}</style></head>
<body><a class="skip" href="#main">跳到正文</a><main id="main" tabindex="-1"><h1>标题</h1>{body}</main></body></html>"""
SOUND = '<p>这是一段话。</p><p><a href="/">去首页</a></p>'
BROKEN = [
    ("shape", "", "<h3>跳了一级</h3>", "a heading's level is skipped"),
    ("shape", "", "<h1>又一个</h1>", "headings of the first level"),
    ("shape", "", '<a href="/" target="_blank">看</a>', "opens a window without words"),
    ("shape", "", "<dialog open>广告</dialog>", "pops up"),
    ("shape", "", '<input tabindex="2" aria-label="一">', "out of order"),
    ("shape", "", '<p style="color: red">一</p>', "inline"),
    ("shape", "p b { display: none } p:hover b { display: inline }", "<p>看<b>说明</b></p>", "only for a pointer"),
    ("sizes", "small { font-size: 17px }", "<p>大<small>小字</small></p>", "17px: 小字"),
    ("sizes", "p { line-height: 1.2 }", "<p>挤在一起</p>", "line 1.2"),
    ("sizes", "i { position: fixed; top: 0 }", "<i>浮着</i>", "floats"),
    (
        "sizes",
        "summary { display: block; height: 20px; line-height: 20px }",
        "<details><summary>更多</summary></details>",
        "20px high",
    ),
    ("layout", "pre { width: 700px }", "<pre>一</pre>", "scrolls sideways"),
    (
        "layout",
        "b { display: block; height: 20px; overflow: hidden; width: 40px }",
        "<b>这几个字放不下了</b>",
        "cut: B",
    ),
    ("layout", "b { position: relative; top: -55px }", "<p>第一行的字</p><p><b>第二行的字</b></p>", "over one another"),
    ("layout", "b { position: absolute; left: -30px }", "<b>出去了</b>", "leaves the page"),
]


def drawn(window: Window, style: str, body: str) -> None:
    """Open a page that the portal does not have."""
    address = f"{window.portal}/drawn"
    html = PAGE.format(title="一页", style=style, body=body)
    window.page.route(address, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    window.open(Stop("", "/drawn"))
    window.page.unroute(address)


def test_a_sound_page_has_no_faults(window: Window) -> None:
    drawn(window, "", SOUND)
    found = [fault for name in ("shape", "layout") for fault in window.measured(name)]
    assert found + window.measured("sizes", simple=False) + window.gestures() + window.violations() == []
    assert window.squeezed() == []
    assert walked(window.page, "drawn", set()) == []


@pytest.mark.parametrize(("measure", "style", "body", "fault"), BROKEN, ids=[one[3] for one in BROKEN])
def test_a_measure_finds_its_fault(window: Window, measure: str, style: str, body: str, fault: str) -> None:
    drawn(window, style, body)
    assert any(fault in found for found in window.measured(measure, simple=False))


def test_simple_pages_have_larger_text(window: Window) -> None:
    drawn(window, "", SOUND)
    assert any("这是一段话" in fault for fault in window.measured("sizes", simple=True))


@pytest.mark.parametrize(
    ("style", "body", "fault"),
    [
        ("a:focus { outline: 0 }", SOUND, "a ring of"),
        ("a:focus { outline-color: #eee }", SOUND, "a ring that is seen"),
        ("div { position: fixed; inset: 0; z-index: 9 }", f"{SOUND}<div></div>", "covered by"),
        ("", '<p><a href="/a" id="a">甲</a></p><p><a href="/b" tabindex="-1">乙</a><b tabindex="0">丙</b></p>', ""),
    ],
)
def test_the_walk_finds_its_faults(window: Window, style: str, body: str, fault: str) -> None:
    drawn(window, style, body)
    found = walked(window.page, "drawn", set())
    assert any(fault in one for one in found) if fault else found == []


def test_what_cannot_be_reached_is_found(window: Window) -> None:
    drawn(window, "", SOUND)
    window.page.evaluate("addEventListener('keydown', (one) => { if (one.key === 'Tab') one.preventDefault() })")
    assert any("never reached" in one for one in walked(window.page, "drawn", set()))


def test_gestures_and_lost_words_are_found(window: Window) -> None:
    drawn(window, "", SOUND)
    window.page.evaluate("addEventListener('touchmove', () => 1)")
    assert window.gestures() == ["listens to touchmove"]
    drawn(window, "div { height: 30px; overflow: hidden }", "<div><p>这里一行字</p></div>")
    assert any("text twice as large: cut" in one for one in window.squeezed())


def test_a_form_sent_back_is_measured(window: Window) -> None:
    drawn(window, "", '<form><p class="error">请填年份。</p><input id="a" aria-label="年"></form>')
    assert window.measured("faults") == ["title: 一页", "no summary"]
    summary = '<div class="error-summary" role="alert"><ul><li><a href="#{}">{}</a></li></ul></div>'
    form = '<form><p class="error" id="why">请填年份。</p><input id="a" aria-label="年" aria-describedby="why"></form>'
    for target, words, fault in (
        ("b", "请填年份。", "leads to no field"),
        ("a", "有错", "not said at the field: 有错"),
        ("a", "有错", "not said in the summary: 请填年份。"),
        ("a", "有错", "the field is not told of its fault"),
    ):
        drawn(window, "", summary.format(target, words) + form)
        assert any(fault in one for one in window.measured("faults"))
    drawn(window, "", form + summary.format("a", "请填年份。"))
    assert "the summary does not come first" in window.measured("faults")
