"""What every field of the API means, in words for the people who write programs against it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from eligibility.api.schema import Words

SHAPES: Mapping[str, Words] = {
    "Answer": _("一个人在一天的全部测算结果"),
    "Row": _("一项待遇的结论"),
    "Award": _("待遇的标准"),
    "Reason": _("一个条件，用文字说明"),
    "Step": _("这个人可以做的事"),
    "Source": _("出处"),
    "Later": _("单凭年龄增长以后会换到的情形和标准"),
    "Catalogue": _("用到的清单"),
    "Sums": _("每月现金合计"),
    "Next": _("下一个要问的问题"),
    "AskedQuestion": _("一个问题"),
    "AskedFact": _("一个情况"),
    "Facts": _("请求里可以写的全部情况和地区"),
    "Place": _("一个地区"),
    "Catalogues": _("生效的清单"),
    "CatalogueEntry": _("一份生效的清单"),
    "FullCatalogue": _("一份清单的全部内容"),
    "Paper": _("发布清单的文件"),
    "Figure": _("算式里用到的一个参数"),
    "DatedFigure": _("参数在某地从某天起的数值"),
    "ListedItem": _("清单的一行"),
    "Office": _("办理部门"),
    "ListedBenefit": _("清单里的一项待遇"),
    "ListedPathway": _("享受待遇的一种情形"),
    "PromisedAward": _("清单承诺的标准"),
    "Exclusion": _("不能同时享受的一组待遇"),
    "Clause": _("一组条件"),
    "Criterion": _("一个条件"),
    "Errors": _("请求里的全部错误"),
    "Error": _("一处错误"),
}
NAME, CODE = _("名称"), _("代码")
REGION = _("地区的代码")
FACT = _("情况的代码")
READINGS = _("所依据的政策解读的编号")
RENEWAL = _("每隔几个月要重新办理；null 表示不用")
CLAUSES = _("要同时满足的各组条件")
CATALOGUE: Mapping[str, Words] = {
    "region": REGION,
    "edition": _("版本的代码"),
    "effective_from": _("从哪一天起生效"),
}
LISTED: Mapping[str, Words] = {**CATALOGUE, "title": _("标题"), "document": _("发布清单的文件")}
FIELDS: Mapping[str, Mapping[str, Words]] = {
    "Answer": {
        "as_of": _("按这一天测算"),
        "catalogues": _("用到的清单"),
        "benefits": _("这些清单里的每一项待遇，按清单的顺序"),
        "totals": _("每月现金合计"),
    },
    "Row": {
        "code": CODE,
        "item": _("所在服务项目的名称"),
        "name": NAME,
        "region": _("所在清单的地区"),
        "verdict": _("eligible 可以享受，ineligible 不符合，undetermined 还要看没有回答的情况"),
        "pathway": _("确定符合的最好的情形；没有就是 null"),
        "award": _("可以享受时给什么；不能就是 null"),
        "possible_award": _("结论未定时可能给什么；已经定了就是 null"),
        "missing": _("还能改变结论、情形或标准的情况"),
        "reasons": _("符合的情形的条件；不符合时，是最接近的情形的条件"),
        "upcoming": _("五年之内，单凭年龄就确定可以享受的第一天；没有就是 null"),
        "next_award": _("已经可以享受的人五年之内因年龄换到的标准；没有就是 null"),
        "steps": _("做了就能享受的事"),
        "renewal_months": RENEWAL,
        "next_due": _("下一次办理的日期；算不出来就是 null"),
        "superseded_by": _("同组里已经享受的、更高的待遇；有它就不再发这一项"),
        "choose_one_with": _("只能和它们选一项的待遇"),
        "carries_out": _("所落实的上级待遇的代码；没有就是 null"),
        "source": _("出处"),
        "readings": READINGS,
    },
    "Award": {
        "kind": _("cash 现金，discount 优惠，service 服务，in_kind 实物，insurance 保险，priority 优先"),
        "amount": _("金额，元；不知道就是 null"),
        "rate": _("减免的比例，1 是全免；不按比例就是 null"),
        "period": _("month 每月，year 每年，day 每天，once 一次；没有就是 null"),
        "at_least": _("金额是否只是下限"),
        "formula": _("算法，用文字说明"),
        "working": _("这个人的金额是怎么算出来的"),
    },
    "Reason": {
        "fact": FACT,
        "met": _("true 满足，false 不满足，null 还不知道"),
        "text": _("条件的文字"),
    },
    "Step": {"code": CODE, "text": _("要做什么")},
    "Source": {"document": _("文号"), "row": _("清单的行号")},
    "Later": {"date": _("从哪一天起"), "pathway": _("那时的情形"), "award": _("那时的标准")},
    "Catalogue": CATALOGUE,
    "Sums": {
        "monthly_cash": _("能同时享受的、金额已知的每月现金之和，元"),
        "at_least": _("实际是否可能更多"),
    },
    "Next": {
        "question": _("下一个要问的问题；再问什么也不会改变结果时是 null"),
        "undetermined": _("还有几项待遇没有定论"),
    },
    "AskedQuestion": {"code": CODE, "title": _("问题的文字"), "facts": _("这个问题要问的情况")},
    "AskedFact": {
        "fact": FACT,
        "type": _("date 日期，bool 是否，integer 整数，money 金额（元），choice 单选，choices 多选，region 地区"),
        "name": NAME,
        "choices": _("可以选的值；不是选择题就是 null"),
        "labels": _("每个可选值的文字"),
    },
    "Facts": {"facts": _("全部情况"), "regions": _("全部地区")},
    "Place": {
        "region": REGION,
        "name": NAME,
        "gb": _("GB/T 2260 行政区划代码；没有就是空"),
        "parent": _("上级地区的代码；没有就是 null"),
        "complete": _("下级地区是否已经全部列出"),
    },
    "Catalogues": {"as_of": _("这一天生效的清单"), "catalogues": _("各份清单")},
    "CatalogueEntry": {**LISTED, "benefits": _("待遇的项数")},
    "FullCatalogue": {**LISTED, "figures": _("算式里用到的参数"), "items": _("清单的各行")},
    "Paper": {
        "number": _("文号"),
        "title": _("标题"),
        "issuer": _("发文机关"),
        "issued": _("发文日期"),
        "note": _("备注"),
    },
    "Figure": {"code": CODE, "name": NAME, "unit": _("单位"), "values": _("各地各时的数值；还不知道就是空列表")},
    "DatedFigure": {
        "region": _("适用的地区，包括它的下级"),
        "since": _("从哪一天起"),
        "value": _("数值"),
        "document": _("出处的文号"),
        "row": _("出处的行号"),
    },
    "ListedItem": {
        "row": _("行号"),
        "name": NAME,
        "category": _("类别"),
        "departments": _("办理部门"),
        "legal_basis": _("政策依据"),
        "benefits": _("这一行的各项待遇"),
    },
    "Office": {"code": CODE, "name": NAME, "phone": _("电话"), "address": _("地址"), "hours": _("办公时间")},
    "ListedBenefit": {
        "code": CODE,
        "name": NAME,
        "summary": _("一句话介绍"),
        "gives": _("给什么"),
        "bring": _("办理时要带的材料"),
        "apply": _("怎么办理"),
        "carries_out": _("所落实的上级待遇的代码；没有就是 null"),
        "exclusive": _("不能同时享受的各组"),
        "readings": READINGS,
        "clauses": CLAUSES,
        "pathways": _("各种情形，最好的在前；符合一种就能享受"),
    },
    "ListedPathway": {
        "code": CODE,
        "name": NAME,
        "note": _("说明"),
        "clauses": _("在待遇的条件之外还要满足的各组条件"),
        "award": _("标准"),
        "renewal_months": RENEWAL,
        "readings": READINGS,
    },
    "PromisedAward": {
        "kind": _("种类，同测算结果"),
        "period": _("周期，同测算结果"),
        "rate": _("减免的比例，1 是全免；不按比例就是 null"),
        "at_least": _("金额是否只是下限"),
        "amount": _("金额（元）或算式；没有单一金额就是 null"),
        "by": _("金额按哪个情况分档；不分档就是 null"),
        "amounts": _("各档的金额（元）或算式"),
        "formula": _("算法，用文字说明"),
    },
    "Exclusion": {"group": _("组的代码"), "mode": _("higher 只发高的，choose 自己选一项")},
    "Clause": {"words": _("这组条件的说法；没有就是 null"), "any": _("各组条件，满足其中一组的全部条件就行")},
    "Criterion": {
        "fact": FACT,
        "relation": _("和值的关系"),
        "value": _("用来比较的值"),
        "text": _("条件的文字"),
    },
    "Errors": {"errors": _("每处错误一行")},
    "Error": {"field": _("出错的字段，例如 facts.self_care；整个请求出错时是空"), "message": _("错在哪里，怎么改")},
}
ASKED: Mapping[str, Words] = {
    "as_of": _("按哪一天测算；不填就是今天"),
    "facts": _("已知的情况；没有写的和 null 都表示不知道"),
    "regions": _("只用这些地区的清单；不填就是全部"),
    "declined": _("这个人答不上来、不要再问的情况"),
}
