"""The pages of the public catalogue: all that is promised, plainly told, at addresses that last."""

import html as markup
import re
from datetime import date

import pytest
from django.test import Client
from django.utils.html import strip_tags

from catalog.models import Benefit, Edition
from eligibility.catalogue.shelf import Shelf
from eligibility.findings.texts import row_in_words
from tests.catalogue.conftest import Correct

COUNTS = {"gongshu": 39, "shangyu": 6, "dongyang": 32, "quzhou": 43, "qujiang": 10}


def text(page: str) -> str:
    """What is read of a page, without the spaces between its parts."""
    return re.sub(r"\s+", " ", markup.unescape(strip_tags(re.sub(r"(?s)<script.*?</script>", "", page))))


def read(reader: Client, path: str, status: int = 200) -> str:
    """A page as people read it."""
    response = reader.get(path)
    assert response.status_code == status, path
    return text(response.content.decode())


def test_every_benefit_has_a_page(reader: Client, shelf: Shelf) -> None:
    assert {region: len(shelf.of(region)) for region in shelf.books} == COUNTS
    for listed in shelf.listed:
        page = read(reader, f"/services/{listed.region}/{listed.code}/")
        assert listed.benefit.name in page
        assert row_in_words(listed.item.row) in page
        assert listed.book.document.number in page
        assert listed.benefit.gives in page
        assert all(thing in page for thing in listed.benefit.bring)
        assert all(listed.book.departments[code].name in page for code in listed.item.departments)
        assert len(listed.benefit.pathways) == 1 or all(way.name in page for way in listed.benefit.pathways)
        assert "看看我能不能享受" in page


def test_every_benefit_has_a_page_in_english(reader: Client, shelf: Shelf) -> None:
    for listed in shelf.listed[::9]:
        response = reader.get(f"/services/{listed.region}/{listed.code}/?lang=en")
        page = response.content.decode()
        assert '<html lang="en"' in page
        assert response.headers["Content-Language"] == "en"
        assert listed.benefit.summary not in page


def test_the_rule_is_told_in_words(reader: Client) -> None:
    page = read(reader, "/services/quzhou/quzhou-09-care/")
    for said in (
        "户籍在浙江省",
        "残疾等级为一级或二级",
        "住机构托养",
        "完全不能自理（重度失能）每月 950 元",
        "在家居住",
        "部分不能自理（轻度失能）每月 125 元",
        "养老服务补贴 · 衢州市 两项都符合的，领高的一项",
    ):
        assert said in page


def test_a_figure_stands_with_its_day_and_source(reader: Client) -> None:
    page = read(reader, "/services/quzhou/quzhou-01-living/")
    assert "每月 1345.50 元起" in page
    assert "最低生活保障标准 1035 元/月（从2022年7月1日起，衢政办发〔2023〕27号 第 9 行）" in page
    assert "月最低工资标准 还没有公布" in read(reader, "/services/quzhou/quzhou-01-care/")


def test_a_districts_page_and_its_citys_lead_to_one_another(reader: Client) -> None:
    assert 'href="/services/quzhou/quzhou-16/"' in reader.get("/services/qujiang/qujiang-meal/").content.decode()
    assert 'href="/services/qujiang/qujiang-meal/"' in reader.get("/services/quzhou/quzhou-16/").content.decode()


@pytest.mark.parametrize("region", COUNTS)
def test_a_regions_list_is_whole(reader: Client, shelf: Shelf, region: str) -> None:
    page = reader.get(f"/services/{region}/").content.decode()
    paper = reader.get(f"/services/{region}/print/").content.decode()
    for listed in shelf.of(region):
        assert f'href="/services/{region}/{listed.code}/"' in page
        assert listed.benefit.gives in markup.unescape(paper)
    items = shelf.books[region].items
    assert paper.count("<tbody>") == len(items)
    assert re.findall(r'<th scope="rowgroup">([^<]*)</th>', paper) == [item.row for item in items]
    assert paper.count("<tfoot>") == paper.count("<thead>") == 1
    assert f'href="/services/{region}/print/"' in page


def test_the_first_page_counts_what_there_is(reader: Client) -> None:
    page = read(reader, "/services/")
    assert "共 130 项" in page
    for name, count in (("拱墅区", 39), ("上虞区", 6), ("东阳市", 32), ("衢州市", 43), ("衢江区", 10)):
        assert f"{name} {count} 项" in page
    assert "柯城区、常山县、开化县、龙游县、江山市也用这份清单" in page


def test_filters_and_search_go_together(reader: Client) -> None:
    page = read(reader, "/services/?q=护理&region=quzhou&need=money")
    assert "“护理”：找到" in page
    assert "重度残疾人护理补贴" in page
    assert "东阳" not in page.split("“护理”：找到")[1].split("要人帮忙")[0]
    both = read(reader, "/services/?category=健康支持&need=disability")
    assert "残疾人服务包" in both
    assert "高血压患者服务包" not in both


@pytest.mark.parametrize("query", ["q=xyzzz", "q=xyzzz&region=quzhou", "q=%3Cb%3E&need=money"])
def test_nothing_found_says_what_to_do(reader: Client, query: str) -> None:
    page = read(reader, f"/services/?{query}")
    assert "没有找到" in page
    assert "12345" in page
    assert "换个说法" in page
    assert "<b>" not in reader.get(f"/services/?{query}").content.decode()


@pytest.mark.parametrize("query", ["region=nowhere", "need=x&category=y", "q=%00", "q=" + "长" * 900, "lang=xx"])
def test_what_does_not_exist_is_left_out(reader: Client, query: str) -> None:
    assert reader.get(f"/services/?{query}").status_code == 200


def test_a_benefit_under_another_region_is_led_home(reader: Client) -> None:
    assert reader.get("/services/quzhou/qujiang-meal/").headers["Location"] == "/services/qujiang/qujiang-meal/"


def test_a_place_without_a_list(reader: Client) -> None:
    page = read(reader, "/services/kecheng/")
    assert "柯城区没有单独的清单" in page
    assert "看衢州市的 43 项" in page
    assert "这里还没有绍兴市的清单" in read(reader, "/services/shaoxing/", 404)
    assert "没有找到这一页" in read(reader, "/services/atlantis/", 404)
    assert "没有找到这一页" in read(reader, "/services/quzhou/never-was/", 404)


def test_a_benefit_that_is_gone_says_so(reader: Client, correct: Correct) -> None:
    def rename(draft: Edition) -> None:
        Benefit.objects.filter(item__edition=draft, code="quzhou-04").update(code="quzhou-04-new")
        Benefit.objects.get(item__edition=draft, code="quzhou-23-parks").delete()

    correct(rename)
    gone = reader.get("/services/quzhou/quzhou-04/")
    assert gone.status_code == 410
    assert 'href="/services/quzhou/quzhou-04-new/"' in gone.content.decode()
    page = read(reader, "/services/quzhou/quzhou-23-parks/", 410)
    assert "“公园免费”已经不在清单里" in page
    assert "quzhou-2023）第 23* 行" in page


def test_a_benefit_that_is_still_to_come_says_from_when(reader: Client, correct: Correct) -> None:
    def add(draft: Edition) -> None:
        Benefit.objects.filter(item__edition=draft, code="quzhou-04").update(code="quzhou-04-new")

    correct(add, date(2099, 3, 1))
    assert "从2099年3月1日起才有这一项" in read(reader, "/services/quzhou/quzhou-04-new/", 404)
    assert reader.get("/services/quzhou/quzhou-04/").status_code == 200


def test_ways_in(reader: Client) -> None:
    landing = reader.get("/").content.decode()
    assert '<a href="/services/">先看看都有哪些待遇</a>' in landing
    assert '<a href="/services/">全部养老待遇</a>' in reader.get("/privacy").content.decode()


def test_the_map_names_every_page(reader: Client, shelf: Shelf) -> None:
    named = set(re.findall(r"<loc>http://testserver([^<]*)</loc>", reader.get("/sitemap.xml").content.decode()))
    assert {f"/services/{one.region}/{one.code}/" for one in shelf.listed} <= named
    assert {"/", "/services/", "/services/changes/", "/services/quzhou/"} <= named
    robots = reader.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    forbidden = re.findall(r"Disallow: (\S+)", robots)
    assert not [path for path in named for start in forbidden if path.startswith(start)]
    assert {"/ask/", "/results/", "/check/", "/admin/"} <= set(forbidden)


def test_each_page_has_one_address(reader: Client) -> None:
    page = reader.get("/services/quzhou/quzhou-05/?utm=1").content.decode()
    assert '<link rel="canonical" href="http://testserver/services/quzhou/quzhou-05/">' in page
    english = reader.get("/services/quzhou/quzhou-05/?lang=en").content.decode()
    assert '<link rel="canonical" href="http://testserver/services/quzhou/quzhou-05/?lang=en">' in english
    assert 'name="robots"' not in page
    assert 'content="noindex, follow"' in reader.get("/services/?q=低保").content.decode()
