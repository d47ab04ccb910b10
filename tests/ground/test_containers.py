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
    assert set(SERVICES) == {"set-up", "web", "worker", "sender", "printer", "beat", "proxy", "postgresql", "redis"}


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


def queues(service: str) -> set[str]:
    command = SERVICES[service]["command"]
    return set(command[command.index("--queues") + 1].split(","))


def test_every_queue_is_listened_to_and_one_beat_rings() -> None:
    workers = [name for name, service in SERVICES.items() if "worker" in service.get("command", [])]
    assert workers == ["worker", "sender", "printer"]
    for name in workers:
        assert not {"-X", "--exclude-queues", "-B", "--beat"} & set(SERVICES[name]["command"])
    listened = [queue for name in workers for queue in queues(name)]
    assert sorted(listened) == sorted(queue.name for queue in app.conf.task_queues)
    assert sum("beat" in service.get("command", []) for service in SERVICES.values()) == 1


def test_no_reminder_and_no_code_stands_behind_housekeeping() -> None:
    app.loader.import_default_modules()
    assert not queues("worker") & queues("sender")
    routed = {
        name: app.amqp.router.route({}, name)["queue"].name for name in app.tasks if name.startswith("reminders.")
    }
    assert {"reminders.tick", "reminders.send", "reminders.send_code"} <= set(routed)
    slow = {"reminders.recount", "reminders.forget"}
    assert {name for name, queue in routed.items() if queue in queues("worker")} <= slow
    # The tick does not stand behind the rounds of sending that it rings for.
    assert routed["reminders.tick"] != routed["reminders.send"]


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
