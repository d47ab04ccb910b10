"""The forms of kept answers: that one agrees, the code, the file, where to send it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from eligibility.forms import AGREE, LINE, AgreeField, LineField, PortalForm
from eligibility.keeping import consent
from eligibility.keeping.files import LONGEST, SENTENCES
from eligibility.keeping.storing import CODE_DIGITS
from eligibility.reaching import ReachForm
from eligibility.reminders.codes import digits_of

TICK = "sharing/tick.html"


class KeepForm(PortalForm):
    """That one agrees."""

    layout = (Field("agree", template=AGREE),)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["agree"] = AgreeField(consent.lines(), _("同意了才能存。请在“我看过了，我同意”前面打勾。"))


class ReplacingForm(PortalForm):
    """A form that puts answers in the place of others; where there are others, that has to be said."""

    def __init__(self, data: Mapping[str, Any] | None, replaces: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if replaces:
            self.fields["replace"] = forms.BooleanField(
                label=_("这里还有一份没存的回答"),
                help_text=_("不要了，换成存下的"),
                error_messages={"required": _("这里还有一份没存的回答。不要它了，请在“不要了，换成存下的”前面打勾。")},
            )

    @property
    def layout(self) -> tuple[object, ...]:  # type: ignore[override]
        """What is asked for, and the tick."""
        return tuple(Field(name, template=TICK if name == "replace" else LINE) for name in self.fields)


class CodeForm(ReplacingForm):
    """The code that was given when the answers were kept."""

    def __init__(self, data: Mapping[str, Any] | None, replaces: bool = False) -> None:
        super().__init__(data, replaces)
        self.fields["code"] = LineField(
            _("代码"), _("12 位数字，印在告知单上，或者写在短信里。中间的空格填不填都行。"), inputmode="numeric"
        )
        self.order_fields(["code"])

    def clean_code(self) -> str:
        """Twelve digits; anything else costs no try."""
        typed = digits_of(self.cleaned_data["code"])
        if not typed:
            raise ValidationError(_("请填代码。"))
        if not (typed.isascii() and typed.isdecimal()):
            raise ValidationError(_("代码只有数字。请看清楚再填一次。"))
        if len(typed) != CODE_DIGITS:
            words = _("代码是 {most} 位数字，您填了 {count} 位。请数一数。")
            raise ValidationError(str(words).format(most=CODE_DIGITS, count=len(typed)))
        return typed


class FileForm(ReplacingForm):
    """The file that was taken along."""

    def __init__(
        self, data: Mapping[str, Any] | None, files: MultiValueDict[str, UploadedFile] | None, replaces: bool
    ) -> None:
        super().__init__(data, replaces, files=files)
        self.fields["file"] = forms.FileField(
            label=_("选文件"),
            help_text=_("从这里存下的文件，名字一般是 answers.json。"),
            required=False,
            allow_empty_file=True,
            widget=forms.FileInput({"accept": ".json,application/json"}),
        )
        self.order_fields(["file"])

    def clean_file(self) -> bytes:
        """What is in it."""
        chosen = self.cleaned_data["file"]
        if chosen is None:
            raise ValidationError(str(SENTENCES["missing"]))
        if chosen.size > LONGEST:
            raise ValidationError(str(SENTENCES["long"]))
        return bytes(chosen.read())


class SendForm(ReachForm):
    """Where a relative is reached."""

    hint = _("家人的手机号码，11 位数字。")
    otherwise = _("家人用邮箱的，点这里")
    own = False
