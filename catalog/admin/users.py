"""Staff: who they are and what each may do in which region; written by superusers only."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.models import Role

EXPLAINED = _(
    "一个人可以有几项职责，每项管一个地区和它的下级。"
    "“查看”只能看；“编辑”也能改、登记核对和送审，不能发布；“发布”审别人送来的草稿，不能改内容。"
    "要既能编辑又能发布，就加两项。"
)

admin.site.unregister(User)
admin.site.unregister(Group)


class SuperusersOnly:
    """A page that shows and writes what only a superuser may."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether it is listed."""
        return _is_superuser(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether it can be read."""
        return _is_superuser(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether something can be added."""
        return _is_superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether it can be written."""
        return _is_superuser(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether it can be deleted."""
        return _is_superuser(request)


class RoleInline(SuperusersOnly, admin.StackedInline):
    """What somebody may do, a region each."""

    model = Role
    fields = [("region", "kind")]
    extra = 1
    verbose_name_plural = _("职责")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The fields; regions are made and changed on their own pages."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "region":
            for way in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{way}_related", False)
        return field


class PersonForm(UserChangeForm):
    """A person; nobody shuts themselves out, nor the last superuser."""

    def clean(self) -> dict[str, Any]:
        """Refuse what would leave nobody who can mend it."""
        cleaned = super().clean() or self.cleaned_data
        stays = cleaned.get("is_active", True) and cleaned.get("is_superuser", False)
        others = User.objects.filter(is_active=True, is_superuser=True).exclude(pk=self.instance.pk)
        if self.instance.pk and self.initial.get("is_superuser") and not stays and not others.exists():
            raise ValidationError(_("这是最后一位管理员，停用或取消以后就没有人能管理账号了；请先加一位管理员。"))
        return cleaned


@admin.register(User)
class PersonAdmin(SuperusersOnly, UserAdmin):
    """The staff with their roles; who leaves is switched off, so that the history still names them."""

    form = PersonForm
    # Django's own says in English that there is more to fill in afterwards; here there is not.
    add_form_template = "admin/change_form.html"
    list_display = ["username", "first_name", "duties", "is_superuser", "is_active", "last_login"]
    list_filter = ["is_active", "is_superuser", "roles__kind", ("roles__region", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["username", "first_name", "last_name", "email", "roles__region__name"]
    filter_horizontal = []
    inlines = [RoleInline]
    readonly_fields = ["last_login"]
    fieldsets = [
        (None, {"fields": ["username", "password", "first_name", "email"]}),
        (_("账号"), {"fields": ["last_login", "is_active", "is_superuser"], "description": EXPLAINED}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "first_name", "password1", "password2"], "description": EXPLAINED}),
    ]

    class Media:
        css = {"all": ["catalog/admin.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """The people with their roles."""
        return super().get_queryset(request).prefetch_related("roles__region")

    @admin.display(description=_("职责"))
    def duties(self, person: User) -> str:
        """The roles in a line."""
        if person.is_superuser:
            return gettext("管理员，全部地区")
        return "、".join(str(role) for role in person.roles.all()) or gettext("还没有职责，进不来")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The fields in the words of an office."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in LABELS:
            field.label, field.help_text = cast(Any, LABELS[db_field.name])
        return field

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Write the roles; whoever has one, or is a superuser, may sign in here."""
        super().save_related(request, form, formsets, change)
        person: User = form.instance
        person.is_staff = person.is_superuser or Role.objects.filter(user=person).exists()
        person.save(update_fields=["is_staff"])

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody is deleted: the history would no longer say who it was."""
        return False


LABELS: dict[str, tuple[str | Promise, str | Promise]] = {
    "first_name": (_("姓名"), ""),
    "is_active": (_("可以登录"), _("离职、调岗就去掉这个勾；不要删除，历史里还要看得到是谁。")),
    "is_superuser": (_("管理员"), _("管理账号和全部地区；只给一两个人，平时的工作用下面的职责。")),
}


def _is_superuser(request: HttpRequest) -> bool:
    user = request.user
    return bool(user.is_active and user.is_staff and getattr(user, "is_superuser", False))
