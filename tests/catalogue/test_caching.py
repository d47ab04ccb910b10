"""Pages that are the same for everybody are kept, asked after cheaply, and set no cookie."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.catalogue.conftest import Correct
from tests.catalogue.test_changes import raise_allowance

PATHS = [
    "/services/",
    "/services/?q=低保",
    "/services/quzhou/",
    "/services/quzhou/quzhou-11-senior/",
    "/services/quzhou/print/",
    "/services/changes/",
    "/services/changes.atom",
    "/sitemap.xml",
    "/robots.txt",
]


@pytest.mark.parametrize("path", PATHS)
def test_kept_and_asked_after(reader: Client, path: str) -> None:
    first = reader.get(path)
    assert first.status_code == 200
    assert first.cookies == {}
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert {"Accept-Language", "Cookie"} <= set(first.headers["Vary"].split(", "))
    again = reader.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    since = reader.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert since.status_code == 304
    assert reader.post(path).status_code == 405


@pytest.mark.parametrize("path", ["/services/", "/services/quzhou/quzhou-11-senior/", "/services/changes.atom"])
def test_a_publish_makes_them_new(reader: Client, correct: Correct, path: str) -> None:
    before = reader.get(path)
    correct(raise_allowance)
    after = reader.get(path, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]


@pytest.mark.parametrize("path", PATHS)
def test_no_query_once_it_is_known(reader: Client, path: str) -> None:
    reader.get(path)
    with CaptureQueriesContext(connection) as asked:
        reader.get(path)
    # At most the look whether something was published.
    assert len(asked) <= 1, [one["sql"] for one in asked]


def test_a_large_page_is_light(reader: Client) -> None:
    assert max(len(reader.get(path).content) for path in PATHS[:4]) < 60_000


def test_somebody_with_answers_can_still_clear_them(reader: Client) -> None:
    reader.post("/", {"for": "self"})
    page = reader.get("/services/")
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert "ETag" not in page.headers
    assert "清除并离开" in page.content.decode()
    cleared = reader.post("/clear/", follow=True)
    assert cleared.status_code == 200
    assert "清除并离开" not in Client().get("/services/").content.decode()


def test_a_language_that_is_chosen_stays(reader: Client) -> None:
    chosen = reader.get("/services/quzhou/?lang=en")
    assert chosen.headers["Cache-Control"] == "private, no-cache"
    assert chosen.cookies["language"].value == "en"
    assert '<html lang="en"' in reader.get("/services/").content.decode()
    assert '<html lang="en"' in reader.get("/").content.decode()
    reader.get("/services/?lang=zh-hans")
    assert '<html lang="zh-Hans"' in reader.get("/services/").content.decode()


def test_an_unknown_language_is_not_kept(reader: Client) -> None:
    assert reader.get("/services/?lang=tlh").cookies == {}


def test_the_text_size_is_kept_apart(reader: Client) -> None:
    usual = reader.get("/services/")
    reader.get("/text-size/large/")
    large = reader.get("/services/", headers={"If-None-Match": usual.headers["ETag"]})
    assert large.status_code == 200
    assert 'class="large"' in large.content.decode()
