"""Visits an address on the web as a careful guest: briefly, and never into the portal's own network."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Event, Timer
from time import monotonic
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.utils.translation import gettext_noop as _
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError
from urllib3.response import BaseHTTPResponse
from urllib3.util.ssl_match_hostname import CertificateError

HEADERS = {"User-Agent": "ElderCareCatalogueLinkCheck/1.0", "Accept": "*/*", "Connection": "close"}
MOST_REDIRECTS = 5
SECONDS_TO_CONNECT = 5.0
# For one request from its first byte to the end of the answer's head, however slowly it drips.
SECONDS_IN_ALL = 12.0
# For the whole visit with its redirects; the request under way is let finish.
SECONDS_FOR_A_VISIT = 30.0
PORTS = {"http": 80, "https": 443}
# A guest without a browser is often turned away where people are let in.
TURNED_AWAY = {401, 403, 407, 412, 418, 429, 521}
# Addresses that stand for IPv4 addresses, through which a private one could be reached.
TRANSLATED = [IPv6Network(one) for one in ("::ffff:0:0/96", "64:ff9b::/96", "2002::/16", "2001::/32")]

NOT_WEB = _("不是 http 或 https 网址")
NO_HOST = _("网址里没有网站名，或者写错了")
NO_NAME = _("找不到这个网站（域名解析不出来）")
PRIVATE = _("网址指向内部网络，出于安全不去查看")
NO_ANSWER = _("连不上，或者太久没有回答")
NOT_SECURE = _("网站的安全连接（证书）有问题")
NOT_HTTP = _("网站断开了连接，或者回答看不懂")
IN_CIRCLES = _("网址转来转去，没有尽头")
REFUSED = _("网站回答说没有这一页，或者出错")
ONLY_PEOPLE = _("网站不让自动查看；请用浏览器打开看一看")


@dataclass(frozen=True)
class Visit:
    """What was found: whether it answers, with which status, and what is wrong in words."""

    works: bool
    status: int | None = None
    fault: str = ""


class CannotVisit(Exception):
    """The visit ended without an answer; its message is one of the faults above."""


class Unreadable(CannotVisit):
    """The site broke off or answered what is no HTTP; some do so to HEAD alone."""


@dataclass(frozen=True)
class Place:
    """One address taken apart, with the one IP address to which the connection goes."""

    parts: SplitResult
    host: str
    port: int
    address: str

    @property
    def target(self) -> str:
        """What is asked of the host: the path and the query."""
        path = quote(self.parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        return path + (f"?{quote(self.parts.query, safe='/%:@!$&()*+,;=~-._?')}" if self.parts.query else "")

    @property
    def name(self) -> str:
        """The host as its own server knows it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.parts.scheme] else f"{host}:{self.port}"


def visit(url: str, private: Collection[str] = ()) -> Visit:
    """Ask whether a page is there, following redirects; each is looked at anew.

    `private` are networks that may be visited although they are not public, such as an intranet's.
    """
    end = monotonic() + SECONDS_FOR_A_VISIT
    try:
        for _hop in range(MOST_REDIRECTS + 1):
            if monotonic() > end:
                return Visit(False, None, NO_ANSWER)
            status, onward = _look(_place(url, private))
            if onward is None:
                return _judged(status)
            url = urljoin(url, onward)
    except CannotVisit as fault:
        return Visit(False, None, str(fault))
    return Visit(False, None, IN_CIRCLES)


def _judged(status: int) -> Visit:
    if status in TURNED_AWAY:
        return Visit(True, status, ONLY_PEOPLE)
    return Visit(True, status) if status < 400 else Visit(False, status, REFUSED)


def _place(url: str, private: Collection[str]) -> Place:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        name = host.encode("idna").decode() if not host.isascii() else host
    except ValueError as fault:
        raise CannotVisit(NO_HOST) from fault
    if parts.scheme not in PORTS:
        raise CannotVisit(NOT_WEB)
    if not name:
        raise CannotVisit(NO_HOST)
    port = port or PORTS[parts.scheme]
    return Place(parts, name, port, _resolved(name, port, private))


def _resolved(host: str, port: int, private: Collection[str]) -> str:
    """One address of a host, all of which may be visited: a mixture is somebody's trick."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise CannotVisit(NO_NAME) from fault
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not all(may_visit(one, private) for one in addresses):
        raise CannotVisit(PRIVATE if addresses else NO_NAME)
    return next((one for one in addresses if ":" not in one), addresses[0])


def may_visit(address: str, private: Collection[str] = ()) -> bool:
    """Whether an IP address is public, or in a network that is allowed by name."""
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if any(ip in ip_network(one) for one in private):
        return True
    if isinstance(ip, IPv6Address) and any(ip in one for one in TRANSLATED):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _look(place: Place) -> tuple[int, str | None]:
    """The status and where a redirect leads; GET where a server does not do HEAD as it should."""
    try:
        status, onward = _ask("HEAD", place)
    except Unreadable:
        return _ask("GET", place)
    return (status, onward) if status < 400 else _ask("GET", place)


def _ask(method: str, place: Place) -> tuple[int, str | None]:
    """One request to the one address; the head of the answer is read and its body never."""
    connection = _connection(place)
    with closing(connection), _in_time(connection) as late:
        try:
            connection.request(method, place.target, headers={**HEADERS, "Host": place.name}, preload_content=False)
            answer = _read(connection.getresponse())
        except (HTTPException, HTTPError, OSError, ValueError) as fault:
            raise _told(fault, hung_up=late.is_set()) from fault
    # A line that is cut in the head of an answer looks like its end.
    if late.is_set():
        raise CannotVisit(NO_ANSWER)
    return answer


@contextmanager
def _in_time(connection: HTTPConnection) -> Iterator[Event]:
    """Hang up when the time is over; the event says that it was."""
    late = Event()

    def hang_up() -> None:
        late.set()
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except (OSError, AttributeError):  # it has just ended by itself, or never began
            return

    timer = Timer(SECONDS_IN_ALL, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


def _connection(place: Place) -> HTTPConnection:
    if place.parts.scheme == "http":
        return HTTPConnection(place.address, place.port, timeout=SECONDS_TO_CONNECT)
    return HTTPSConnection(
        place.address,
        place.port,
        timeout=SECONDS_TO_CONNECT,
        ssl_context=ssl.create_default_context(),
        server_hostname=place.host,
        assert_hostname=place.host,
    )


def _read(answer: BaseHTTPResponse) -> tuple[int, str | None]:
    answer.close()
    onward = answer.headers.get("Location") if answer.status in {301, 302, 303, 307, 308} else None
    return answer.status, onward


def _told(fault: Exception, hung_up: bool) -> CannotVisit:
    """The fault in words: no secure line, nothing heard, or something that is no answer."""
    if isinstance(fault, ssl.SSLError | CertificateError):
        return CannotVisit(NOT_SECURE)
    if hung_up or isinstance(fault, TimeoutError | ConnectTimeoutError):
        return CannotVisit(NO_ANSWER)
    return Unreadable(NOT_HTTP)
