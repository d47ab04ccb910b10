"""docker-compose.yml and the Dockerfile: the production set as it is promised."""

import re

import pytest
import yaml

from config.celery import app
from tests.conventions.project import ROOT

TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SERVICES = yaml.safe_load(TEXT)["services"]
SECRETS = {"SECRET_KEY", "ANSWERS_KEYS", "CONTACTS_KEYS", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "TLS_KEY"}


def test_the_set_is_whole() -> None:
    assert set(SERVICES) == {"set-up", "web", "worker", "beat", "proxy", "postgresql", "redis"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_nothing_runs_as_root(name: str) -> None:
    service = SERVICES[name]
    if "build" in service:
        final_stage = DOCKERFILE.rpartition("\nFROM ")[2]
        assert re.findall(r"^USER (\w+)$", final_stage, re.MULTILINE) == ["portal"]
    else:
        assert service["user"] not in {"root", "0"}
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"set-up"}))
def test_everything_that_stays_up_is_checked(name: str) -> None:
    checked = SERVICES[name].get("healthcheck", {}).get("test")
    assert checked or (name == "web" and "HEALTHCHECK" in DOCKERFILE)
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_no_secret_has_a_default() -> None:
    used = re.findall(r"\$\{(\w+)(:?[-?])?", TEXT)
    assert {name for name, _ in used} >= SECRETS
    assert {operator for name, operator in used if name in SECRETS} == {":?"}
    assert not re.search(r"(?i)(password|secret|key)\w*[:=]\s*[\"']?\w{6,}", DOCKERFILE)


def test_only_the_proxy_is_reachable() -> None:
    assert [name for name in SERVICES if "ports" in SERVICES[name]] == ["proxy"]


def test_the_worker_listens_to_every_queue_and_one_beat_rings() -> None:
    worker = SERVICES["worker"]["command"]
    assert not {"-Q", "--queues", "-X", "--exclude-queues", "-B", "--beat"} & set(worker)
    assert app.conf.task_queues
    assert sum("beat" in service.get("command", []) for service in SERVICES.values()) == 1


def test_redis_forgets_nothing() -> None:
    command = " ".join(SERVICES["redis"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_the_proxy_says_truthfully_who_asks() -> None:
    proxy = (ROOT / "config" / "nginx.conf").read_text(encoding="utf-8")
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in proxy
    assert "proxy_set_header X-Forwarded-Proto https;" in proxy
    assert SERVICES["web"]["environment"]["TRUSTED_PROXIES"] == "1"
    assert "access_log off;" in proxy
