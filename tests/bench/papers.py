"""What a list on paper costs: a page of it against a bare page of WeasyPrint's, and memory for 500 people against 50.

    papers.py [--people 500] [--form short]

Each size is made in a process of its own, as a worker makes it: parts drawn one after another, kept, and put together.
Prints ratios; seconds, megabytes and pages stand beside them for reading only.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
DAY = date(2026, 11, 23)
FEWER = 10  # the small list is a tenth of the large one
BARE_PAGES = 30
# A page with about as many words as a summary has on one.
LINE = "<p><strong>高龄津贴</strong> 每月 60 元。带身份证和户口簿，到村（社区）或街道的便民服务窗口办理。</p>"
BARE = (
    "<html lang='zh-Hans'><title>bare</title><style>@page{{size:A4;margin:15mm}}"
    "html{{font:14pt 'Noto Sans SC'}}</style><body>{lines}</body></html>"
)


def people(count: int) -> list:
    """Invented people of a city: old ones and younger ones, some poor, some ill."""
    from eligibility.summaries.people import Person

    return [
        Person(
            "self",
            {
                "birth_date": (date(1930, 1, 1) + timedelta(days=37 * number)).isoformat(),
                "hukou": "kecheng",
                "residence": "kecheng",
                "assistance": ("none", "dibao", "dibian")[number % 3],
                "disability_grade": ("none", "none", "2")[number % 3],
                "self_care": ("independent", "partial", "total")[number % 3],
                "living": ("alone", "with_family")[number % 2],
            },
            heading=(f"QZ{number:05}", "王桂英"),
        )
        for number in range(count)
    ]


def bare() -> float:
    """Seconds for a bare page: the text alone, in the same fonts, without tags."""
    from weasyprint import HTML

    from eligibility.summaries import drawing

    html = BARE.format(lines=LINE * (18 * BARE_PAGES))
    began = time.process_time()
    document = HTML(string=html).render(font_config=drawing._fonts(), stylesheets=[drawing._style()])
    document.write_pdf()
    return (time.process_time() - began) / len(document.pages)


def made(count: int, form: str) -> dict[str, float]:
    """A list made as by a worker: seconds of the processor, pages, and the most memory that it took."""
    from django.contrib.auth.models import User
    from django.utils import timezone

    from catalog.in_force import screener_on
    from eligibility.models import Paper
    from eligibility.occasion import Occasion
    from eligibility.summaries import making, parts

    by, _ = User.objects.get_or_create(username="bench")
    making.rung = lambda *args, **options: True  # type: ignore[assignment]
    unit = statistics.median(bare() for _ in range(3))
    paper = making.ask_for_list(people(count), Occasion(screener_on(DAY), DAY), form, by, timezone.now())
    began = time.process_time()
    while parts.work(timezone.now()):
        pass
    seconds = time.process_time() - began
    paper = Paper.objects.get(pk=paper.pk)
    if paper.state != Paper.State.READY:
        raise SystemExit(f"the papers are {paper.state}")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "people": count,
        "pages": paper.pages,
        "seconds": round(seconds, 1),
        "page": seconds / paper.pages,
        "bare page": unit,
        "file MB": round(paper.size / 1024**2, 1),
        "peak MB": round(megabytes),
    }


def main() -> None:
    """Make a small list and a large one, and print what they cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--form", default="short")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)  # in a process of its own
    options = parser.parse_args()
    if options.one:
        _set_up()
        print(json.dumps(made(options.one, options.form)))
        return
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"DJANGO_ENV": "local", "VAR_DIR": folder}
        env.pop("DATABASE_URL", None)
        small, large = (_apart(count, options.form, env) for count in (options.people // FEWER, options.people))
    for one in (small, large):
        print({name: round(value, 3) if isinstance(value, float) else value for name, value in one.items()})
    print(f"a page of a list, to a bare page: {large['page'] / large['bare page']:.2f}")
    memory = large["peak MB"] / small["peak MB"]
    print(f"memory for {options.people} people, to {options.people // FEWER}: {memory:.2f}")


def _apart(count: int, form: str, env: dict[str, str]) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", str(count), "--form", form]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.core.management import call_command

    call_command("set_up", stdout=StringIO())


if __name__ == "__main__":
    main()
