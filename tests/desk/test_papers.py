"""A worker's list becomes summaries: uploaded, made, fetched three times, its faulty rows told; nobody else's."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader

from eligibility.models import Paper, PaperPart
from eligibility.summaries import making, parts
from tests.desk.clerks import NOW, at_work, clerk

ROSTER = "编号,姓名,出生日期,户籍地\nA1,王桂英,1941-03-02,衢江区\nA2,欧阳·㐂,昨天,衢江区\nA3,李大山,1950-01-01,\n"


@pytest.fixture(autouse=True)
def no_bells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "rung", lambda *args, **options: True)


def upload(client: Client, text: str = ROSTER, name: str = "名册.csv", **fields: str) -> HttpResponse:
    """Send a list."""
    file = SimpleUploadedFile(name, text.encode())
    return client.post("/desk/papers/", {"file": file, "form": "short", "which": "mine", **fields})  # type: ignore[return-value]


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_list_is_printed(client: Client) -> None:
    address = upload(client).headers["Location"]
    paper = Paper.objects.get()
    assert address == f"/desk/papers/{paper.pk}/"
    assert (paper.people, paper.expires_at - paper.created_at) == (2, timedelta(hours=24))
    before = client.get(address)
    assert "做好了 0 人，共 2 人" in before.content.decode()
    assert before.headers["Refresh"].startswith("5;")
    assert "Refresh" not in client.get(f"{address}?still=yes").headers
    parts.work(NOW)
    shown = page(client, address)
    assert "2 人，2 页" in shown
    assert "1 行没有做" in shown
    assert "请写成年、月、日" in shown
    file = client.post(f"{address}file/")
    pages = [one.extract_text() for one in PdfReader(BytesIO(b"".join(file.streaming_content))).pages]  # type: ignore[attr-defined]
    assert "A1" in pages[0]
    assert "王桂英" in pages[0]
    assert "A3" in pages[1]
    assert "A2" not in "".join(pages)
    assert file.headers["Cache-Control"] == "no-store, private"


def test_it_is_fetched_three_times_and_no_more(client: Client) -> None:
    address = upload(client).headers["Location"]
    assert client.post(f"{address}file/").status_code == 302
    parts.work(NOW)
    assert [client.post(f"{address}file/").status_code for _ in range(4)] == [200, 200, 200, 302]
    assert "不能再下载" in page(client, address)
    assert client.get(f"{address}file/").status_code == 405


def test_which_lists_it_is_worked_out_with(client: Client) -> None:
    upload(client)
    upload(client, which="all")
    regions = sorted(Paper.objects.values_list("regions", flat=True), key=len)
    assert regions == [[], ["qujiang", "quzhou", "zhejiang"]]


def test_faults_of_the_form_keep_what_was_chosen(client: Client) -> None:
    answer = client.post("/desk/papers/", {"form": "large", "which": "all"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "请选一个文件。" in html
    assert re.findall(r'value="(\w+)"[^>]*checked', html) == ["large", "all"]
    assert "错误：" in html


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "文件是空的"), ("姓名,出生日期\n王,1941-01-01\n", "叫“resident_id”或“编号”")],
)
def test_a_file_that_is_not_read_is_told_at_the_field(client: Client, text: str, says: str) -> None:
    answer = upload(client, text)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Paper.objects.exists()


def test_a_list_without_a_good_row_is_told_row_by_row(client: Client) -> None:
    answer = upload(client, "编号,出生日期\nA1,昨天\n,1941-01-01\n")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "没有一行能用" in html
    assert "没有编号" in html
    assert not Paper.objects.exists()


def test_a_column_that_was_not_read_is_told(client: Client) -> None:
    address = upload(client, "编号,出生日期,电话\nA1,1941-03-02,13800000000\n").headers["Location"]
    assert "这些列没有用到：电话" in page(client, address)


def test_nobody_else_sees_it(client: Client) -> None:
    address = upload(client).headers["Location"]
    parts.work(NOW)
    other = at_work(clerk("other"))
    assert "还没有做过" in page(other, "/desk/papers/")
    assert other.get(address).status_code == 404
    assert other.post(f"{address}file/").status_code == 404
    assert other.post(f"{address}erase/").status_code == 404
    assert Client().get(address).status_code == 302
    assert Client().get(f"/papers/{Paper.objects.get().pk}/").status_code == 404


@pytest.mark.parametrize("path", ["", "blank.csv"])
def test_only_workers_get_in(published: None, db: None, path: str) -> None:
    assert Client().get(f"/desk/papers/{path}").status_code == 302
    editor = User.objects.create_user("editor", is_staff=True)
    assert at_work(editor).get(f"/desk/papers/{path}").status_code == 403


def test_it_can_be_erased_at_once(client: Client) -> None:
    address = upload(client).headers["Location"]
    assert client.post(f"{address}erase/").status_code == 302
    assert not Paper.objects.exists()
    assert not PaperPart.objects.exists()
    assert client.get(address).status_code == 404


def test_after_a_day_it_is_gone(client: Client, worker: User) -> None:
    address = upload(client).headers["Location"]
    parts.work(NOW)
    with time_machine.travel(NOW + timedelta(hours=24), tick=False):
        assert at_work(worker).get(address).status_code == 404


def test_who_had_what_made_is_logged_without_a_word_of_whom(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "summaries")
    address = upload(client).headers["Location"]
    parts.work(NOW)
    client.post(f"{address}file/")
    client.post(f"{address}erase/")
    records = [record for record in caplog.records if record.name == "summaries"]
    said = [record.getMessage() for record in records]
    assert said == ["papers asked for", "paper ready", "papers fetched", "papers erased"]
    fields = [record.fields for record in records]  # type: ignore[attr-defined]
    assert {key for one in fields for key in one} == {"paper", "by", "people", "pages"}


def test_a_blank_list_can_be_filled_in_and_sent(client: Client) -> None:
    file = client.get("/desk/papers/blank.csv")
    head = file.content.decode("utf-8-sig").strip()
    assert head.startswith("编号,姓名,出生日期,")
    filled = f"{head}\nA1,王桂英,1941-03-02" + "," * (head.count(",") - 2) + "\n"
    assert upload(client, filled).status_code == 302
