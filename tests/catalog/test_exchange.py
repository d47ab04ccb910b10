"""Lists to workbooks and back, without loss."""

from copy import deepcopy
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from catalog.exchange.labels import Names
from catalog.exchange.layout import SHEETS
from catalog.loading import CatalogueError, edition_data, load_edition, write_yaml
from catalog.models import Document, Edition
from catalog.publishing import clone
from tests.catalog.books import book_of, changed, put, read
from tests.catalog.conftest import LIST, Data
from tests.catalog.test_round_trips import LISTS, whole


@pytest.mark.django_db
def test_the_lists_of_the_project() -> None:
    call_command("load_catalogue", verbosity=0)
    editions = {one.region.slug: one for one in Edition.objects.whole()}
    assert len(editions) == len(LISTS) == 5
    for edition in editions.values():
        data = edition_data(edition)
        found = read(book_of(data))
        assert found.data == data
        assert found.notices == ()
        draft = load_edition(found.data)
        assert write_yaml(edition_data(whole(draft))) == write_yaml(data)
        again = book_of(edition_data(whole(draft)))
        assert cells(again) == cells(book_of(data))


def cells(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(BytesIO(content))
    return {page.title: list(page.values) for page in book.worksheets}


def test_a_list_comes_back_as_it_went(draft: Edition) -> None:
    assert read(book_of(edition_data(whole(draft)))).data == LIST


TRICKY = [
    "=1+1",
    "+8613800000000",
    "-5",
    "@SUM(A1)",
    "\t制表",
    '=HYPERLINK("http://x","点")',
    "08*",
    "007",
    "1e3",
    "2023-07-01",
    "50%",
    "TRUE",
    "#N/A",
    " 前后有空格 ",
    "第一行\n\n第三行",
    "“引号”'\"<&>]]>",
    "㐂𠮷👴🏻é",
    "x" * 32767,
    "_x000D_ 和 _x0041_",
    "原样 [1]",
    "a；b、c",
    "\u3000全角空格开头",
]


@pytest.mark.parametrize("text", TRICKY, ids=range(len(TRICKY)))
def test_any_text_survives(words: None, small: Data, text: str) -> None:
    benefit = small["items"][0]["benefits"][0]
    benefit |= {"gives": text, "summary": text, "apply": text}
    benefit["pathways"][0]["award"]["formula"] = text
    small["document"]["note"] = text
    assert read(book_of(small)).data == small


def test_what_looks_like_a_formula_is_text(words: None, small: Data) -> None:
    small["items"][0]["benefits"][0]["gives"] = "=1+1"
    page = load_workbook(BytesIO(book_of(small)))["待遇"]
    cell = next(one for one in page[2] if one.value == "=1+1")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert all(one.data_type != "f" for row in page.iter_rows() for one in row)


def test_a_text_too_long_for_a_cell_is_refused_in_words(words: None, small: Data) -> None:
    small["items"][1]["benefits"][0]["gives"] = "𠮷" * 16384
    with pytest.raises(CatalogueError) as caught:
        book_of(small)
    (fault,) = caught.value.faults
    assert fault.where == "待遇 第 3 行 能得到什么"
    assert "YAML" in fault.message


VALUES = [
    ("birth_date", "age_at_least", 60),
    ("birth_date", "before", "1950-01-01"),
    ("hukou", "within", ["quzhou", "qujiang"]),
    ("assistance", "one_of", ["dibao", "none"]),
    ("grade", "none_of", ["1", "none"]),
    ("illness", "all_of", ["a", "b"]),
    ("assessed", "is", False),
    ("income", "at_most", "1.5 * dibao_standard"),
    ("income", "at_most", 1035),
    ("income", "at_most", "1035"),
    ("income", "one_of", ["1035", "2000.50"]),
    ("income", "one_of", [1035]),
    ("years", "at_least", 15),
    ("years", "at_least", "15"),
    ("years", "one_of", [15, 20]),
    ("years", "one_of", ["15"]),
    ("birth_date", "age_at_least", "60"),
    ("grade", "within", ["quzhou"]),
    ("assessed", "is", "yes"),
    ("hukou", "within", []),
]


@pytest.mark.parametrize(("fact", "relation", "value"), VALUES)
def test_any_value_survives(words: None, small: Data, fact: str, relation: str, value: Any) -> None:
    small["items"][0]["benefits"][0]["conditions"] = [{fact: {relation: value}}]
    found = read(book_of(small)).data
    assert found == small
    assert repr(found["items"][0]["benefits"][0]["conditions"]) == repr([{fact: {relation: value}}])


def test_values_are_in_words(draft: Edition) -> None:
    rows = cells(book_of(LIST))["条件"]
    told = [row[6:9] for row in rows if row[0] == "护理补贴"]
    assert ("户籍地", "在这些地区内", "衢州市") in told
    assert ("出生日期", "年满（岁）", 60) in told
    assert ("慢性病", "都不是", "高血压\n糖尿病") in told
    assert ("经过评估", "是", "是") in told


def test_things_of_one_name_are_told_apart_by_their_codes(words: None, small: Data) -> None:
    small["items"][1]["benefits"][0]["name"] = small["items"][0]["benefits"][0]["name"]
    small["departments"]["weijian"]["name"] = small["departments"]["minzheng"]["name"]
    content = book_of(small)
    assert "护理补贴 [quzhou-09]" in str(cells(content)["情形"])
    assert read(content).data == small


def test_numbers_and_dates_of_excel_are_read_as_they_look(words: None, small: Data) -> None:
    expected = deepcopy(small)
    expected["items"][1]["row"] = "9"
    expected["items"][0]["benefits"][0]["pathways"][1]["award"]["rate"] = "0.5"
    expected["parameters"]["dibao_standard"]["values"][0]["value"] = "1035.5"

    def retype(book: Any) -> None:
        put("项目", "行号", 3, 9)(book)
        put("待遇", "项目", 3, 9)(book)
        put("情形", "减免比例", 3, 0.5)(book)
        put("参数数值", "数值", 2, 1035.5)(book)
        put("版本", "生效日期", 2, datetime(2023, 7, 1))(book)
        put("版本", "发文日期", 2, "2023年6月6日")(book)
        put("参数数值", "起始日期", 2, date(2022, 7, 1))(book)
        put("情形", "几个月续办一次", 2, "１２")(book)
        put("情形", "是最低数", 3, True)(book)

    assert read(changed(small, retype)).data == expected


def test_a_clerk_may_reorder_columns_and_leave_rows_blank(words: None, small: Data) -> None:
    def move(book: Any) -> None:
        page = book["待遇"]
        page.insert_rows(3, 4)
        page.insert_cols(1)
        last = page.max_column
        for row in range(1, page.max_row + 1):
            page.cell(row, 1).value = page.cell(row, last).value
            page.cell(row, last).value = None
        page["A1"].value = " 待遇\n代码 "

    assert read(changed(small, move)).data == small


def test_new_rows_are_given_codes(words: None, small: Data) -> None:
    def add(book: Any) -> None:
        book["部门"].append(["市医保局"])
        book["待遇"].append(["9", "新津贴"])
        book["情形"].append(["新津贴", "年满 70 周岁", "现金", "每月", 100])
        book["条件"].append(["新津贴", None, 1, None, None, None, "户籍地", "在这些地区内", "衢州市、衢江区"])

    found = read(changed(small, add))
    assert found.data["departments"]["shi-yi-bao-ju"] == {"name": "市医保局"}
    added = found.data["items"][1]["benefits"][1]
    assert added["code"] == "quzhou-09-2"
    assert added["pathways"] == [
        {
            "code": "nian-man-70-zhou-sui",
            "name": "年满 70 周岁",
            "award": {"kind": "cash", "period": "month", "amount": "100"},
        }
    ]
    assert added["conditions"] == [{"hukou": {"within": ["quzhou", "qujiang"]}}]
    assert len(found.notices) == 3
    assert "quzhou-09-2" in str(found.notices)


def test_hidden_rows_and_strange_pages_are_told(words: None, small: Data) -> None:
    def hide(book: Any) -> None:
        book["条件"].row_dimensions[3].hidden = True
        book["情形"].sheet_state = "hidden"
        book.create_sheet("草稿纸")["A1"] = "随便写"

    found = read(changed(small, hide))
    assert found.data == small
    assert [one for one in found.notices if "草稿纸" in one]
    assert [one for one in found.notices if "“条件”有 1 行是隐藏的（从第 3 行起）" in one]
    assert [one for one in found.notices if "“情形”这一页是隐藏的" in one]


def test_a_workbook_helps_its_reader(words: None, small: Data) -> None:
    book = load_workbook(BytesIO(book_of(small)))
    assert book.sheetnames == ["说明", *(one.title for one in SHEETS), "词表"]
    for sheet in SHEETS:
        page = book[sheet.title]
        assert page.freeze_panes == "B2"
        offered = {str(one.sqref) for one in page.data_validations.dataValidation}
        assert len(offered) == sum(bool(one.menu) for one in sheet.columns)
    facts = next(one for one in book["条件"].data_validations.dataValidation if str(one.sqref) == "G2:G3000")
    title, _mark, cells_of = facts.formula1.partition("!")
    listed = [row[0].value for row in book[title.strip("'")][cells_of.replace("$", "")]]
    assert listed == list(Names().facts)


def test_an_empty_form_can_be_filled(words: None) -> None:
    pages = cells(book_of({}))
    assert all(len(pages[one.title]) == 1 for one in SHEETS)


def test_documents_keep_what_a_file_does_not_say(words: None, small: Data) -> None:
    small["document"] |= {"url": "https://www.qz.gov.cn/1.html", "valid_until": "2028-12-31"}
    draft = whole(load_edition(small))
    assert edition_data(draft)["document"] == small["document"]
    assert list(edition_data(draft)["document"]) == ["number", "title", "issued", "url", "valid_until"]
    assert read(book_of(small)).data == small
    assert edition_data(whole(clone(draft)))["document"] == small["document"]
    for key in ("url", "valid_until"):
        del small["document"][key]
    load_edition(small)
    kept = Document.objects.get(number=small["document"]["number"])
    assert (kept.url, kept.valid_until) == ("https://www.qz.gov.cn/1.html", date(2028, 12, 31))
