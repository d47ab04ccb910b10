"""The staff's site: what a clerk works with, in the order of the work."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

GROUPS = (
    (_("清单"), ("Edition", "ServiceItem", "Benefit", "Pathway", "Parameter", "Department")),
    (_("共用的词语"), ("Fact", "Question", "Term", "Gloss", "Document", "Region", "Language")),
    (_("发布前核对"), ("Scenario", "FloorPair")),
    (_("提醒"), ("MessageTemplate",)),
)
OURS = {"catalog", "eligibility"}
# django-axes has no Chinese.
SIGN_INS = {"AccessAttempt": _("被锁住的登录"), "AccessFailureLog": _("登录失败记录"), "AccessLog": _("登录记录")}


class StaffSite(AdminSite):
    """The admin with the portal's own pages grouped by what they are for."""

    site_header = site_title = _("养老服务政策目录")
    index_title = _("管理目录")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The groups of the catalogue, then the other applications."""
        found = super().get_app_list(request, app_label)
        if app_label is not None:
            return found
        ours = {row["object_name"]: row for app in found if app["app_label"] in OURS for row in app["models"]}
        groups = [
            {
                "name": name,
                "app_label": "catalog",
                "app_url": reverse("admin:index"),
                "has_module_perms": True,
                "models": [ours.pop(model) for model in models if model in ours],
            }
            for name, models in GROUPS
        ]
        rest = [app for app in found if app["app_label"] not in OURS]
        left = [{**app, "models": [*ours.values()]} for app in found if app["app_label"] == "catalog"]
        rest.sort(key=lambda app: app["app_label"] != "auth")
        for app in rest:
            if app["app_label"] == "axes":
                app["name"] = _("登录安全")
                app["models"] = [{**row, "name": SIGN_INS[row["object_name"]]} for row in app["models"]]
        return [group for group in (*groups, *left) if group["models"]] + rest


class StaffSiteConfig(AdminConfig):
    """Django's admin with this site as its own."""

    default_site = "config.admin_site.StaffSite"
