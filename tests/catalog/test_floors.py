"""The floor proof over the lists in force: each pair proved, or refuted with a person who loses and what they lose."""

from copy import deepcopy
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from catalog.compile import compile_edition
from catalog.loading import load_edition
from catalog.models import Edition, FloorPair, Region
from catalog.publishing import publish
from catalog.review.floors import Floor, Pair, floors, floors_on
from catalog.rules import Rulebook
from tests.catalog.conftest import Data

DAY = date(2026, 11, 23)
PROOF = "admin:catalog_floorpair_proof"


def by_lower(found: tuple[Floor, ...]) -> dict[str, Floor]:
    return {one.pair.lower: one for one in found}


def paid(data: Data, amount: str | None, **award: str) -> Rulebook:
    """A list of one benefit for everybody over 60, which pays an amount."""
    data["items"] = data["items"][1:]
    (benefit,) = data["items"][0]["benefits"]
    benefit |= {"code": f"{data['region']}-09", "conditions": [{"birth_date": {"age_at_least": 60}}]}
    benefit["pathways"][0]["award"] = {"kind": "cash", "period": "month", "amount": amount, "formula": "按月", **award}
    if amount is None:
        benefit["pathways"][0]["award"].pop("amount")
    return Rulebook.from_json(compile_edition(load_edition(data).pk))


@pytest.mark.parametrize(
    ("due", "given", "verdict", "says"),
    [
        ("60", "60", "proved", "而且不少"),
        ("60", "50", "refuted", "上级发钱，每月 60 元；本级发钱，每月 50 元"),
        ("max(0, dibao_standard - income)", "500", "refuted", "上级发钱，每月 1035.50 元；本级发钱，每月 500 元"),
        ("60", None, "open", "金额没法比"),
    ],
)
def test_what_is_lost_is_told(words: None, small: Data, due: str, given: str | None, verdict: str, says: str) -> None:
    there = deepcopy(small) | {"region": "qujiang", "edition": "qujiang-2023"}
    books = [paid(small, due), paid(there, given)]
    (floor,) = floors(books, DAY, [Pair("quzhou-09", "qujiang-09", by_hand=True)])
    assert floor.verdict == verdict
    assert says in floor.message
    assert bool(floor.witness) == (verdict != "proved")
    assert (floor.upper.region, floor.lower.region) == ("衢州市", "衢江区")


def test_awards_of_another_kind_and_benefits_that_are_missing_are_not_compared(words: None, small: Data) -> None:
    there = deepcopy(small) | {"region": "qujiang", "edition": "qujiang-2023"}
    books = [paid(small, "60"), paid(there, None, kind="service")]
    pairs = [Pair("quzhou-09", "qujiang-09"), Pair("quzhou-09", "gone"), Pair("quzhou-09", "quzhou-09")]
    kind, missing, same = floors(books, DAY, pairs)
    assert (kind.verdict, missing.verdict, same.verdict) == ("open", "missing", "proved")
    assert "上级是发钱，本级是提供服务" in kind.message
    assert "“gone”" in missing.message


def test_a_figure_that_is_not_known_leaves_the_floor_open(words: None, small: Data) -> None:
    there = deepcopy(small) | {"region": "qujiang", "edition": "qujiang-2023"}
    upper = paid(small, "60")
    lower_data = deepcopy(there)
    lower_data["items"][1]["benefits"][0]["conditions"] = [{"income": {"at_most": "2 * wage"}}]
    lower_data["items"] = lower_data["items"][1:]
    lower_data["items"][0]["benefits"][0]["code"] = "qujiang-09"
    lower_data["items"][0]["benefits"][0]["pathways"][0]["award"]["amount"] = "60"
    lower = Rulebook.from_json(compile_edition(load_edition(lower_data).pk))
    (floor,) = floors([upper, lower], DAY, [Pair("quzhou-09", "qujiang-09")])
    assert floor.verdict == "open"
    assert "还没有数值的参数" in floor.message


def test_a_day_without_lists_says_what_to_do(staff: Client) -> None:
    page = staff.get(reverse(PROOF)).content.decode()
    assert "还没有可对照的待遇" in page
    assert reverse("admin:catalog_floorpair_add") in page


def test_a_benefit_that_no_list_has_any_more_stays_chosen(staff: Client) -> None:
    pair = FloorPair.objects.create(upper="gone-1", lower="gone-2")
    page = staff.get(reverse("admin:catalog_floorpair_change", args=[pair.pk])).content.decode()
    assert '<option value="gone-1" selected>' in page


def test_who_has_no_role_sees_no_proof(client: Client, published: Edition) -> None:
    user = User.objects.create_user("nobody", is_staff=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse(PROOF)).status_code == 403
    user.roles.create(region=published.region, kind="reader")
    assert client.get(reverse(PROOF)).status_code == 200


def test_a_region_without_the_benefit_has_nothing_to_lose(words: None, small: Data) -> None:
    Region.objects.filter(slug="qujiang").update(complete=False)
    publish(load_edition(small))
    there = deepcopy(small) | {"region": "qujiang", "edition": "qujiang-2023"}
    for item in there["items"]:
        for benefit in item["benefits"]:
            benefit["code"] = benefit["code"].replace("quzhou", "qujiang")
    small["items"][1]["benefits"][0]["conditions"].append({"hukou": {"outside": ["qujiang"]}})
    publish(load_edition(small | {"edition": "quzhou-2024", "effective_from": "2024-01-01"}))
    publish(load_edition(there))
    FloorPair.objects.create(upper="quzhou-09", lower="qujiang-09")
    assert "本来就享受不到" in by_lower(floors_on(DAY))["qujiang-09"].message
