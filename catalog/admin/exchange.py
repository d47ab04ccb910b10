"""Lists out to files and in again: downloads, the upload, its dry run, and the confirmation."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from catalog.admin.edition_pages import edition_page, list_page, render_page
from catalog.exchange.files import LIST, is_words
from catalog.exchange.guarding import MOST_BYTES, too_big
from catalog.exchange.incoming import ListPlan, WordsPlan, confirm, find, plan, receive, reference_of
from catalog.exchange.outgoing import Download, edition_file, empty_form, words_file
from catalog.loading import VOCABULARY, CatalogueError
from catalog.models import Edition, Upload
from catalog.permissions import may

MOST_SHOWN = 200
WORDS = {
    "regions": gettext_lazy("地区"),
    "facts": gettext_lazy("情况"),
    "terms": gettext_lazy("用语"),
    "questions": gettext_lazy("问题"),
    "glosses": gettext_lazy("名词解释"),
}


class UploadForm(forms.Form):
    """A file to be tried."""

    file = forms.FileField(
        label=gettext_lazy("文件"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.yaml,.yml"}),
        help_text=gettext_lazy("Excel 工作簿（.xlsx）或 YAML（.yaml），最多 1.5 MB。"),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("先选一个文件，再按“试读”。")},
    )

    def clean_file(self) -> UploadedFile:
        """The file, if it is not too big to be read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(too_big(file.size or 0))
        return file


class WordsForm(UploadForm):
    """A file of words to be tried: for superusers, because every list is read with them."""

    kind = forms.ChoiceField(label=gettext_lazy("内容"), choices=[(one, WORDS[one]) for one in VOCABULARY])
    field_order = ["kind", "file"]


@edition_page("exchange", gettext_lazy("导出导入"))
def exchange(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The edition as a file, and a way in for a file."""
    ending = request.GET.get("file", "")
    if ending in ("yaml", "xlsx"):
        try:
            return _download(edition_file(edition, ending))
        except CatalogueError as error:
            for fault in error.faults:
                messages.error(request, str(fault))
            return redirect(request.path)
    return render_page(request, edition, "exchange", "admin/catalog/edition/exchange.html", _forms(request))


@list_page("words/<slug:kind>.yaml", "words_file", "read")
@require_GET
def words(request: HttpRequest, kind: str) -> HttpResponse:
    """The words that lists are read with, as a file."""
    if not is_words(kind):
        raise Http404
    return _download(words_file(kind))


@list_page("import/empty.xlsx", "empty_form", "read")
@require_GET
def empty(request: HttpRequest) -> HttpResponse:
    """A workbook to be filled."""
    return _download(empty_form())


@list_page("import/", "import", "read")
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Where a file is uploaded; what is wrong with it stands above the form."""
    if request.method != "POST":
        return _start_page(request, _forms(request))
    user, by_words = cast(User, request.user), "kind" in request.POST
    if not (user.is_superuser if by_words else may(user, "edit")):
        raise PermissionDenied
    form = (WordsForm if by_words else UploadForm)(request.POST, request.FILES)
    known = {**_forms(request), "words_form" if by_words else "form": form}
    if not form.is_valid():
        return _start_page(request, known)
    file, kind = form.cleaned_data["file"], form.cleaned_data.get("kind", LIST)
    try:
        upload = receive(user, file.name or "", file.read(), kind, timezone.now())
    except CatalogueError as error:
        return _start_page(request, {**known, **_faults(error, file.name or "")})
    return redirect("admin:catalog_edition_import_plan", reference=reference_of(upload))


@list_page("import/<str:reference>/", "import_plan", "edit")
@require_http_methods(["GET", "POST"])
def try_out(request: HttpRequest, reference: str) -> HttpResponse:
    """What the upload would do; on POST it is done."""
    user = cast(User, request.user)
    upload = find(reference, user, timezone.now())
    if upload is None:
        messages.error(request, _("上传的文件只留一小时，已经过了；重新上传一次。"))
        return redirect("admin:catalog_edition_import")
    try:
        if not upload.content or request.method == "POST":
            return _confirmed(request, upload, user)
        return _plan_page(request, upload, plan(upload, user))
    except CatalogueError as error:
        return _start_page(request, {**_forms(request), **_faults(error, "")})


def _confirmed(request: HttpRequest, upload: Upload, user: User) -> HttpResponseRedirect:
    if is_words(upload.kind) and not user.is_superuser:
        raise PermissionDenied
    edition = confirm(upload, user)
    if edition is None:
        messages.success(request, _("“%s”里的词汇已经写入。已发布的版本仍按原来的文字。") % upload.name)
        return redirect("admin:catalog_edition_import")
    messages.success(request, _("已经建好草稿 %s。核对以后可以送审。") % edition.label)
    return redirect("admin:catalog_edition_change", edition.pk)


def _forms(request: HttpRequest) -> dict[str, Any]:
    """The forms and the downloads that the person may have."""
    superuser = bool(getattr(request.user, "is_superuser", False))
    return {
        "form": UploadForm() if may(request.user, "edit") else None,
        "words_form": WordsForm(auto_id="words_%s") if superuser else None,
        "words": [
            {"label": WORDS[one], "url": reverse("admin:catalog_edition_words_file", args=[one])} for one in VOCABULARY
        ],
    }


def _faults(error: CatalogueError, name: str) -> dict[str, Any]:
    shown = error.faults[:MOST_SHOWN]
    return {"faults": shown, "fault_count": len(error.faults), "unshown": len(error.faults) - len(shown), "name": name}


def _start_page(request: HttpRequest, context: dict[str, Any]) -> TemplateResponse:
    title = _("文件里有要改的地方") if "faults" in context else _("从文件导入清单")
    return _page(request, "import.html", {**context, "title": title})


def _plan_page(request: HttpRequest, upload: Upload, planned: ListPlan | WordsPlan) -> TemplateResponse:
    known: dict[str, Any] = {"title": _("试读结果：%s") % upload.name, "upload": upload}
    if isinstance(planned, WordsPlan):
        return _page(request, "import_words.html", {**known, "plan": planned, "kind": WORDS[planned.kind]})
    return _page(request, "import_plan.html", {**known, "plan": planned})


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> TemplateResponse:
    known = {**admin.site.each_context(request), "opts": Edition._meta, **context}
    return TemplateResponse(request, f"admin/catalog/edition/{template}", known)


def _download(file: Download) -> HttpResponse:
    answer = HttpResponse(file.content, content_type=file.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, file.name)
    return answer
