"""What a benefit's page chooses from: facts, terms, parameters, regions, fetched once a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from catalog import compile as compiling
from catalog.models import Benefit, Edition, Exclusion, Fact, Parameter, Region, Term
from catalog.models.whole import whole_facts, whole_terms
from catalog.rules.parameters import Parameter as Figure
from catalog.wording import Wording

Choices = list[tuple[str, str]]


class Shelf:
    """The words of the catalogue and of one edition; without an edition there are no parameters, unless given."""

    def __init__(self, edition: Edition | None, parameters: Iterable[Parameter] = ()) -> None:
        self.edition = edition
        self.facts: dict[str, Fact] = {one.code: one for one in whole_facts()}
        self.regions: dict[str, Region] = {one.slug: one for one in Region.objects.select_related("parent")}
        self.terms: dict[str, Term] = {one.code: one for one in whole_terms()}
        known = edition.parameters.all() if edition else parameters
        self.parameters: dict[str, Parameter] = {one.code: one for one in known}
        self.figures = {code: Figure(code, one.name, one.unit, ()) for code, one in self.parameters.items()}
        meanings = {
            "facts": {code: compiling.fact(one) for code, one in self.facts.items()},
            "regions": {slug: compiling.region(one) for slug, one in self.regions.items()},
        }
        self.wording = Wording(meanings, {code: {"name": one.name} for code, one in self.parameters.items()})

    @classmethod
    def shared(cls) -> Shelf:
        """What all editions share, with every parameter that one of them has, as the latest names it."""
        return cls(None, Parameter.objects.order_by("edition__effective_from", "pk"))

    @cached_property
    def meanings_of_terms(self) -> dict[str, list[list[dict[str, Any]]]]:
        """The alternatives that each term stands for."""
        return {code: compiling.alternatives(one.conditions.all()) for code, one in self.terms.items()}

    @cached_property
    def fact_choices(self) -> Choices:
        """Every fact by its name."""
        return [(code, one.name) for code, one in self.facts.items()]

    @cached_property
    def term_choices(self) -> Choices:
        """Every term by its name."""
        return [(code, one.name) for code, one in self.terms.items()]

    def facts_of(self, *types: str) -> Choices:
        """The facts of some types by their names."""
        return [(code, one.name) for code, one in self.facts.items() if one.type in types]

    def names_in_sums(self, facts_too: bool) -> Choices:
        """What a sum may multiply with: parameters, and for an amount figures that the person gives."""
        said = [(code, f"× {one.name}") for code, one in self.parameters.items()]
        return said + ([(code, f"× {name}") for code, name in self.facts_of("money", "integer")] if facts_too else [])

    @cached_property
    def places(self) -> list[dict[str, Any]]:
        """The tree of regions as nodes with their parts."""
        parts: dict[str | None, list[Region]] = {}
        for one in self.regions.values():
            parts.setdefault(one.parent.slug if one.parent else None, []).append(one)

        def node(row: Region) -> dict[str, Any]:
            return {"slug": row.slug, "name": row.name, "nodes": [node(one) for one in parts.get(row.slug, [])]}

        return [node(one) for one in parts.get(None, [])]

    @cached_property
    def groups(self) -> Choices:
        """The groups of benefits not had together, each told by its members."""
        members: dict[str, list[str]] = {}
        for group, name in Exclusion.objects.order_by("group", "benefit__code").values_list("group", "benefit__name"):
            members.setdefault(group, []).append(name)
        return [(group, told(list(dict.fromkeys(names)))) for group, names in members.items()]

    @cached_property
    def benefits_above(self) -> Choices:
        """The benefits of the regions around the edition's, which it may carry out."""
        slugs = set(self._upward())
        rows = Benefit.objects.filter(item__edition__region__slug__in=slugs).order_by(
            "item__edition__region", "item__edition", "item__position", "position"
        )
        named = rows.values_list("code", "name", "item__edition__region__name")
        return list({code: f"{name}（{region}）" for code, name, region in named}.items())

    def _upward(self) -> Iterator[str]:
        step = self.regions.get(self.edition.region.slug) if self.edition else None
        while step is not None and step.parent is not None:
            yield step.parent.slug
            step = self.regions.get(step.parent.slug)


def told(names: list[str]) -> str:
    """Some names as a phrase: the first three, and that there are more."""
    said = "、".join(names[:3])
    return _("%s等") % said if len(names) > 3 else said
