"""The built pages under Lighthouse, on the slow phone that it pretends to be; ends with 1 below what is promised.

    python -m tests.bench.lighthouse LIGHTHOUSE [--runs 3] [PAGE…]

Starts the portal under gunicorn with the lists published and people who have answered. Each page is measured a few
times and the middle counts: Lighthouse's mobile profile, a line of 1.6 Mbit/s with 150 ms and a processor four times as
slow.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.browser.conftest import serving
from tests.browser.sweep.pages import PAGES, World
from tests.ground.prepared import set_up

NAMES = ("landing", "ask-health", "results", "catalogue", "catalogue-region", "catalogue-benefit")
LEAST = {"accessibility": 100, "performance": 95}
TIMES = {"first-contentful-paint": "paint", "largest-contentful-paint": "largest", "total-blocking-time": "blocked"}
Row = dict[str, float]


def measured(lighthouse: str, portal: str, world: World, name: str, folder: Path) -> Row:
    """One page, once."""
    stop = PAGES[name]
    report, headers = folder / "report.json", folder / "headers.json"
    session = world["sessions"].get(stop.who, "")
    headers.write_text(json.dumps({"Cookie": f"session={session}"} if session else {}), encoding="utf-8")
    command = [lighthouse, portal + stop.address.format(**world["places"]), "--quiet", "--output=json"]
    command += [f"--output-path={report}", f"--extra-headers={headers}", f"--only-categories={','.join(LEAST)}"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage"]
    subprocess.run(command, check=True, env={**os.environ, "LANG": "C.UTF-8"})
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    row = {kind: found["categories"][kind]["score"] * 100 for kind in LEAST}
    row |= {short: found["audits"][name]["numericValue"] / 1000 for name, short in TIMES.items()}
    failed = [one["id"] for one in found["categories"]["accessibility"]["auditRefs"] if one["weight"]]
    for audit in (found["audits"][one] for one in failed):
        if audit["score"] not in (None, 1):
            print(f"{name}: {audit['id']}: {audit['title']}", file=sys.stderr)
    return row | {"weight": found["audits"]["total-byte-weight"]["numericValue"] / 1000}


def middle(rows: list[Row]) -> Row:
    """The middle of some measurements, each figure by itself."""
    return {name: statistics.median(row[name] for row in rows) for name in rows[0]}


def main() -> int:
    """Measure, print a table, and say whether all of it is as promised."""
    parser = argparse.ArgumentParser()
    parser.add_argument("lighthouse")
    parser.add_argument("pages", nargs="*", default=NAMES)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_intermixed_args()
    short = False
    print("| Page | Accessibility | Performance | First paint | Largest paint | Blocked | Weight |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = folder / "world.json"
        set_up(folder / "var")
        with serving(folder, f"from tests.browser.sweep.world import build; build({str(made)!r})") as portal:
            world: World = json.loads(made.read_text(encoding="utf-8"))
            for page in given.pages:
                row = middle([measured(given.lighthouse, portal, world, page, folder) for _ in range(given.runs)])
                short = short or any(row[kind] < least for kind, least in LEAST.items())
                print(
                    f"| {page} | {row['accessibility']:.0f} | {row['performance']:.0f} | {row['paint']:.1f} s |"
                    f" {row['largest']:.1f} s | {row['blocked'] * 1000:.0f} ms | {row['weight']:.0f} KB |",
                    flush=True,
                )
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
