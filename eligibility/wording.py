"""How a text speaks of the older person: to oneself, of a parent, of a client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

OWN, CLIENT = "self", "client"


@dataclass(frozen=True)
class Audience:
    """For whom somebody asks, and the words for that person."""

    label: Promise
    who: Promise
    they: Promise
    whose: Promise
    their: Promise
    implies: tuple[tuple[str, str], ...] = ()

    def words(self) -> dict[str, str]:
        """The placeholders of a question's texts, in the reader's language."""
        return {"who": str(self.who), "they": str(self.they), "whose": str(self.whose), "their": str(self.their)}


AUDIENCES: Mapping[str, Audience] = {
    OWN: Audience(_("我自己"), _("您"), _("您"), _("您的"), _("您的")),
    "father": Audience(_("我父亲"), _("您父亲"), _("他"), _("您父亲的"), _("他的"), (("sex", "male"),)),
    "mother": Audience(_("我母亲"), _("您母亲"), _("她"), _("您母亲的"), _("她的"), (("sex", "female"),)),
    "spouse": Audience(_("我老伴"), _("您老伴"), _("您老伴"), _("您老伴的"), _("您老伴的")),
    "family": Audience(_("其他家人"), _("您的家人"), _("这位家人"), _("您家人的"), _("这位家人的")),
    CLIENT: Audience(_("我服务的老人"), _("这位老人"), _("老人"), _("这位老人的"), _("老人的")),
}


def spoken(text: str, words: Mapping[str, str]) -> str:
    """A catalogue text in the reader's language with the person's words filled in."""
    if not text:
        return ""
    translated = gettext(text)
    for name, word in words.items():
        translated = translated.replace("{" + name + "}", word)
    return translated
