"""What to fetch so that a whole list, or all words, are in memory after a fixed number of queries."""

from django.db.models import Prefetch, QuerySet

from catalog.models.benefits import Benefit
from catalog.models.conditions import Clause, Condition
from catalog.models.facts import Fact
from catalog.models.items import ItemDepartment
from catalog.models.parameters import ParameterValue
from catalog.models.pathways import Pathway, PathwayAmount
from catalog.models.questions import Question, QuestionFact
from catalog.models.terms import Term

CONDITIONS = Prefetch("conditions", Condition.objects.select_related("fact"))
WHOLE_CLAUSES = Clause.objects.select_related("term").prefetch_related(CONDITIONS)
CLAUSES = Prefetch("clauses", WHOLE_CLAUSES)
AMOUNTS = Prefetch("amounts", PathwayAmount.objects.select_related("option"))
WHOLE_PATHWAYS = Pathway.objects.select_related("amount_by").prefetch_related(CLAUSES, AMOUNTS)
WHOLE_BENEFITS = Benefit.objects.select_related("renewal_from").prefetch_related(
    "exclusions", CLAUSES, Prefetch("pathways", WHOLE_PATHWAYS)
)
PARTS = (
    "departments",
    Prefetch("parameters__values", ParameterValue.objects.select_related("region", "document")),
    Prefetch("items__offices", ItemDepartment.objects.select_related("department")),
    Prefetch("items__benefits", WHOLE_BENEFITS),
)


def whole_facts() -> QuerySet[Fact]:
    """Every fact with its options, sayings and steps."""
    return Fact.objects.select_related("consults_unless").prefetch_related("options", "sayings", "steps")


def whole_terms() -> QuerySet[Term]:
    """Every term with its conditions."""
    return Term.objects.prefetch_related(CONDITIONS)


def whole_questions() -> QuerySet[Question]:
    """Every question with its facts."""
    return Question.objects.prefetch_related(Prefetch("asked", QuestionFact.objects.select_related("fact")))
