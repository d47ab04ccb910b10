"""What is promised, and to whom, as rows."""

from catalog.models.benefits import Benefit, Exclusion
from catalog.models.conditions import Clause, Condition
from catalog.models.documents import Department, Document
from catalog.models.editions import Edition, PublishStamp
from catalog.models.facts import Fact, FactOption, FactSaying, FactStep
from catalog.models.files import CatalogueFile
from catalog.models.floors import FloorPair
from catalog.models.freshness import BenefitReview, LinkCheck
from catalog.models.glosses import Gloss
from catalog.models.guard import PublishedEdition
from catalog.models.items import ItemDepartment, ServiceItem
from catalog.models.languages import Language, Translation
from catalog.models.parameters import Parameter, ParameterValue
from catalog.models.pathways import Pathway, PathwayAmount
from catalog.models.questions import Question, QuestionFact
from catalog.models.regions import Region
from catalog.models.roles import Role
from catalog.models.scenarios import Expectation, Scenario
from catalog.models.terms import Term
from catalog.models.uploads import Upload

__all__ = [
    "Benefit",
    "BenefitReview",
    "CatalogueFile",
    "Clause",
    "Condition",
    "Department",
    "Document",
    "Edition",
    "Exclusion",
    "Expectation",
    "Fact",
    "FactOption",
    "FactSaying",
    "FactStep",
    "FloorPair",
    "Gloss",
    "ItemDepartment",
    "Language",
    "LinkCheck",
    "Parameter",
    "ParameterValue",
    "Pathway",
    "PathwayAmount",
    "PublishStamp",
    "PublishedEdition",
    "Question",
    "QuestionFact",
    "Region",
    "Role",
    "Scenario",
    "ServiceItem",
    "Term",
    "Translation",
    "Upload",
]
