"""The report as a file for a spreadsheet: the same figures, hidden in the same way."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from eligibility.insight.figures import in_words
from eligibility.insight.report import OF_BENEFITS, Report

# What a spreadsheet would work out rather than show.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(report: Report) -> bytes:
    """A row a figure; with a byte-order mark, without which Excel reads no Chinese."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow([_("时间"), _("表"), _("名称"), _("代码"), _("版本"), _("事项"), _("次数")])
    for table, name, code, edition, what, figure in rows(report):
        writer.writerow([_safe(one) for one in (report.period.name, table, name, code, edition, what)] + [figure])
    return file.getvalue().encode("utf-8-sig")


def rows(report: Report) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Table, name, code, edition, what, and the figure."""
    for one in report.sums:
        yield _("合计"), "", "", "", str(one.label), in_words(one.figure)
    for pillar in report.chart.pillars:
        for name, figure in zip((_("开始回答"), _("看到结果")), pillar.figures, strict=True):
            yield _("每月") if report.chart.is_year else _("每天"), pillar.label, "", "", name, in_words(figure)
    for asked in report.questions:
        figures = {_("看到"): asked.seen, _("答了"): asked.answered, _("不清楚"): asked.unsure, _("离开"): asked.left}
        for name, figure in figures.items():
            yield _("前 10 题"), asked.title, asked.code, "", name, in_words(figure)
    for shelf in report.shelves:
        for given in shelf.benefits:
            for what, figure in zip(OF_BENEFITS, given.figures, strict=True):
                yield _("待遇"), given.name, given.code, given.edition, str(what.label), in_words(figure)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
