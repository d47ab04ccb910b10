"""Every address of the portal outside the admin."""

from django.urls.resolvers import URLPattern, URLResolver

ROUTES = [
    "/accessibility",
    "/healthz",
    "/i18n/setlang/",
    "/privacy",
    "/readyz",
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
