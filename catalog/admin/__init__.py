"""The staff's admin: everything of the catalogue found, read and edited."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.admin import editions, facts, figures, history, item_page, items, places, questions, rules, words

__all__ = ["editions", "facts", "figures", "history", "item_page", "items", "places", "questions", "rules", "words"]

admin.site.site_header = admin.site.site_title = _("养老服务政策目录")
admin.site.index_title = _("管理目录")
