"""What the page refuses and what it only shows: rows of others, codes held twice, published lists."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.loading import load_edition
from catalog.models import Benefit, Clause, Condition, Edition, Exclusion, Pathway
from tests.catalog.conftest import Data
from tests.catalog.editing import Clerk
from tests.catalog.test_editor_catalogue import stored

LOST = "这一行已不在这里，可能被别人删掉了；请勾“去掉”，还需要的话重新加一行。"


def a(code: str) -> Benefit:
    return Benefit.objects.get(code=code)


def test_rows_of_another_benefit_are_refused(staff: Client, draft: Edition) -> None:
    before = stored()
    strange = a("quzhou-08")
    clause = strange.clauses.filter(term=None).first()
    assert clause is not None
    ids = {
        "clauses": ("c", clause.pk),
        "pathways": ("p", Pathway.objects.get(code="other").pk),
        "exclusions": ("x", Exclusion.objects.get().pk),
        f"c{a('quzhou-09').clauses.all()[0].pk}-conditions": ("k", clause.conditions.all()[0].pk),
    }
    for name, (letter, pk) in ids.items():
        clerk = Clerk(staff, a("quzhou-09"))
        clerk.given.setdefault(name, []).append(str(pk))
        clerk.put(
            f"{letter}{pk}", name="偷来的", kind="cash", fact="assessed", truth="yes", group="care", mode="higher"
        )
        clerk.put(f"{letter}{pk}", term="hardship") if letter == "c" else None
        assert (f"{letter}{pk}-remove", LOST) in clerk.refused(), name
        clerk.put(f"{letter}{pk}", remove="on").saved()
    assert stored() == before


def test_a_row_that_somebody_took_away_meanwhile_is_told(staff: Client, draft: Edition) -> None:
    clerk, row = Clerk(staff, a("quzhou-09")), Condition.objects.get(clause__isnull=False, fact__code="years")
    other = Clerk(staff, a("quzhou-09"))
    other.put(f"c{row.clause_id}", remove="on").saved()
    clerk.put(f"k{row.pk}", **{"limit-0-factors": "20"})
    answer = clerk.client.post(clerk.path, {**clerk.given, "_save": "1"})
    assert answer.status_code in (200, 409)
    clerk.html = answer.content.decode()
    assert "20" in re.findall(rf'name="k{row.pk}-limit-0-factors"[^>]*value="(\d+)"', clerk.html)
    assert not Clause.objects.filter(pk=row.clause_id).exists()


@pytest.mark.parametrize("key", ["", "0", "-1", "n1;x", "9" * 400, "１", "abc"])
def test_strange_keys_break_nothing(staff: Client, draft: Edition, key: str) -> None:
    before, benefit = stored(), a("quzhou-09")
    for name in ("clauses", "pathways", "exclusions"):
        clerk = Clerk(staff, benefit)
        clerk.given[name] = [*clerk.given.get(name, []), key]
        assert clerk.client.post(clerk.path, {**clerk.given, "_save": "1"}).status_code in (200, 302)
        assert clerk.client.post(clerk.path, {**clerk.given, "_reshape": f"up:{name}:{key}"}).status_code == 200
        assert clerk.client.post(clerk.path, {**clerk.given, "_reshape": f"part:{key}"}).status_code == 200
        assert clerk.client.post(clerk.path, {**clerk.given, "_reshape": f"add:{key}"}).status_code == 200
    assert stored() == before


def test_what_is_not_sent_is_not_deleted(staff: Client, draft: Edition) -> None:
    before, clerk = stored(), Clerk(staff, a("quzhou-08"))
    for name in [one for one in clerk.given if re.match(r"^([xckp]\d+-|clauses|pathways|exclusions)", one)]:
        del clerk.given[name]
    clerk.saved()
    assert stored() == before


def test_codes_and_groups_stand_once(staff: Client, draft: Edition) -> None:
    first, second = a("quzhou-08").pathways.all()
    clerk = Clerk(staff, a("quzhou-08")).put(f"p{first.pk}", code="other")
    assert (f"id_p{first.pk}-code", "这个情形代码已经有了。") in clerk.refused()
    clerk.put(f"p{second.pk}", code="assessed")
    assert {text for _where, text in clerk.refused()} == {"另一种情形还用着这个代码；先改那一种，保存后再改这一种。"}
    clerk.put(f"p{second.pk}", code="third")
    assert clerk.save().status_code == 200
    clerk.put(f"p{first.pk}", code="assessed").saved()
    row = Exclusion.objects.get()
    clerk = Clerk(staff, a("quzhou-08"))
    key = clerk.added("exclusions")
    clerk.put(f"x{key}", group="care", mode="choose")
    assert {where for where, _text in clerk.refused()} == {f"x{row.pk}-group", f"x{key}-group"}


def test_a_published_benefit_is_told_in_sentences(staff: Client, published: Edition) -> None:
    benefit = a("quzhou-08")
    path = reverse("admin:catalog_benefit_change", args=[benefit.pk])
    page = staff.get(path).content.decode()
    assert "已发布，请复制为新版本" in page
    assert "都要符合：户籍在衢州市；年满 60 周岁；" in page
    assert "情形 1：经评估" in page
    assert "R1<br>R7" in page
    assert "护理补贴（就高：高的一项留下）" in page
    assert not re.search(r"<(select|textarea)|type=.checkbox|editor\.js|_save", page.split('id="content-main"')[1])
    before = stored()
    for sent in ({"name": "x", "_save": "1"}, {"name": "x", "_reshape": "read"}):
        assert staff.post(path, sent).status_code == 403
    assert stored() == before


def test_a_longer_page_asks_no_more(staff: Client, draft: Edition, small: Data) -> None:
    short = a("quzhou-08")

    def asked(benefit: Benefit) -> int:
        with CaptureQueriesContext(connection) as queries:
            staff.get(reverse("admin:catalog_benefit_change", args=[benefit.pk]))
        return len(queries)

    benefit, small["edition"] = small["items"][0]["benefits"][0], "long"
    asked(short)
    few = asked(short)
    benefit["conditions"] *= 4
    benefit["conditions"][3]["any"] = [[{"illness": {"any_of": ["a"]}}, {"assessed": {"is": False}}]] * 9
    benefit["pathways"] = [{**one, "code": f"{one['code']}-{copy}"} for one in benefit["pathways"] for copy in range(4)]
    longer = Benefit.objects.get(item__edition=load_edition(small), code="quzhou-08")
    assert asked(longer) <= few
    counts = []
    for one in (short, longer):
        clerk = Clerk(staff, one)
        with CaptureQueriesContext(connection) as queries:
            clerk.press("read")
        counts.append(len(queries))
    assert counts[1] <= counts[0] <= 60


def test_a_pathway_is_found_and_leads_to_its_benefit(staff: Client, draft: Edition) -> None:
    way = Pathway.objects.get(code="assessed")
    found = staff.get(reverse("admin:catalog_pathway_changelist"), {"q": "经评估"})
    assert found.context["cl"].result_count == 1
    answer = staff.get(reverse("admin:catalog_pathway_change", args=[way.pk]))
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('admin:catalog_benefit_change', args=[way.benefit_id])}#p{way.pk}"
    assert staff.get(reverse("admin:catalog_pathway_change", args=[0])).status_code == 404


def test_the_sentences_come_alone_where_only_they_are_asked_for(staff: Client, draft: Edition) -> None:
    way, clerk = Pathway.objects.get(code="old"), Clerk(staff, a("quzhou-09"))
    clerk.put(f"p{way.pk}-amount-0", factors="3")
    said = staff.post(clerk.path, {**clerk.given, "_reshape": "say"}).content.decode()
    assert "3 × 低保标准 - 月收入" in said
    assert "<html" not in said
    assert Pathway.objects.get(pk=way.pk).amount == "max(0, dibao_standard - income)"


def test_nothing_runs_inside_the_page(staff: Client, draft: Edition) -> None:
    clerk = Clerk(staff, a("quzhou-08"))
    inner = clerk.html.split('id="editor"')[1]
    assert not re.search(r"<style|<script(?![^>]* src=)|\sstyle=|\son[a-z]+=", inner)
    ids = re.findall(r'\sid="([^"]+)"', clerk.html)
    assert sorted({one for one in ids if ids.count(one) > 1}) == []
