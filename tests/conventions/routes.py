"""Every address of the portal outside the admin."""

from django.urls.resolvers import URLPattern, URLResolver

ROUTES = [
    "/",
    "/^api/(?P<rest>.*)$",
    "/accessibility",
    "/api/docs",
    "/api/v1/catalogues",
    "/api/v1/catalogues/<str:region>",
    "/api/v1/facts",
    "/api/v1/interview/next",
    "/api/v1/openapi.json",
    "/api/v1/screenings",
    "/ask/<slug:code>/",
    "/check/",
    "/clear/",
    "/desk/",
    "/desk/delivery/",
    "/desk/reminders/",
    "/desk/reminders/<int:pk>/",
    "/desk/reminders/<int:pk>/again/",
    "/desk/reminders/<int:pk>/settle/",
    "/desk/reminders/find/",
    "/desk/reminders/of/<uuid:pk>/",
    "/desk/workload/",
    "/healthz",
    "/i18n/setlang/",
    "/outbox/",
    "/privacy",
    "/readyz",
    "/reminders/",
    "/reminders/code/",
    "/reminders/code/again/",
    "/reminders/done/",
    "/reminders/mine/",
    "/reminders/mine/<int:pk>/",
    "/reminders/mine/<int:pk>/drop/",
    "/reminders/mine/erase/",
    "/reminders/mine/leave/",
    "/reminders/mine/number/",
    "/reminders/receipts/alibaba/<str:secret>/",
    "/reminders/receipts/http",
    "/results/",
    "/results/calendar.ics",
    "/results/last/<slug:benefit>/",
    "/robots.txt",
    "/services/",
    "/services/<slug:region>/",
    "/services/<slug:region>/<slug:code>/",
    "/services/<slug:region>/print/",
    "/services/changes.atom",
    "/services/changes/",
    "/sitemap.xml",
    "/stop/<str:code>/",
    "/text-size/<slug:size>/",
    "/trial/end/",
    "/trial/keep/",
    "/trial/save/",
    "/trial/scenario/<int:pk>/",
]


def listed(resolver: URLResolver, prefix: str = "/") -> list[str]:
    """The addresses that a resolver knows, sorted."""
    found: list[str] = []
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if route.startswith("/admin/"):
            continue
        found += [route] if isinstance(entry, URLPattern) else listed(entry, route)
    return sorted(found)
