"""A small catalogue of two regions, with its words, for tests that need no more."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from catalog import in_force
from catalog.loading import load_edition, load_vocabulary
from catalog.models import Edition
from catalog.publishing import publish

Data = dict[str, Any]
REGIONS = {
    "zhejiang": {"name": "浙江省", "gb": "330000"},
    "quzhou": {"name": "衢州市", "gb": "330800", "parent": "zhejiang"},
    "qujiang": {"name": "衢江区", "parent": "quzhou", "complete": True},
}
FACTS = {
    "birth_date": {"type": "date", "name": "出生日期", "says": {"age_at_least": "年满 {value} 周岁"}},
    "hukou": {
        "type": "region",
        "name": "户籍地",
        "consults": {"unknown": "any"},
        "says": {"within": "户籍在{values}", "outside": "户籍不在{values}"},
    },
    "child_hukou": {
        "type": "region",
        "name": "子女户籍地",
        "consults": {"unknown": "none", "asked_from_age": 55, "unless": "hukou"},
    },
    "assistance": {
        "type": "choice",
        "name": "社会救助身份",
        "options": {"dibao": "低保家庭", "dibian": "低保边缘家庭", "none": "以上都不是"},
        "says": {"one_of": "属于{values}"},
    },
    "grade": {"type": "choice", "name": "残疾等级", "options": {"none": "没有", "1": "一级", "2": "二级"}},
    "assessed": {
        "type": "bool",
        "name": "经过评估",
        "says": {"is": "经能力评估认定", "is_not": "未经能力评估认定"},
        "steps": [{"code": "apply", "sets": True, "text": "到社区申请评估"}],
    },
    "illness": {"type": "choices", "name": "慢性病", "options": {"a": "高血压", "b": "糖尿病"}},
    "income": {"type": "money", "name": "月收入", "says": {"at_most": "月收入不超过 {value} 元"}},
    "years": {"type": "integer", "name": "缴费年数"},
}
TERMS = {
    "hardship": {
        "name": "经济困难",
        "reading": "R6",
        "any": [
            [{"assistance": {"one_of": ["dibao", "dibian"]}}],
            [{"income": {"at_most": "1.5 * dibao_standard"}}, {"grade": {"one_of": ["1", "2"]}}],
        ],
    }
}
QUESTIONS = [
    {
        "code": "birth",
        "section": "基本情况",
        "layout": "fields",
        "title": "{who}是哪一天出生的？",
        "help": "按身份证填。\n农历的换成公历。",
        "facts": ["birth_date"],
    },
    {
        "code": "rest",
        "section": "其他",
        "layout": "checklist",
        "title": "有下面的情况吗？",
        "facts": ["illness", "assessed"],
    },
]
GLOSSES = {"低保": "政府每月补钱。", "低保边缘": "比低保好一点。"}
WORDS = {"regions": REGIONS, "facts": FACTS, "terms": TERMS, "questions": QUESTIONS, "glosses": GLOSSES}
LIST = {
    "region": "quzhou",
    "edition": "quzhou-2023",
    "title": "衢州市清单",
    "effective_from": "2023-07-01",
    "document": {"number": "衢政办发〔2023〕27号", "title": "通知", "issued": "2023-06-06"},
    "parameters": {
        "dibao_standard": {
            "name": "低保标准",
            "unit": "元/月",
            "values": [
                {
                    "region": "quzhou",
                    "from": "2022-07-01",
                    "value": "1035.50",
                    "document": "衢民〔2022〕1号",
                    "row": "9",
                }
            ],
        },
        "wage": {"name": "最低工资", "unit": "元/月", "values": []},
    },
    "departments": {"minzheng": {"name": "市民政局", "phone": "0570-12345"}, "weijian": {"name": "市卫健委"}},
    "items": [
        {
            "row": "8*",
            "name": "护理补贴",
            "category": "护理",
            "departments": ["weijian", "minzheng"],
            "legal_basis": ["《办法》", "《通知》"],
            "benefits": [
                {
                    "code": "quzhou-08",
                    "name": "护理补贴",
                    "summary": "一句话",
                    "gives": "每月发钱",
                    "bring": ["身份证"],
                    "apply": "到社区",
                    "readings": ["R1", "R7"],
                    "carries_out": "province-1",
                    "exclusive": [{"group": "care", "mode": "higher"}],
                    "renewal_from": "birth_date",
                    "conditions": [
                        {"hukou": {"within": ["quzhou"]}},
                        {"birth_date": {"age_at_least": 60}},
                        {"term": "hardship"},
                        {"any": [[{"grade": {"one_of": ["1"]}}], [{"illness": {"none_of": ["a", "b"]}}]]},
                    ],
                    "pathways": [
                        {
                            "code": "assessed",
                            "name": "经评估",
                            "conditions": [{"assessed": {"is": True}}],
                            "award": {
                                "kind": "cash",
                                "period": "month",
                                "amount": {"by": "grade", "values": {"none": "0", "1": "500", "2": "0.5 * wage"}},
                                "formula": "按等级",
                            },
                            "renewal_months": 12,
                            "readings": ["R9"],
                        },
                        {
                            "code": "other",
                            "name": "其他",
                            "note": "看当地",
                            "award": {"kind": "discount", "rate": "0.5", "at_least": True},
                        },
                    ],
                }
            ],
        },
        {
            "row": "9",
            "name": "高龄津贴",
            "category": "津贴",
            "benefits": [
                {
                    "code": "quzhou-09",
                    "name": "津贴",
                    "conditions": [{"years": {"at_least": 15}}, {"child_hukou": {"outside": ["quzhou"]}}],
                    "pathways": [
                        {
                            "code": "old",
                            "name": "高龄",
                            "award": {"kind": "cash", "period": "month", "amount": "max(0, dibao_standard - income)"},
                        }
                    ],
                }
            ],
        },
    ],
}


@pytest.fixture(autouse=True)
def fresh_rules() -> Iterator[None]:
    """Nothing kept from another test's database."""
    in_force.recheck()
    yield
    in_force.recheck()


@pytest.fixture
def words(db: None) -> None:
    """The small vocabulary as rows."""
    for name, data in WORDS.items():
        load_vocabulary(name, deepcopy(data))


@pytest.fixture
def small() -> Data:
    """The small list as data, to be changed at will."""
    return deepcopy(LIST)


@pytest.fixture
def draft(words: None, small: Data) -> Edition:
    """The small list as a draft."""
    return load_edition(small)


@pytest.fixture
def published(draft: Edition) -> Edition:
    """The small list in force."""
    return publish(draft)


@pytest.fixture
def save_files(tmp_path: Path) -> Callable[..., list[Path]]:
    """Write data as catalogue files."""
    from catalog.loading import write_yaml

    def save(**files: Any) -> list[Path]:
        paths = []
        for name, data in files.items():
            path = tmp_path / f"{name}.yaml"
            path.write_text(data if isinstance(data, str) else write_yaml(data), encoding="utf-8")
            paths.append(path)
        return paths

    return save


@pytest.fixture
def staff(db: None, client: Client) -> Client:
    """A superuser at the admin."""
    client.force_login(User.objects.create_superuser("staff"), backend="django.contrib.auth.backends.ModelBackend")
    return client
