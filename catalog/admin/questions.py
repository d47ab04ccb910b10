"""Questions: the pages of the interview, how each reads and where it stands."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin, PartInline
from catalog.admin.coded import Coded, CodedForm
from catalog.admin.plain import PlainlyWorded
from catalog.admin.suggestions import Suggestions
from catalog.models import Question, QuestionFact
from catalog.models.whole import whole_questions

# Two of those for whom somebody asks: what the placeholders of a question become.
HEARERS = (
    {"who": _("您"), "they": _("您"), "whose": _("您的"), "their": _("您的")},
    {"who": _("您父亲"), "they": _("他"), "whose": _("您父亲的"), "their": _("他的")},
)


def spoken(text: str, words: Any) -> str:
    """A question's text as one hearer reads it."""
    for name, word in words.items():
        text = text.replace("{" + name + "}", str(word))
    return text


def sections() -> list[str]:
    """Every section, in the order of the interview."""
    return list(dict.fromkeys(Question.objects.values_list("section", flat=True)))


class QuestionForm(CodedForm):
    """A page of the interview; its code is made from its title."""

    named_by = "title"

    class Meta:
        model = Question
        exclude = ["facts"]

    def naming(self, cleaned: dict[str, Any]) -> str:
        """The title without its placeholders."""
        return re.sub(r"\{\w+\}", "", super().naming(cleaned))


class QuestionFactInline(PartInline):
    """What a page asks, in its order."""

    model = QuestionFact
    fields = ["fact", "position"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuestionFact]:
        """The facts with their names."""
        return super().get_queryset(request).select_related("fact")


@admin.register(Question)
class QuestionAdmin(PlainlyWorded, Coded, CatalogueAdmin):
    """The pages of the interview."""

    form = QuestionForm
    list_display = ["position", "title", "section", "asks", "layout"]
    list_display_links = ["title"]
    list_filter = ["section", "layout"]
    search_fields = ["title", "code", "help", "facts__name"]
    inlines = [QuestionFactInline]
    read_by_residents = ("title", "help", "why")
    fields = ["preview", "title", "help", "why", "section", "layout", "position", "code"]
    readonly_fields = ["preview"]
    empty_hint = _("还没有问题。加一个问题，选它要问的情况。")

    def get_queryset(self, request: HttpRequest) -> Any:
        """The pages with what they ask."""
        return super().get_queryset(request).prefetch_related("asked__fact")

    @admin.display(description=_("问到的情况"))
    def asks(self, question: Question) -> str:
        """The facts that it asks, in their order."""
        return "、".join(str(one.fact) for one in question.asked.all()) or gettext("没有问到情况")

    @admin.display(description=_("居民看到的样子"))
    def preview(self, question: Question) -> str:
        """How it reads to two hearers, and where it stands."""
        if question.pk is None:
            return gettext("保存后显示")
        pages = list(whole_questions())
        place = next(place for place, one in enumerate(pages) if one.pk == question.pk)
        shown = pages[place]
        context = {
            "readings": [(spoken(shown.title, one), spoken(shown.help, one)) for one in HEARERS],
            "facts": [one.fact for one in shown.asked.all()],
            "place": place + 1,
            "count": len(pages),
            "before": pages[place - 1] if place else None,
            "after": pages[place + 1] if place + 1 < len(pages) else None,
        }
        return render_to_string("admin/catalog/question_preview.html", context)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The section with those that are there."""
        if db_field.name == "section":
            kwargs["widget"] = Suggestions(sections)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def code_is_held(self, obj: Any) -> bool:
        """Always: addresses of the interview name it."""
        return True
