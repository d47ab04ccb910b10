"""What a condition's value may be, for each type of fact and each relation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from catalog.rules.dates import OLDEST
from catalog.rules.expressions import InvalidExpression, parse
from catalog.rules.facts import Fact
from catalog.rules.parameters import Parameter
from catalog.rules.regions import RegionTree

Check = Callable[[Fact, object, RegionTree, Mapping[str, Parameter]], "str | None"]


def _age(fact: Fact, value: object, regions: RegionTree, parameters: Mapping[str, Parameter]) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= OLDEST:
        return None
    return f"年龄要是 1 到 {OLDEST} 的整数，这里是“{value}”"


def _day(fact: Fact, value: object, regions: RegionTree, parameters: Mapping[str, Parameter]) -> str | None:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return f"日期要写成 2023-07-01 这样，这里是“{value}”"
    return None


def _truth(fact: Fact, value: object, regions: RegionTree, parameters: Mapping[str, Parameter]) -> str | None:
    return None if isinstance(value, bool) else f"只能是“是”或“否”，这里是“{value}”"


def _options(fact: Fact, value: object, regions: RegionTree, parameters: Mapping[str, Parameter]) -> str | None:
    if not isinstance(value, list | tuple) or not value:
        return "至少选一个选项"
    unknown = [str(one) for one in value if one not in fact.options]
    return f"没有 {'、'.join(unknown)} 这个选项" if unknown else None


def _places(fact: Fact, value: object, regions: RegionTree, parameters: Mapping[str, Parameter]) -> str | None:
    if not isinstance(value, list | tuple) or not value:
        return "至少选一个地区"
    unknown = [str(one) for one in value if one not in regions]
    return f"没有 {'、'.join(unknown)} 这个地区" if unknown else None


def _limit(fact: Fact, value: object, regions: RegionTree, parameters: Mapping[str, Parameter]) -> str | None:
    try:
        names = parse(str(value)).names
    except InvalidExpression as fault:
        return str(fault)
    unknown = sorted(names - set(parameters))
    return f"没有 {'、'.join(unknown)} 这个参数；先在参数表里加上它" if unknown else None


def _numbers(fact: Fact, value: object, regions: RegionTree, parameters: Mapping[str, Parameter]) -> str | None:
    if not isinstance(value, list | tuple) or not value:
        return "至少写一个数"
    return next((fault for one in value if (fault := _limit(fact, one, regions, parameters))), None)


_NUMBER: Mapping[str, Check] = {
    "at_least": _limit,
    "at_most": _limit,
    "above": _limit,
    "below": _limit,
    "one_of": _numbers,
}
VALUE_CHECKS: Mapping[str, Mapping[str, Check]] = {
    "date": {"age_at_least": _age, "age_under": _age, "on_or_after": _day, "before": _day},
    "bool": {"is": _truth},
    "choice": {"one_of": _options, "none_of": _options},
    "choices": {"any_of": _options, "all_of": _options, "none_of": _options},
    "region": {"within": _places, "outside": _places},
    "integer": _NUMBER,
    "money": _NUMBER,
}
