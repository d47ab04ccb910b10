"""Fields that several nouns share: codes, prose, lists of lines, the order."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

FIGURE = r"^[0-9]+(\.[0-9]+)?$"
code_validator = RegexValidator(
    r"^[a-z0-9]+([-_][a-z0-9]+)*$", _("代码只用小写字母、数字、连字符和下划线，例如 quzhou-11。")
)
name_validator = RegexValidator(
    r"^[a-z][a-z0-9_]*$", _("代码以小写字母开头，只用小写字母、数字和下划线，例如 birth_date。")
)
figure_validator = RegexValidator(FIGURE, _("写成数字，例如 1035 或 0.5，不写单位。"))


def with_plain_breaks(text: str) -> str:
    """Text with the line breaks that files have; browsers send others."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class ProseFormField(forms.CharField):
    """Several lines of text."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 80})

    def to_python(self, value: Any) -> str:
        """The text with plain line breaks."""
        return with_plain_breaks(super().to_python(value) or "")


class Prose(models.TextField):
    """Text of some lines; a browser's line breaks become plain ones."""

    def formfield(self, **kwargs: Any) -> Any:
        """A text area that keeps line breaks plain."""
        kwargs.pop("widget", None)
        return super().formfield(**{"form_class": ProseFormField, "widget": ProseFormField.widget, **kwargs})


class LinesFormField(ProseFormField):
    """A list of texts, one on each line."""

    def prepare_value(self, value: Any) -> Any:
        """The list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The lines as a list, empty ones left out."""
        return [line.strip() for line in super().to_python(value).split("\n") if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the list, not its spelling, differs."""
        return (initial or []) != self.to_python(data)


class Lines(models.JSONField):
    """A list of short texts, shown and edited one a line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse anything but texts of one line."""
        super().validate(value, model_instance)
        if not isinstance(value, list) or not all(isinstance(one, str) and one and "\n" not in one for one in value):
            raise ValidationError(_("每行写一条。"))

    def formfield(self, **kwargs: Any) -> Any:
        """A text area with one text a line."""
        plain = {name: kwargs[name] for name in ("label", "help_text", "required") if name in kwargs}
        return LinesFormField(
            **{"required": not self.blank, "label": self.verbose_name, "help_text": self.help_text, **plain}
        )


class WebAddress(models.URLField):
    """A page on the web; one written without a scheme is read as https."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 500)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        """A field that adds https."""
        return super().formfield(**{"assume_scheme": "https", **kwargs})


def position() -> Any:
    """Where a row stands among its kind."""
    return models.PositiveIntegerField(_("顺序"), default=999, help_text=_("小的在前；新加的默认在最后。"))
