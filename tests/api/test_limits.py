"""How often one address may ask."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import Client

from eligibility.api import transport
from eligibility.api.limits import Limiter, network
from tests.api.test_faults import fields


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts that start at nothing."""
    monkeypatch.setattr(transport, "limiter", Limiter())


def test_too_many_requests(visitor: Client, settings: Any, time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T10:00:20Z", tick=False)
    settings.API_RATE = 3
    assert [visitor.get("/api/v1/facts").status_code for _ in range(3)] == [200] * 3
    refusal = visitor.get("/api/v1/facts")
    assert fields(refusal, 429) == [""]
    assert refusal.headers["Retry-After"] == "40"
    assert visitor.get("/api/v1/facts", REMOTE_ADDR="192.0.2.7").status_code == 200
    time_machine.move_to("2026-11-22T10:01:00Z", tick=False)
    assert visitor.get("/api/v1/facts").status_code == 200


def test_no_limit_where_it_is_off(visitor: Client, settings: Any) -> None:
    settings.API_RATE = 0
    assert {visitor.get("/api/v1/nothing").status_code for _ in range(20)} == {404}


def test_a_claimed_address_counts_only_behind_a_trusted_proxy(visitor: Client, settings: Any) -> None:
    settings.API_RATE, settings.TRUSTED_PROXIES = 1, 0
    claims = [{"x-forwarded-for": f"192.0.2.{host}"} for host in (1, 2)]
    assert [visitor.get("/api/v1/facts", headers=claim).status_code for claim in claims] == [200, 429]
    settings.TRUSTED_PROXIES = 1
    assert [visitor.get("/api/v1/facts", headers=claim).status_code for claim in claims] == [200, 200]


def test_requests_at_once_do_not_pass_the_limit() -> None:
    limiter = Limiter()
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: limiter.wait("192.0.2.1", 100, 0.0), range(800)))
    assert waits.count(0) == 100


def test_addresses_are_not_kept() -> None:
    limiter = Limiter()
    limiter.wait("192.0.2.1", 10, 0.0)
    assert "192.0.2.1" not in repr(vars(limiter))


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_what_counts_as_one_client(address: str, client: str) -> None:
    assert network(address) == client
