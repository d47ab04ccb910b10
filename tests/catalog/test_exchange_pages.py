"""Downloads, uploads, the dry run and the confirmation, for whoever may."""

import re
from copy import deepcopy
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog.loading import edition_data, read_yaml, vocabulary_data, write_yaml
from catalog.models import Document, Edition, Fact, Upload
from catalog.permissions import may
from catalog.review.authors import authors
from catalog.tasks import forget_uploads
from config.celery import app
from tests.catalog.books import book_of, changed, put, read
from tests.catalog.conftest import LIST, WORDS, Data
from tests.catalog.staffing import hire, signed_in
from tests.catalog.test_round_trips import whole

START = "/admin/catalog/edition/import/"
XLSX = "清单.xlsx"


def upload(client: Client, content: bytes, name: str = XLSX, **more: str) -> Any:
    return client.post(START, {"file": SimpleUploadedFile(name, content), **more})


def rows() -> dict[str, int]:
    """How many rows every table of the catalogue has, but that of the uploads."""
    models = [one for one in apps.get_app_config("catalog").get_models() if one is not Upload]
    return {one.__name__: one._default_manager.count() for one in models}


def text(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def name_of(answer: HttpResponse) -> str:
    return answer.headers["Content-Disposition"]


@pytest.fixture
def editor(draft: Edition) -> Client:
    """An editor of Quzhou."""
    return signed_in(hire("editor", ("editor", "quzhou")))


def test_a_list_is_downloaded(editor: Client, draft: Edition) -> None:
    page = reverse("admin:catalog_edition_exchange", args=[draft.pk])
    assert "下载这个版本" in text(editor.get(page))
    yaml = editor.get(page, {"file": "yaml"})
    assert read_yaml(yaml.content.decode()) == LIST
    assert name_of(yaml) == "attachment; filename*=utf-8''" + quote("衢州市清单 quzhou-2023.yaml")
    book = editor.get(page, {"file": "xlsx"})
    assert book.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert read(book.content).data == LIST


def test_a_title_does_no_harm_in_a_header(editor: Client, draft: Edition) -> None:
    Edition.objects.filter(pk=draft.pk).update(title='../a"b\r\nSet-Cookie: x')
    answer = editor.get(reverse("admin:catalog_edition_exchange", args=[draft.pk]), {"file": "yaml"})
    assert name_of(answer) == 'attachment; filename=".._a_b_Set-Cookie_ x quzhou-2023.yaml"'


def test_a_text_too_long_for_excel_is_said_on_the_page(editor: Client, draft: Edition) -> None:
    benefit = draft.items.all()[0].benefits.all()[0]
    benefit.gives = "长" * 40_000
    benefit.save()
    page = reverse("admin:catalog_edition_exchange", args=[draft.pk])
    assert "文字太长" in text(editor.get(page, {"file": "xlsx"}, follow=True))


@pytest.mark.parametrize("kind", WORDS)
def test_words_are_downloaded(editor: Client, kind: str) -> None:
    answer = editor.get(reverse("admin:catalog_edition_words_file", args=[kind]))
    assert read_yaml(answer.content.decode()) == WORDS[kind]


def test_an_empty_form_is_downloaded(editor: Client) -> None:
    assert editor.get(reverse("admin:catalog_edition_empty_form")).content.startswith(b"PK")
    assert editor.get("/admin/catalog/edition/words/users.yaml").status_code == 404


@pytest.mark.parametrize("name", [XLSX, "list.yaml"])
def test_a_dry_run_writes_nothing_and_a_confirmation_a_draft(editor: Client, draft: Edition, name: str) -> None:
    data = edition_data(whole(draft)) | {"title": "改过的清单"}
    content = book_of(data) if name == XLSX else write_yaml(data).encode()
    before = rows()
    answer = upload(editor, content, name)
    assert answer.status_code == 302
    page = editor.get(answer.url)
    assert rows() == before
    assert "quzhou-2023-v2" in text(page)
    assert "还没有写入" in text(page)
    done = editor.post(answer.url)
    made = Edition.objects.get(code="quzhou-2023", version=2)
    assert done.url == reverse("admin:catalog_edition_change", args=[made.pk])
    assert edition_data(whole(made)) == data
    assert made.is_draft
    assert edition_data(whole(Edition.objects.get(pk=draft.pk))) == LIST
    assert [one.username for one in authors(made)] == ["editor"]
    assert name in str(made.history.get().history_change_reason)


def test_a_second_press_makes_no_second_draft(editor: Client, draft: Edition) -> None:
    page = upload(editor, book_of(LIST)).url
    first, second = editor.post(page), editor.post(page)
    assert first.url == second.url == editor.get(page).url
    assert Edition.objects.count() == 2
    assert Upload.objects.get().content == ""


def test_what_differs_from_the_last_published_is_shown(published: Edition, client: Client) -> None:
    editor = signed_in(hire("editor", ("editor", "quzhou")))
    same = editor.get(upload(editor, book_of(LIST)).url)
    assert "和已发布的 quzhou-2023 完全一样" in text(same)
    other = deepcopy(LIST)
    del other["items"][1]
    other["items"][0]["benefits"][0]["gives"] = "每月发更多钱"
    page = text(editor.get(upload(editor, book_of(other)).url))
    assert "新增 0 项，改动 1 项，去掉 1 项" in page
    assert "每月发更多钱" in page


def test_faults_are_shown_with_their_places(editor: Client) -> None:
    before = rows()
    answer = upload(editor, changed(LIST, put("条件", "值", 3, "六十<b>")))
    assert answer.status_code == 200
    assert "有 1 处要改，什么都没有写入" in text(answer)
    assert "条件 第 3 行 I 列" in text(answer)
    assert "<b>" not in answer.content.decode().split("exchange-faults")[1].split("</section>")[0].replace("<br>", "")
    assert (rows(), Upload.objects.count()) == (before, 0)


def test_faults_of_yaml_are_shown(editor: Client) -> None:
    spoilt = deepcopy(LIST)
    spoilt["items"][0]["departments"] = ["gongan"]
    assert "没有“gongan”这个部门" in text(upload(editor, write_yaml(spoilt).encode(), "a.yml"))
    assert "第 2 行" in text(upload(editor, b"a: 1\na: 2", "a.yml"))


def test_many_faults_are_counted_and_the_first_shown(editor: Client) -> None:
    def spoil(book: Any) -> None:
        for _number in range(300):
            book["条件"].append(["津贴", None, 9, None, None, None, "身高", "不少于", 1])

    answer = text(upload(editor, changed(LIST, spoil)))
    assert "有 300 处要改" in answer
    assert "还有 100 处没有列出" in answer


def test_nothing_chosen_is_said_at_the_field(editor: Client) -> None:
    assert "先选一个文件" in text(editor.post(START, {}))
    assert "文件是空的" in text(upload(editor, b""))
    assert "最多 1.5 MB" in text(upload(editor, b"x" * 1_600_000))


def test_a_list_of_another_region_is_refused(editor: Client, small: Data) -> None:
    small |= {"region": "zhejiang", "edition": "zhejiang-2023"}
    before = rows()
    answer = text(upload(editor, book_of(small)))
    assert "editor 在浙江省没有“编辑”职责" in answer
    assert rows() == before


def test_a_code_of_another_region_is_refused(staff: Client, draft: Edition, small: Data) -> None:
    small["region"] = "qujiang"
    assert "“quzhou-2023”已经是衢州市的版本代码" in text(upload(staff, book_of(small)))


def test_a_role_taken_back_is_missed_at_the_confirmation(editor: Client, draft: Edition) -> None:
    page = upload(editor, book_of(LIST)).url
    User.objects.get(username="editor").roles.all().delete()
    assert editor.post(page).status_code == 403
    person = User.objects.get(username="editor")
    person.roles.create(kind="editor", region=draft.region.parent.parts.get().parts.get())
    assert not may(User.objects.get(pk=person.pk), "edit", draft.region)
    assert "没有“编辑”职责" in text(editor.post(page))
    assert Edition.objects.count() == 1


def test_an_upload_is_its_senders_for_an_hour(editor: Client, draft: Edition) -> None:
    page = upload(editor, book_of(LIST)).url
    other = signed_in(hire("other", ("editor", "quzhou")))
    for client, path in ((other, page), (editor, page[:-2] + "x/"), (editor, START + "forged/")):
        answer = client.post(path)
        assert answer.url == START
        assert "重新上传" in str(next(iter(get_messages(answer.wsgi_request))))
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        assert editor.post(page).status_code == 302
        upload(signed_in(User.objects.get(username="other")), book_of(LIST))
    assert Edition.objects.count() == 1
    assert [one.user.username for one in Upload.objects.all()] == ["other"]


def test_unconfirmed_uploads_are_forgotten_by_the_hour(editor: Client, draft: Edition) -> None:
    upload(editor, book_of(LIST))
    forget_uploads()
    assert Upload.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        forget_uploads()
    assert not Upload.objects.exists()
    assert "catalog.forget_uploads" in {one["task"] for one in app.conf.beat_schedule.values()}


def test_a_reader_downloads_and_does_not_upload(draft: Edition) -> None:
    reader = signed_in(hire("reader", ("reader", "quzhou")))
    page = reader.get(reverse("admin:catalog_edition_exchange", args=[draft.pk]))
    assert page.status_code == 200
    assert "multipart/form-data" not in page.content.decode()
    assert reader.get(START).status_code == 200
    assert upload(reader, book_of(LIST)).status_code == 403
    assert Client().get(START).status_code == 302


def test_what_a_document_would_say_otherwise_is_shown(editor: Client, small: Data) -> None:
    small["document"] |= {"title": "新的通知", "url": "https://www.qz.gov.cn/1.html"}
    page = upload(editor, book_of(small)).url
    told = text(editor.get(page))
    assert "资料也会改" in told
    assert "标题： 通知 → 新的通知" in told
    assert Document.objects.get(number=small["document"]["number"]).title == "通知"
    editor.post(page)
    assert Document.objects.get(number=small["document"]["number"]).url == "https://www.qz.gov.cn/1.html"


def test_words_are_imported_by_superusers_after_a_dry_run(staff: Client, editor: Client) -> None:
    facts = deepcopy(WORDS["facts"]) | {"height": {"type": "integer", "name": "身高"}}
    facts["years"]["name"] = "缴费的年数"
    content = write_yaml(facts).encode()
    assert upload(editor, content, "facts.yaml", kind="facts").status_code == 403
    before = rows()
    answer = upload(staff, content, "facts.yaml", kind="facts")
    told = text(staff.get(answer.url))
    assert "身高（height）" in told
    assert "缴费的年数（years）" in told
    assert rows() == before
    staff.post(answer.url)
    assert vocabulary_data("facts") == facts
    assert "完全一样" in text(staff.get(upload(staff, content, "facts.yaml", kind="facts").url))


def test_words_in_use_are_not_deleted(staff: Client, draft: Edition) -> None:
    facts = {code: one for code, one in deepcopy(WORDS["facts"]).items() if code != "assistance"}
    answer = text(upload(staff, write_yaml(facts).encode(), "facts.yaml", kind="facts"))
    assert "assistance" in answer
    assert "还有条件、问题或版本用着" in answer
    assert Fact.objects.filter(code="assistance").exists()


def test_the_list_of_editions_leads_to_the_upload(editor: Client) -> None:
    page = editor.get(reverse("admin:catalog_edition_changelist")).content.decode()
    assert f'href="{START}"' in page
    assert page.count("从文件导入") == 1


@pytest.mark.parametrize("page", [START, "plan", "exchange", "faults"])
def test_pages_keep_to_the_strict_policy(staff: Client, draft: Edition, page: str) -> None:
    if page == "plan":
        answer = staff.get(upload(staff, book_of(LIST)).url)
    elif page == "faults":
        answer = upload(staff, b"x")
    else:
        answer = staff.get(START if page == START else reverse("admin:catalog_edition_exchange", args=[draft.pk]))
    assert not re.search(r"<style|<script(?![^>]* src=)|\sstyle=|\son[a-z]+=", answer.content.decode())
