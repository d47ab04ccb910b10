"""The page for people who write programs."""

import re

from django.test import Client


def test_the_page_says_how_to_call_every_address(visitor: Client) -> None:
    response = visitor.get("/api/docs")
    assert response.status_code == 200
    text = response.content.decode()
    for path, one in visitor.get("/api/v1/openapi.json").json()["paths"].items():
        assert path in text
        assert all(each["summary"] in text for each in one.values())
    assert "curl" in text
    assert "session" not in response.cookies


def test_the_page_keeps_to_the_policy(visitor: Client) -> None:
    """No script or style in the page, and nothing from elsewhere."""
    text = visitor.get("/api/docs").content.decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text)
    assert not re.search(r'(?:src|<link[^>]*href)="https?://', text)


def test_links_within_the_page_lead_somewhere(visitor: Client) -> None:
    text = visitor.get("/api/docs").content.decode()
    targets = set(re.findall(r'\sid="([^"]+)"', text))
    assert {name for name in re.findall(r'href="#([^"]+)"', text) if name} <= targets
