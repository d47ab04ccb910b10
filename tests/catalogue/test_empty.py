"""The public catalogue of a portal that has published nothing yet."""

import pytest
from django.test import Client

from tests.catalogue.test_pages import read


@pytest.mark.django_db
def test_before_anything_is_published(client: Client) -> None:
    assert "还没有公布过清单" in read(client, "/services/")
    assert "还没有公布过清单" in read(client, "/services/changes/")
    assert client.get("/services/changes.atom").status_code == 200
    assert client.get("/sitemap.xml").status_code == 200
