"""Every page of the portal, who sees it and how it is reached; and every address that is no page, with the reason."""

from dataclasses import dataclass

# Whose session is whose, and the parts of addresses that only a database knows.
World = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Stop:
    """A page: its route, its address with the parts that only the world knows, and who looks at it."""

    route: str
    path: str = ""
    who: str = "nobody"
    status: int = 200
    of_staff: bool = False  # a layout and sizes of its own, and no simple mode

    @property
    def address(self) -> str:
        """Where it is, with {names} for what the world fills in."""
        return self.path or self.route


def asked(code: str, who: str = "needy") -> Stop:
    """One question."""
    return Stop("/ask/<slug:code>/", f"/ask/{code}/", who)


def at_desk(route: str, path: str = "") -> Stop:
    """A page of the desk."""
    return Stop(route, path, "clerk", of_staff=True)


CASE = "/desk/cases/<slug:reference>/"
PAGES: dict[str, Stop] = {
    "landing": Stop("/"),
    "landing-under-way": Stop("/", who="asking"),
    "ask-first": asked("birth", "asking"),
    **{
        f"ask-{code}": asked(code)
        for code in ("birth", "hukou", "pension", "means", "disability", "income", "self_care", "health", "family")
    },
    "ask-assistance-unsure": asked("assistance", "unsure"),
    "ask-nothing": Stop("/ask/<slug:code>/", "/ask/birth/", status=404),
    "check": Stop("/check/", who="needy"),
    "results": Stop("/results/", who="needy"),
    "results-unsure": Stop("/results/", who="unsure"),
    "results-last": Stop("/results/last/<slug:benefit>/", "/results/last/{last}/", "needy"),
    "what-if": Stop("/results/what-if/", who="needy"),
    "what-if-compared": Stop("/results/what-if/", "/results/what-if/?if={otherwise}", "needy"),
    "what-if-month": Stop("/results/what-if/", "/results/what-if/?on=never", "needy", 422),
    "what-if-ask": Stop("/results/what-if/<slug:code>/", "/results/what-if/self_care/", "needy"),
    "paper": Stop("/summary/", who="needy"),
    "paper-large": Stop("/summary/", "/summary/?form=large", "needy"),
    "paper-short": Stop("/summary/", "/summary/?form=short", "keeper"),
    "paper-waiting": Stop("/papers/<uuid:pk>/", "/papers/{paper}/?still=yes", "needy"),
    "paper-ready": Stop("/papers/<uuid:pk>/", "/papers/{pdf}/", "needy"),
    "paper-gone": Stop("/papers/<uuid:pk>/", "/papers/00000000-0000-0000-0000-000000000000/", "needy", 404),
    "keep": Stop("/keep/", who="needy"),
    "kept": Stop("/keep/", who="keeper"),
    "send": Stop("/keep/send/", who="keeper"),
    "back": Stop("/back/"),
    "back-replacing": Stop("/back/", who="needy"),
    "back-link": Stop("/back/<str:secret>/", "/back/{secret}/", "needy"),
    "back-unknown": Stop("/back/<str:secret>/", "/back/AAAAAAAAAAAAAAAAAAAAAA/", status=404),
    "back-file": Stop("/back/file/"),
    "back-erase": Stop("/back/erase/"),
    "subscribe": Stop("/reminders/", who="needy"),
    "code": Stop("/reminders/code/", who="waiting"),
    "subscribed": Stop("/reminders/done/", who="reminded"),
    "mine": Stop("/reminders/mine/", who="reminded"),
    "mine-find": Stop("/reminders/mine/"),
    "mine-number": Stop("/reminders/mine/number/", who="reminded"),
    "mine-last": Stop("/reminders/mine/<int:pk>/", "/reminders/mine/{watch}/", "reminded"),
    "mine-erase": Stop("/reminders/mine/erase/", who="reminded"),
    "stop": Stop("/stop/<str:code>/", "/stop/{stop}/"),
    "stop-unknown": Stop("/stop/<str:code>/", "/stop/AAAAAAAAAAAA/", status=404),
    "catalogue": Stop("/services/"),
    "catalogue-found": Stop("/services/", "/services/?q=护理&region=quzhou"),
    "catalogue-nothing": Stop("/services/", "/services/?q=xyzzz&region=quzhou"),
    "catalogue-region": Stop("/services/<slug:region>/", "/services/quzhou/"),
    "catalogue-benefit": Stop("/services/<slug:region>/<slug:code>/", "/services/quzhou/quzhou-09-care/"),
    "catalogue-print": Stop("/services/<slug:region>/print/", "/services/quzhou/print/"),
    "catalogue-changes": Stop("/services/changes/"),
    "privacy": Stop("/privacy"),
    "accessibility": Stop("/accessibility"),
    "outbox": Stop("/outbox/"),
    "not-found": Stop("", "/no-such-page", status=404),
    "trial-question": asked("birth", "trying"),
    "trial-results": Stop("/results/", who="trying"),
    "api": Stop("/api/docs", of_staff=True),
    "feedback": Stop("/feedback/"),
    "feedback-outcomes": Stop("/feedback/<slug:code>/", "/feedback/{ticket}/"),
    "feedback-unknown": Stop("/feedback/<slug:code>/", "/feedback/AAAAAAAA/", status=404),
    "today": Stop("/today/", of_staff=True),
    "insight": at_desk("/insight/"),
    "desk": at_desk("/desk/"),
    "desk-results": Stop("/results/", who="clerk"),
    "desk-cases": at_desk("/desk/cases/"),
    "desk-case": at_desk(CASE, "/desk/cases/{case}/"),
    "desk-case-name": at_desk(f"{CASE}name/", "/desk/cases/{case}/name/"),
    "desk-case-recipients": at_desk(f"{CASE}recipients/", "/desk/cases/{case}/recipients/"),
    "desk-case-address": at_desk(f"{CASE}recipients/<uuid:pk>/", "/desk/cases/{case}/recipients/{recipient}/"),
    "desk-case-stop": at_desk(f"{CASE}recipients/<uuid:pk>/stop/", "/desk/cases/{case}/recipients/{recipient}/stop/"),
    "desk-case-things": at_desk(f"{CASE}things/", "/desk/cases/{case}/things/"),
    "desk-case-close": at_desk(f"{CASE}close/", "/desk/cases/{case}/close/"),
    "desk-case-erase": at_desk(f"{CASE}erase/", "/desk/cases/{case}/erase/"),
    "desk-case-new": at_desk("/desk/cases/new/"),
    "desk-case-from-answers": at_desk("/desk/cases/from-answers/"),
    "desk-papers": at_desk("/desk/papers/"),
    "desk-paper": at_desk("/desk/papers/<uuid:pk>/", "/desk/papers/{roster}/?still=yes"),
    "desk-calls": at_desk("/desk/calls/"),
    "desk-call": at_desk("/desk/calls/<int:pk>/", "/desk/calls/{call}/"),
    "desk-visits": at_desk("/desk/calls/visits/"),
    "desk-calls-print": at_desk("/desk/calls/print/"),
    "desk-reminders": at_desk("/desk/reminders/", "/desk/reminders/?show=sent"),
    "desk-reminders-unknown": at_desk("/desk/reminders/", "/desk/reminders/?show=unknown"),
    "desk-reminder": at_desk("/desk/reminders/<int:pk>/", "/desk/reminders/{reminder}/"),
    "desk-person": at_desk("/desk/reminders/of/<uuid:pk>/", "/desk/reminders/of/{person}/"),
    "desk-workload": at_desk("/desk/workload/"),
    "desk-delivery": at_desk("/desk/delivery/"),
}

# Drawn without being brought about: each is shown by a fault of the server or of the sender.
ERRORS = ("400", "403", "403_csrf", "404", "429", "500")

PRESSED = "only a button leads there, and it leads on to another page"
DATA = "answers with data, not with a page"
ADMIN = "drawn as a page of the admin, and looked at with those"
NO_PAGE: dict[str, str] = {
    "/trial/save/": ADMIN,
    **dict.fromkeys(
        (
            "/clear/",
            "/i18n/setlang/",
            "/text-size/<slug:size>/",
            "/reminders/code/again/",
            "/reminders/mine/<int:pk>/drop/",
            "/reminders/mine/leave/",
            "/results/what-if/take-over/",
            "/summary/pdf/",
            "/feedback/known/",
            "/feedback/ticket/",
            "/kiosk/",
            "/kiosk/end/",
            "/kiosk/over/",
            "/leave/",
            "/keep/erase/",
            "/back/open/",
            "/back/open/erase/",
            "/desk/papers/<uuid:pk>/erase/",
            "/trial/end/",
            "/trial/keep/",
            "/trial/scenario/<int:pk>/",
            "/desk/calls/<int:pk>/back/",
            f"{CASE}things/drop/",
            f"{CASE}things/last/",
            "/desk/reminders/<int:pk>/again/",
            "/desk/reminders/<int:pk>/settle/",
            "/desk/reminders/find/",
        ),
        PRESSED,
    ),
    **dict.fromkeys(
        (
            "/^api/(?P<rest>.*)$",
            "/api/v1/catalogues",
            "/api/v1/catalogues/<str:region>",
            "/api/v1/facts",
            "/api/v1/interview/next",
            "/api/v1/openapi.json",
            "/api/v1/screenings",
            "/healthz",
            "/papers/<uuid:pk>/file/",
            "/desk/papers/<uuid:pk>/file/",
            "/desk/papers/blank.csv",
            "/keep/answers.json",
            "/insight/usage.csv",
            "/readyz",
            "/reminders/receipts/alibaba/<str:secret>/",
            "/reminders/receipts/http",
            "/results/calendar.ics",
            "/robots.txt",
            "/services/changes.atom",
            "/sitemap.xml",
        ),
        DATA,
    ),
}
