"""Languages that staff add: how far each is, its texts a page at a time, and as a spreadsheet for a translator."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin
from catalog.admin.exchange import UploadForm
from catalog.languages import sheet, writing
from catalog.languages.texts import GROUPS
from catalog.languages.writing import Change, Row
from catalog.loading import CatalogueError
from catalog.models import Language
from catalog.permissions import may

A_PAGE = 20
MOST_FAULTS = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")


class LanguageForm(ModelForm):
    """A language; its code is the one that browsers know it by."""

    class Meta:
        model = Language
        fields = ["code", "name", "offered"]

    def clean_code(self) -> str:
        """The code in small letters; none of those that the portal ships with."""
        code = str(self.cleaned_data["code"]).strip().lower()
        if not CODE.fullmatch(code):
            raise ValidationError(gettext("语言代码是两三个小写字母，可以加一段，例如 zh-hant、ug、bo。"))
        if code in dict(settings.LANGUAGES):
            raise ValidationError(gettext("这种语言本来就有，不用加。"))
        return code


@dataclass
class Line:
    """A text on the page: what is shown in its field, and what is wrong with that."""

    row: Row
    typed: str
    english: str
    fault: str = ""


@admin.register(Language)
class LanguageAdmin(CatalogueAdmin):
    """The languages beside those that the portal ships with."""

    form = LanguageForm
    list_display = ["name", "code", "far", "offered", "work"]
    empty_hint = _("现在有中文和英文。要给居民再加一种语言，按“增加”，再逐条翻译或用表格翻译。")

    def get_urls(self) -> list[URLPattern]:
        """The pages on which a language is translated."""
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/texts/", view(texts_page), name="catalog_language_texts"),
            path("<int:pk>/sheet/", view(sheet_page), name="catalog_language_sheet"),
        ]
        return [*own, *super().get_urls()]

    @admin.display(description=_("翻译了多少"))
    def far(self, language: Language) -> str:
        """How far it is."""
        progress = writing.progress(language)
        return gettext("%(done)s / %(all)s 条") % {"done": progress.done, "all": progress.all}

    @admin.display(description=_("翻译"))
    def work(self, language: Language) -> str:
        """The ways to translate it."""
        return format_html(
            '<a href="{}">{}</a>　<a href="{}">{}</a>',
            reverse("admin:catalog_language_texts", args=[language.pk]),
            gettext("逐条翻译"),
            reverse("admin:catalog_language_sheet", args=[language.pk]),
            gettext("用表格翻译"),
        )


def _of_language(request: HttpRequest, pk: int) -> Language:
    """The language of a page; whoever has no role, or reads only and would write, is refused."""
    if not may(request.user, "edit" if request.method == "POST" else "read"):
        raise PermissionDenied
    return get_object_or_404(Language, pk=pk)


def _page(
    request: HttpRequest, language: Language, template: str, context: Mapping[str, Any], status: int = 200
) -> TemplateResponse:
    known = {
        **admin.site.each_context(request),
        "opts": Language._meta,
        "language": language,
        "progress": writing.progress(language),
        "writes": may(request.user, "edit"),
    }
    return TemplateResponse(request, template, {**known, **context}, status=status)


def texts_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Some texts beside their translations; a page with a fault keeps everything that was typed."""
    language = _of_language(request, pk)
    chosen = _chosen(request, writing.rows(language))
    page = Paginator(chosen, A_PAGE).get_page(request.GET.get("page"))
    if request.method == "POST":
        by_key = {row.key: row for row in writing.rows(language)}
        lines = [_line(by_key[key], request) for key in request.POST.getlist("row") if key in by_key]
        if not any(line.fault for line in lines):
            change = writing.save(language, {line.row.source: line.typed for line in lines if _touched(line, request)})
            messages.success(request, _told(change))
            return redirect(request.get_full_path())
    else:
        lines = [Line(row, row.text, sheet.english(row.source)) for row in page]
    faults = [line for line in lines if line.fault]
    context = {
        "title": gettext("翻译：%(name)s") % {"name": language.name},
        "lines": lines,
        "faults": faults,
        "page": page,
        "groups": [(code, label) for code, (label, _parts) in GROUPS.items()],
        "asked": {name: request.GET.get(name, "") for name in ("group", "missing", "q")},
    }
    return _page(request, language, "admin/catalog/language/texts.html", context, 422 if faults else 200)


def _chosen(request: HttpRequest, rows: list[Row]) -> list[Row]:
    """The texts that were asked for."""
    group, word = request.GET.get("group", ""), request.GET.get("q", "").strip()
    found = [row for row in rows if group in ("", row.group) and (word in row.source or word in row.text)]
    return [row for row in found if not row.text] if request.GET.get("missing") else found


def _line(row: Row, request: HttpRequest) -> Line:
    """What was typed for a text; somebody else's newer word is shown, not overwritten."""
    typed = request.POST.get(f"text-{row.key}", "").strip()
    line = Line(row, typed, sheet.english(row.source), writing.fault_of(row.source, typed))
    before = request.POST.get(f"before-{row.key}", "")
    if before != row.text and typed not in (row.text, before):
        line.fault = gettext("别人刚把它译成：%(text)s。再按一次保存，就用您的。") % {"text": row.text or "（空）"}
    return line


def _touched(line: Line, request: HttpRequest) -> bool:
    """Whether it was changed on the page: what others wrote meanwhile stays."""
    return line.typed != request.POST.get(f"before-{line.row.key}", "")


def sheet_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The language as a workbook, and a way in for one: all of it, or nothing and every fault by its row."""
    language = _of_language(request, pk)
    if request.GET.get("file") == "xlsx":
        response = HttpResponse(sheet.workbook(language), content_type=XLSX)
        response["Content-Disposition"] = content_disposition_header(True, f"{language.code}.xlsx") or ""
        return response
    form, faults = UploadForm(), []
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                change = writing.save(language, sheet.read(form.cleaned_data["file"].read()))
            except CatalogueError as error:
                faults = list(error.faults)
            else:
                messages.success(request, _told(change))
                return redirect(request.path)
    context = {
        "title": gettext("用表格翻译：%(name)s") % {"name": language.name},
        "form": form,
        "faults": faults[:MOST_FAULTS],
        "fault_count": len(faults),
    }
    status = 422 if request.method == "POST" else 200
    return _page(request, language, "admin/catalog/language/sheet.html", context, status)


def _told(change: Change) -> str:
    if not (change.new or change.changed or change.removed):
        return gettext("没有要改的，都和原来一样。")
    said = {"new": change.new, "changed": change.changed, "removed": change.removed}
    return gettext("保存好了：新译 %(new)s 条，改 %(changed)s 条，删 %(removed)s 条。") % said
