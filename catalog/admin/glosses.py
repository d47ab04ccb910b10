"""Words explained to residents: what each means, in plain sentences."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin
from catalog.admin.plain import PlainlyWorded
from catalog.models import Gloss


@admin.register(Gloss)
class GlossAdmin(PlainlyWorded, CatalogueAdmin):
    """The words that are explained wherever they stand."""

    list_display = ["word", "meaning"]
    search_fields = ["word", "meaning"]
    read_by_residents = ("meaning",)
    fields = ["word", "meaning", "position"]
    empty_hint = _("还没有名词解释。居民看不懂的词，在这里用大白话说明；页面上出现这个词，就会附上解释。")
