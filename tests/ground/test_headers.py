"""The security headers, on every address and every error."""

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from config.headers import client_address

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}


def addresses(resolver: URLResolver, prefix: str = "/") -> list[str]:
    """Every address, with a word in the place of each parameter."""
    found = []
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern).removeprefix("^").removesuffix("$").removesuffix("\\Z")
        if isinstance(entry, URLPattern):
            found.append("".join(part.partition(">")[2] + "x" if ">" in part else part for part in route.split("<")))
        else:
            found += addresses(entry, route)
    return found


@pytest.mark.django_db
def test_every_address_answers_with_all_headers(client: Client) -> None:
    client.raise_request_exception = False
    bare = {}
    for address in [*addresses(get_resolver()), "/no-such-page", "/%00"]:
        response = client.get(address)
        policy = set(response.headers.get("Content-Security-Policy", "").split("; "))
        complete = policy == POLICY and HEADERS.items() <= dict(response.headers).items()
        if not complete or "camera=()" not in response.headers["Permissions-Policy"] or response.status_code >= 500:
            bare[address] = (response.status_code, dict(response.headers))
    assert bare == {}


def ask(forwarded: str) -> HttpRequest:
    return RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="10.0.0.1")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "1.1.1.1", "10.0.0.1"),
        (1, "1.1.1.1, 2.2.2.2", "2.2.2.2"),
        (2, "1.1.1.1, 2.2.2.2, 3.3.3.3", "2.2.2.2"),
        (2, "3.3.3.3", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_trusted_proxies_say_who_asks(settings: object, proxies: int, forwarded: str, address: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert client_address(ask(forwarded)) == address
