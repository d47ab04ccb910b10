"""The staff's admin: everything of the catalogue found, read and edited."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin import (
    check,
    compare,
    editions,
    exchange,
    facts,
    figures,
    floor,
    freshness,
    items,
    people,
    places,
    publish,
    questions,
    scenarios,
    words,
)
from catalog.admin.editor import page

__all__ = [
    "check",
    "compare",
    "editions",
    "exchange",
    "facts",
    "figures",
    "floor",
    "freshness",
    "items",
    "page",
    "people",
    "places",
    "publish",
    "questions",
    "scenarios",
    "words",
]

admin.site.site_header = admin.site.site_title = _("养老服务政策目录")
admin.site.index_title = _("管理目录")
