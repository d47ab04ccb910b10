"""A gateway for text messages that behaves as badly as it is told to, and never takes two for one.

    python -m tests.faults.gateway PORT LEDGER

POST /messages and GET /messages/<id> are the signed protocol. POST /control sets how it behaves:
{"modes": [{"do": "error", "share": 0.5, "times": 20}, …], "latency": [0.05, 0.2], "look_up": "ok"}.
Each mode is tried in turn on each call, by its share and as often as it says; with none the message is taken.
"""

import json
import os
import random
import signal
import socket
import sys
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any

from tests.faults.protocol import Ledger, caller, genuine

HANG, LATE = 30, 18


class Gateway(ThreadingHTTPServer):
    """What all connections share."""

    daemon_threads = True
    request_queue_size = 100

    def __init__(self, port: int, ledger: Path) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.ledger = Ledger(ledger)
        self.lock = Lock()
        self.chance = random.Random(port)
        self.taken: dict[str, int] = {}
        self.behave({})

    def behave(self, how: dict[str, Any]) -> None:
        """From now on, like this."""
        with self.lock:
            self.modes = [dict(mode) for mode in how.get("modes", ())]
            self.latency = tuple(how.get("latency", (0.0, 0.0)))
            self.look_up = how.get("look_up", "ok")

    def mode(self) -> dict[str, Any]:
        """How the next message is met."""
        with self.lock:
            for mode in self.modes:
                if mode.get("times", 1) > 0 and self.chance.random() < mode.get("share", 1):
                    if "times" in mode:
                        mode["times"] -= 1
                    return mode
        return {"do": "ok"}

    def take(self, message: dict[str, Any], did: str) -> None:
        """A message is on its way, as often as it is taken."""
        with self.lock:
            self.taken[message["id"]] = self.taken.get(message["id"], 0) + 1
            self.ledger.write(what="taken", did=did, id=message["id"], to=message["to"])

    def told(self) -> dict[str, Any]:
        """How it behaves, and how much it has taken."""
        with self.lock:
            return {"modes": self.modes, "taken": sum(self.taken.values())}


class Handler(BaseHTTPRequestHandler):
    """One connection of the portal."""

    server: Gateway
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        """A message, or how to behave."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.path == "/control":
            self.server.behave(json.loads(body))
            self.reply(200, self.server.told())
        elif not genuine(self.headers, "POST", self.path, body):  # type: ignore[arg-type]
            self.reply(401, {"status": "unsigned"})
        else:
            time.sleep(self.server.chance.uniform(*self.server.latency))
            mode, message = self.server.mode(), json.loads(body)
            self.server.ledger.write(what="call", did=mode["do"], id=message["id"], to=message["to"])
            getattr(self, f"do_{mode['do']}")(message, mode)

    def do_GET(self) -> None:
        """What became of a message, or how much was taken."""
        if self.path == "/control":
            self.reply(200, self.server.told())
        elif not genuine(self.headers, "GET", self.path, b""):  # type: ignore[arg-type]
            self.reply(401, {"status": "unsigned"})
        else:
            id_ = self.path.rpartition("/")[2]
            known = id_ in self.server.taken
            how = self.server.look_up
            self.server.ledger.write(what="look_up", did=how if how != "ok" else str(known), id=id_)
            if how != "ok":
                self.reply(500, {})
            elif known:
                self.reply(200, {"status": "accepted", "id": f"g-{id_}"})
            else:
                self.reply(404, {"status": "absent"})

    def do_ok(self, message: dict[str, Any], mode: dict[str, Any]) -> None:
        """Taken, and told so."""
        self.server.take(message, "ok")
        self.reply(200, {"status": "accepted", "id": f"g-{message['id']}"})

    def do_error(self, message: dict[str, Any], mode: dict[str, Any]) -> None:
        """An error of its own; not taken."""
        self.reply(mode.get("status", 500), {}, **({"Retry-After": str(mode["after"])} if "after" in mode else {}))

    def do_error_taken(self, message: dict[str, Any], mode: dict[str, Any]) -> None:
        """An error of its own; taken all the same."""
        self.server.take(message, "error_taken")
        self.reply(500, {})

    def do_garbage(self, message: dict[str, Any], mode: dict[str, Any]) -> None:
        """Taken, and told in a page that nobody can read."""
        self.server.take(message, "garbage")
        self.reply(200, b"<html>it works</html>")

    def do_hang(self, message: dict[str, Any], mode: dict[str, Any]) -> None:
        """Silence; not taken."""
        time.sleep(HANG)
        self.cut()

    def do_hang_taken(self, message: dict[str, Any], mode: dict[str, Any]) -> None:
        """Taken, then silence."""
        self.server.take(message, "hang_taken")
        time.sleep(HANG)
        self.cut()

    def do_hang_late(self, message: dict[str, Any], mode: dict[str, Any]) -> None:
        """Silence, and taken when the portal has long hung up."""
        time.sleep(LATE)
        self.server.take(message, "hang_late")
        self.cut()

    def do_drop(self, message: dict[str, Any], mode: dict[str, Any]) -> None:
        """Taken, then the connection is cut."""
        self.server.take(message, "drop")
        self.cut()

    def do_cut(self, message: dict[str, Any], mode: dict[str, Any]) -> None:
        """The connection is cut; not taken."""
        self.cut()

    def do_quota(self, message: dict[str, Any], mode: dict[str, Any]) -> None:
        """Not now: the number or the account has had enough for a while."""
        self.reply(200, {"status": "quota", "code": "isv.BUSINESS_LIMIT_CONTROL", "retry_after": mode["after"]})

    def do_refuse(self, message: dict[str, Any], mode: dict[str, Any]) -> None:
        """Never: there is no such number."""
        self.reply(200, {"status": "refused", "code": mode.get("code", "dead_number")})

    def do_kill(self, message: dict[str, Any], mode: dict[str, Any]) -> None:
        """Taken; and who sent it dies before it is told so, or, with `told`, in the same moment."""
        sender = caller(self.client_address[1], self.server.server_address[1])
        self.server.take(message, "kill")
        if mode.get("told"):
            self.reply(200, {"status": "accepted", "id": f"g-{message['id']}"})
        if sender:
            with suppress(ProcessLookupError):
                os.kill(sender, signal.SIGKILL)
        self.server.ledger.write(what="killed", did=str(sender), id=message["id"])
        self.cut()

    def reply(self, status: int, content: object, **extra: str) -> None:
        """An answer."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), "Content-Type": "application/json", **extra}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def cut(self) -> None:
        """The end, without an answer."""
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *arguments: object) -> None:
        """The ledger says it all."""


def main(port: int, ledger: Path) -> None:
    """Serve until it is ended."""
    with Gateway(port, ledger) as gateway:
        print("The gateway listens.", flush=True)
        gateway.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
