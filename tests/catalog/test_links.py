"""Visits of addresses: every way in which a site can misbehave, and no way into the portal's own network."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone

from catalog.freshness import links
from catalog.freshness import visits as link_checks
from catalog.freshness.links import Visit, may_visit, visit
from catalog.freshness.locks import alone
from catalog.freshness.visits import check_some, due, safely
from catalog.models import Document, LinkCheck
from tests.ground.processes import free_port
from tests.ground.sink import Sink, sink

HOME = ["127.0.0.1/32"]


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    """A badly behaved site, and little patience."""
    monkeypatch.setattr(links, "SECONDS_TO_CONNECT", 0.6)
    monkeypatch.setattr(links, "SECONDS_IN_ALL", 1.0)
    with sink() as server:
        yield server


def at(web: Sink, path: str) -> Visit:
    return visit(f"http://127.0.0.1:{web.port}{path}", HOME)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/ok", Visit(True, 200)),
        ("/ok?a=一&b=%E4%BA%8C#part", Visit(True, 200)),
        ("/empty", Visit(True, 204)),
        ("/relative", Visit(True, 200)),
        ("/hop/4", Visit(True, 200)),
        ("/no-head", Visit(True, 200)),
        ("/head-breaks", Visit(True, 200)),
        ("/forbidden", Visit(True, 403, links.ONLY_PEOPLE)),
        ("/missing", Visit(False, 404, links.REFUSED)),
        ("/broken", Visit(False, 500, links.REFUSED)),
        ("/silent", Visit(False, None, links.NO_ANSWER)),
        ("/drip", Visit(False, None, links.NO_ANSWER)),
        ("/garbage", Visit(False, None, links.NOT_HTTP)),
        ("/loop", Visit(False, None, links.IN_CIRCLES)),
        ("/hop/7", Visit(False, None, links.IN_CIRCLES)),
        ("/inside", Visit(False, None, links.PRIVATE)),
        ("/mapped", Visit(False, None, links.PRIVATE)),
        ("/metadata", Visit(False, None, links.PRIVATE)),
        ("/file", Visit(False, None, links.NOT_WEB)),
    ],
)
def test_what_a_visit_finds(web: Sink, path: str, found: Visit) -> None:
    started = monotonic()
    assert at(web, path) == found
    assert monotonic() - started < 5
    assert {agent for *_asked, agent in web.seen} == {links.HEADERS["User-Agent"]}


@pytest.mark.parametrize("path", ["/huge", "/huge-if-got"])
def test_a_body_is_not_read(web: Sink, path: str) -> None:
    assert at(web, path) == Visit(True, 200)
    assert web.sent < 20_000_000


def test_the_redirect_into_the_house_is_not_followed() -> None:
    with sink("127.0.0.2") as inside, sink() as outside:
        REDIRECT = f"http://127.0.0.1:{outside.port}/inside"
        assert visit(REDIRECT, HOME).fault == links.PRIVATE
        assert [path for _method, path, *_rest in outside.seen] == ["/inside"]
        assert inside.seen == []


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://127.0.0.1:{port}/ok", links.PRIVATE),
        ("http://localhost:{port}/ok", links.PRIVATE),
        ("http://0.0.0.0:{port}/ok", links.PRIVATE),
        ("http://2130706433:{port}/ok", links.PRIVATE),
        ("http://[::1]:{port}/ok", links.PRIVATE),
        ("http://10.0.0.1/", links.PRIVATE),
        ("http://169.254.169.254/", links.PRIVATE),
        ("http://user:password@192.168.1.1/", links.PRIVATE),
        ("ftp://example.cn/", links.NOT_WEB),
        ("javascript:alert(1)", links.NOT_WEB),
        ("http:///path", links.NO_HOST),
        ("http://example.cn:99999/", links.NO_HOST),
        ("http://no-such-site.invalid/", links.NO_NAME),
        ("http://" + "a" * 70 + ".cn/", links.NO_NAME),
        ("http://..cn/", links.NO_NAME),
    ],
)
def test_where_nobody_goes(web: Sink, url: str, fault: str) -> None:
    assert visit(url.format(port=web.port)) == Visit(False, None, fault)
    assert web.seen == []


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("8.8.8.8", True),
        ("2400:3200::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.0.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:8.8.8.8", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
    ],
)
def test_which_addresses_are_public(address: str, allowed: bool) -> None:
    assert may_visit(address) == allowed


def test_a_network_is_opened_by_name_alone() -> None:
    assert may_visit("10.20.3.4", ["10.20.0.0/16"])
    assert not may_visit("10.21.3.4", ["10.20.0.0/16"])


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let each look-up of a name give the next answer; numbers stand for themselves."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if not str(host).endswith(".test"):
            return real(host, port, *args, **kwargs)
        asked.append(str(host))
        found = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_the_connection_goes_to_what_was_looked_at(web: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolving(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    assert visit(f"http://rebinds.test:{web.port}/ok", HOME) == Visit(True, 200)
    assert asked == ["rebinds.test"]
    assert web.seen[0][2] == f"rebinds.test:{web.port}"


def test_each_redirect_is_looked_up_anew(web: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    assert visit(f"http://rebinds.test:{web.port}/loop", HOME).fault == links.PRIVATE
    assert len(web.seen) == 1


def test_a_name_with_one_private_address_is_refused(web: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ["127.0.0.1", "10.0.0.1"])
    assert visit(f"http://mixed.test:{web.port}/ok", HOME).fault == links.PRIVATE
    assert web.seen == []


def test_nobody_listens() -> None:
    assert visit(f"http://127.0.0.1:{free_port()}/", HOME) == Visit(False, None, links.NO_ANSWER)


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, Path]:
    """A certificate that signs itself, for a host."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path, pem = folder / f"{name}.pem", serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(made.public_bytes(pem) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context, path


def test_a_certificate_must_be_trusted_and_for_this_name(
    web: Sink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, path = certificate(tmp_path, "right.test")
    resolving(monkeypatch, ["127.0.0.1"])
    with sink(context=context) as secure:
        right, wrong = (f"https://{name}.test:{secure.port}/ok" for name in ("right", "wrong"))
        assert visit(right, HOME) == Visit(False, None, links.NOT_SECURE)
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        assert visit(right, HOME) == Visit(True, 200)
        assert visit(wrong, HOME) == Visit(False, None, links.NOT_SECURE)
    assert visit(f"https://127.0.0.1:{web.port}/ok", HOME) == Visit(False, None, links.NOT_SECURE)


@pytest.fixture
def addresses(db: None, web: Sink, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Sink:
    """Documents on the site, one of them hopeless."""
    settings.LINK_CHECK_PRIVATE = HOME
    monkeypatch.setattr(link_checks, "PAUSE", 0.0)
    for path in ("ok", "missing", "silent", "relative"):
        Document.objects.create(number=path, url=f"http://127.0.0.1:{web.port}/{path}")
    Document.objects.create(number="without")
    return web


def found() -> dict[str, tuple[bool, int | None]]:
    return {one.document.number: (one.works, one.status) for one in LinkCheck.objects.select_related("document")}


ALL = {"ok": (True, 200), "missing": (False, 404), "silent": (False, None), "relative": (True, 200)}


def test_a_round_visits_each_address_once(addresses: Sink) -> None:
    assert not check_some(timezone.now())
    assert found() == ALL
    asked = len(addresses.seen)
    assert not check_some(timezone.now())
    assert len(addresses.seen) == asked
    Document.objects.filter(number="missing").update(url=f"http://127.0.0.1:{addresses.port}/ok")
    assert not check_some(timezone.now())
    assert len(addresses.seen) == asked + 1
    assert found() == ALL | {"missing": (True, 200)}
    assert due(timezone.now() + timedelta(days=1)).count() == 4


def test_a_round_is_done_in_slices(addresses: Sink) -> None:
    slices = 0
    while check_some(timezone.now(), seconds=-1 if slices % 2 else 0.0) and slices < 20:
        slices += 1
        LinkCheck.objects.get_or_create(
            document=due(timezone.now())[0],
            defaults={"url": due(timezone.now())[0].url, "checked_at": timezone.now(), "works": True},
        )
    assert slices == 4


def test_one_round_at_a_time(addresses: Sink) -> None:
    with alone("check-links") as free:
        assert free
        assert not check_some(timezone.now())
    assert addresses.seen == []
    assert not check_some(timezone.now())
    assert found() == ALL


def test_whatever_a_visit_does_the_others_are_visited(addresses: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    real = link_checks.visit

    def visited(url: str, private: Any) -> Visit:
        if url.endswith("/ok"):
            raise MemoryError
        return real(url, private)

    monkeypatch.setattr(link_checks, "visit", visited)
    assert safely("http://x/ok") == Visit(False, None, links.NOT_HTTP)
    check_some(timezone.now())
    assert found() == ALL | {"ok": (False, None)}


def test_a_document_that_is_deleted_meanwhile_stays_deleted(addresses: Sink) -> None:
    document = Document.objects.get(number="ok")
    Document.objects.filter(pk=document.pk).delete()
    link_checks.keep(document, Visit(True, 200), timezone.now())
    assert not LinkCheck.objects.exists()
