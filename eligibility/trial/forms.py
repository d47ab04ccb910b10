"""The form that keeps a screening as a scenario."""

from __future__ import annotations

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from catalog.models import Region
from catalog.permissions import regions_of


class SaveForm(forms.Form):
    """What the person is called, and which list is tested with them."""

    name = forms.CharField(
        label=_("名称"), max_length=200, help_text=_("一句话说明是什么人。不要写姓名、身份证号和电话。")
    )

    def __init__(self, user: User, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        regions = forms.ModelChoiceField(
            Region.objects.filter(pk__in=regions_of(user, "edit")),
            label=_("地区"),
            help_text=_("发布这个地区的清单前要过这个样例。"),
        )
        self.fields["region"] = regions
