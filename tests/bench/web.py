"""The portal's pages and API against bare Django pages and OpenFisca's Web API, in one run.

    web.py BENCH_FOLDER BENCH_PYTHON [--rounds 7] [--seconds 2]

Starts the portal under gunicorn with two workers on a fresh SQLite database, answers the first
pages of an interview in some sessions as a browser would, starts OpenFisca's Web API the same way,
and hands their addresses to the comparison's own web.py, which measures all in turn with wrk.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

PROJECT = Path(__file__).parents[2]
SESSIONS = 40
FIRST_PAGES: Mapping[str, Mapping[str, str]] = {
    "/": {"for": "self"},
    "/ask/birth/": {"birth_date_year": "1951", "birth_date_month": "5", "birth_date_day": "1"},
    "/ask/hukou/": {"hukou": "kecheng"},
    "/ask/residence/": {"residence": "kecheng"},
    "/ask/pension/": {"pension_scheme": "resident", "contribution_years": "15"},
}
PAGE, ANSWER = "/ask/assistance/", {"assistance": "none"}
FACTS = {
    "birth_date": "1951-05-01",
    "hukou": "kecheng",
    "residence": "kecheng",
    "pension_scheme": "resident",
    "contribution_years": 15,
    "assistance": "none",
}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(python: str, application: str, folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """An application under gunicorn with two workers; its address."""
    port = free_port()
    command = [python, "-m", "gunicorn", "-w", "2", "-b", f"127.0.0.1:{port}", "--log-level", "error", application]
    server = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment})
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    """Returns when somebody listens; gives up after a minute."""
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit(f"nothing listens on port {port}")


class Visitor:
    """A browser without script."""

    def __init__(self, address: str) -> None:
        self.address, self.jar = address, CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar))

    def token(self, path: str) -> str:
        """The token of the form on a page."""
        page = self.opener.open(self.address + path).read().decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if not found:
            raise SystemExit(f"no form on {path}")
        return found[1]

    def answer(self, path: str, fields: Mapping[str, str]) -> str:
        """Sends a page's form; the address that it leads to."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self.token(path)}).encode()
        return str(self.opener.open(self.address + path, body).geturl())

    @property
    def cookies(self) -> str:
        """The cookies as a header."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)


def visitors(address: str) -> list[Visitor]:
    """People who have answered the first pages."""
    found = [Visitor(address) for _ in range(SESSIONS)]
    for visitor in found:
        for path, fields in FIRST_PAGES.items():
            led_to = visitor.answer(path, fields)
        if not led_to.endswith(PAGE):
            raise SystemExit(f"after the first pages comes {led_to}, not {PAGE}")
    return found


def situation(bench: Path, python: str) -> str:
    """One resident as OpenFisca's Web API takes it."""
    code = (
        "import json, openfisca_rules as o; from residents import residents;"
        "f = residents(1, 1, '3308'); s = o.person_json({k: int(v[0]) for k, v in f.items()});"
        "s['persons']['resident'].update({n: {o.PERIOD: None} for n in o.country(1).outputs}); print(json.dumps(s))"
    )
    return subprocess.run([python, "-c", code], cwd=bench, capture_output=True, text=True, check=True).stdout.strip()


def measure(bench: Path, python: str, portal: str, openfisca: str, args: argparse.Namespace) -> dict[str, object]:
    """What the comparison's web.py measures of them, with the names of the addresses."""
    people = visitors(portal)
    # One token serves all: it need only agree with the cookie sent along.
    csrf = next(cookie.value for cookie in people[0].jar if "csrf" in cookie.name)
    form = urlencode({**ANSWER, "csrfmiddlewaretoken": csrf or ""})
    cookies = [re.sub(r"csrftoken=[^;]+", f"csrftoken={csrf}", visitor.cookies) for visitor in people]
    urlopen(f"{portal}/api/v1/facts").read()
    command = [
        *[python, str(bench / "web.py"), "--rounds", str(args.rounds), "--seconds", str(args.seconds)],
        *["--project", portal + PAGE],
        *["--post", portal + PAGE, form],
        *["--post", f"{portal}/api/v1/screenings", json.dumps({"as_of": "2026-11-22", "facts": FACTS})],
        *["--post", f"{openfisca}/calculate", situation(bench, python)],
        *[part for cookie in cookies for part in ("--cookie", cookie)],
    ]
    environment = {**os.environ, "PATH": f"{Path(python).parent}:{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=bench, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    report: dict[str, object] = json.loads(done.stdout)
    return report


def ratios(report: Mapping[str, object], portal: str, openfisca: str) -> dict[str, object]:
    """The ratios that the project promises."""
    rows = {name.replace(portal, "portal").replace(openfisca, "openfisca"): row for name, row in report.items()}
    api, theirs = rows["POST portal/api/v1/screenings"], rows["POST openfisca/calculate"]
    return {
        "interview page / bare page reading the session (>= 0.6)": rows[f"portal{PAGE}"]["to bare /read"],
        "interview POST / bare page writing the session (>= 0.7)": rows[f"POST portal{PAGE}"]["to bare /write"],
        "JSON API / bare two bytes (>= 0.5)": api["to bare /plain"],
        "JSON API / bare page of 30 rows": api["to bare /page"],
        "JSON API / OpenFisca's Web API (>= 10)": round(api["requests/s"] / theirs["requests/s"], 1),
        "requests/s": {name: row["requests/s"] for name, row in rows.items()},
    }


def main() -> None:
    """Runs and prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("bench", type=Path)
    parser.add_argument("python")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=2)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as var:
        local = {"DJANGO_ENV": "local", "VAR_DIR": var, "API_RATE": "0"}
        set_up = [sys.executable, "manage.py", "set_up"]
        subprocess.run(set_up, cwd=PROJECT, env={**os.environ, **local}, check=True, stdout=subprocess.DEVNULL)
        theirs = {"PYTHONPATH": f"{args.bench}:{Path(__file__).parent}"}
        with (
            served(sys.executable, "config.wsgi:application", PROJECT, local) as portal,
            served(args.python, "openfisca_api:application", Path(__file__).parent, theirs) as openfisca,
        ):
            report = measure(args.bench, args.python, portal, openfisca, args)
    print(json.dumps(ratios(report, portal, openfisca), indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
