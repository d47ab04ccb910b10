"""Staff of every kind around one draft, and every address of the admin with who may open it."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, reverse
from django.urls.resolvers import RegexPattern, URLResolver

from catalog.admin.edition_pages import LIST_PAGES, PAGES
from catalog.loading import load_edition
from catalog.models import (
    Benefit,
    Department,
    Document,
    Edition,
    Fact,
    FloorPair,
    Gloss,
    Language,
    Parameter,
    Pathway,
    Question,
    Region,
    Role,
    Scenario,
    ServiceItem,
    Term,
)
from eligibility.models import MessageTemplate
from tests.catalog.conftest import LIST

# Where each is at work: a draft of the district is what they all meet.
PEOPLE: dict[str, list[tuple[str, str]]] = {
    "without_role": [],
    "reader": [("reader", "qujiang")],
    "editor": [("editor", "qujiang")],
    "publisher": [("publisher", "qujiang")],
    "elsewhere": [("editor", "shangyu")],
    "of_the_city": [("editor", "quzhou")],
    "superuser": [],
}
EVERYBODY = ["anonymous", *PEOPLE]
ABOVE = {"qujiang": ["qujiang", "quzhou", "zhejiang"], "quzhou": ["quzhou", "zhejiang"]}
SIGN_INS: list[Any] = [AccessAttempt, AccessFailureLog, AccessLog]
OWN_REGION = {Edition, ServiceItem, Benefit, Pathway, Department, Parameter, Scenario}
# What an action on a page beside the form asks for where it is more than reading the page does.
POSTS: dict[str, str] = {"reviews": "edit", "scenarios": "edit", "publish": "publish", "import": "edit"}
# Pathways are written on their benefit's page, to which their own addresses lead.
ANYWHERE = {"catalog_floorpair_proof", "catalog_scenario_trial"}
ELSEWHERE = {"catalog_pathway_add", "catalog_pathway_delete"}
# There is a text for each kind of message; none is added or taken away.
FIXED = {"eligibility_messagetemplate_add", "eligibility_messagetemplate_delete"}
# Addresses for which no role is asked: whoever may sign in here has them, or nobody.
FOR_ALL = {"index", "password_change", "password_change_done", "jsi18n"}
ENOUGH = {"read": {"reader", "editor", "publisher"}, "edit": {"editor"}, "publish": {"publisher"}}


@dataclass(frozen=True)
class Way:
    """One address with what its GET and its POST ask for, in which region; None is anywhere."""

    name: str
    path: str
    needs: tuple[str, str]
    region: tuple[str | None, str | None] = (None, None)
    superuser: bool = True

    def open_to(self, who: str, method: str) -> bool:
        """Whether somebody gets through."""
        if who == "superuser":
            return self.superuser
        index = ["get", "post"].index(method)
        need, region = self.needs[index], self.region[index]
        kinds = ENOUGH.get(need, set())
        roles = [where for kind, where in PEOPLE.get(who, []) if kind in kinds]
        return need == "staff" or any(region is None or where in ABOVE[region] for where in roles)


@dataclass
class Ground:
    """A draft of the district, one row of each kind in it."""

    draft: Edition
    rows: dict[type[Model], Model] = field(default_factory=dict)


def ground() -> Ground:
    """The district's draft with everything in it, and what all regions share."""
    Region.objects.create(slug="shangyu", name="上虞区", parent=Region.objects.get(slug="zhejiang"))
    data: dict[str, Any] = deepcopy(LIST)
    data |= {"region": "qujiang", "edition": "qujiang-2023", "title": "衢江区清单"}
    draft = load_edition(data)
    parts: dict[type[Model], Any] = {
        Edition: Edition.objects.filter(pk=draft.pk),
        ServiceItem: draft.items,
        Benefit: Benefit.objects.filter(item__edition=draft),
        Pathway: Pathway.objects.filter(benefit__item__edition=draft),
        Department: draft.departments,
        Parameter: draft.parameters,
    }
    found = Ground(draft, {model: rows.first() for model, rows in parts.items()})
    found.rows |= {model: model._default_manager.all()[0] for model in (Document, Fact, Gloss, Question, Term)}
    found.rows[Region] = draft.region
    found.rows[FloorPair] = FloorPair.objects.create(upper="quzhou-08", lower="quzhou-09")
    found.rows[Language] = Language.objects.create(code="bo", name="བོད་ཡིག")
    found.rows[MessageTemplate] = MessageTemplate.objects.create(kind="code", channel="sms", text="{code}{minutes}")
    found.rows[Scenario] = Scenario.objects.create(name="样例", region=draft.region, as_of="2026-01-01")
    for row in found.rows.values():
        row.save()
    for sign_in in SIGN_INS:
        sign_in.objects.create(**({"failures_since_start": 1} if sign_in is AccessAttempt else {}))
    return found


def hire(name: str, *roles: tuple[str, str]) -> User:
    """A member of staff with roles."""
    person = User.objects.create_user(name, is_staff=True, is_superuser=name == "superuser")
    for kind, region in roles:
        Role.objects.create(user=person, kind=kind, region=Region.objects.get(slug=region))
    return person


def signed_in(person: User | None) -> Client:
    """Somebody's browser."""
    client = Client()
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def client_of(who: str) -> Client:
    """The browser of one of EVERYBODY."""
    return signed_in(None if who == "anonymous" else hire(who, *PEOPLE[who]))


def patterns(entries: Any) -> Iterator[URLPattern]:
    """Every address under /admin/."""
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns)
        elif entry.name is not None:
            yield entry


def ways(found: Ground) -> list[Way]:
    """Every address of the admin; one that nothing here knows fails the test that asks."""
    return [way for one in patterns(admin.site.get_urls()) if (way := way_of(one, found))]


def way_of(pattern: URLPattern, found: Ground) -> Way | None:
    """One address as its name says it; None for those that are tested by themselves."""
    name = str(pattern.name)
    if name in {"login", "logout", "autocomplete", "view_on_site"}:
        return None
    if name in FOR_ALL:
        return Way(name, reverse(f"admin:{name}"), ("staff", "staff"))
    if name == "app_list":
        return Way(name, "/admin/catalog/", ("read", "read"))
    if own := of_an_edition(pattern, name, found) or by_itself(pattern, name, found):
        return own
    app, _, rest = name.partition("_")
    if app == "auth":
        return Way(
            name, path_of(pattern, User.objects.get(username="target")), ("", ""), superuser="delete" not in name
        )
    if app == "axes":
        attempt = next(one for one in SIGN_INS if one._meta.model_name in name)
        return Way(name, path_of(pattern, attempt.objects.all()[0]), ("", ""), superuser="add" not in name)
    model_name, _, page = rest.partition("_")
    models = [one for one in found.rows if one._meta.model_name == model_name]
    assert models, f"say in this table who may open {name}"
    return way_of_model(name, models[0], page, found)


def of_an_edition(pattern: URLPattern, name: str, found: Ground) -> Way | None:
    """A page of an edition, or beside their list."""
    pages, beside = {one.url_name: one for one in PAGES}, {one.url_name: one for one in LIST_PAGES}
    if page := pages.get(name):
        needs = (str(page.needs), POSTS.get(page.slug, str(page.needs)))
        return Way(name, reverse(f"admin:{name}", args=[found.draft.pk]), needs, ("qujiang", "qujiang"))
    if listed := beside.get(name):
        parts = ["facts"] * len(pattern.pattern.converters)
        needs = (str(listed.needs), POSTS.get(listed.slug, str(listed.needs)))
        return Way(name, reverse(f"admin:{name}", args=parts), needs)
    return None


def by_itself(pattern: URLPattern, name: str, found: Ground) -> Way | None:
    """A page unlike those of the other models."""
    if name in ANYWHERE:
        return Way(name, reverse(f"admin:{name}"), ("read", "read"))
    if name in {"catalog_language_texts", "catalog_language_sheet"}:
        return Way(name, path_of(pattern, found.rows[Language]), ("read", "edit"))
    if name == "catalog_scenario_run":
        return Way(name, path_of(pattern, found.rows[Scenario]), ("read", "edit"), ("qujiang", "qujiang"))
    if name == "catalog_pathway_change":
        return Way(name, path_of(pattern, found.rows[Pathway]), ("read", "read"), ("qujiang", "qujiang"))
    if name in FIXED:
        return Way(name, path_of(pattern, found.rows[MessageTemplate]), ("", ""), superuser=False)
    if name in ELSEWHERE:
        return Way(name, path_of(pattern, found.rows[Pathway]), ("", ""), superuser=False)
    return None


def way_of_model(name: str, model: type[Model], page: str, found: Ground) -> Way:
    """An address of one of the catalogue's models."""
    row: Any = found.rows[model]
    reads = "qujiang" if model in OWN_REGION else None
    writes = "quzhou" if model is Region else reads
    if page == "changelist":
        return Way(name, reverse(f"admin:{name}"), ("read", "read"))
    if page == "add":
        return Way(name, reverse(f"admin:{name}"), ("edit", "edit"))
    args = [row.pk, row.history.latest().pk] if page == "simple_history" else [row.pk]
    path = reverse(f"admin:{name}", args=args)
    needs = {
        "change": Way(name, path, ("read", "edit"), (reads, writes)),
        "history": Way(name, path, ("read", "read"), (reads, reads)),
        "simple_history": Way(name, path, ("read", "edit"), (reads, writes)),
        "delete": Way(name, path, ("edit", "edit"), (writes, writes)),
    }
    return needs[page]


def path_of(pattern: URLPattern, row: Any) -> str:
    """The address with the row in it, or 1 where there is none."""
    takes = (
        pattern.pattern.regex.groups if isinstance(pattern.pattern, RegexPattern) else len(pattern.pattern.converters)
    )
    return reverse(f"admin:{pattern.name}", args=[row.pk if row else 1] * takes)
