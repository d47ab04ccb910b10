"""Addresses of the public catalogue."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from eligibility.catalogue import feeds, views
from eligibility.catalogue.transport import public

app_name = "catalogue"
urlpatterns = [
    path("services/", views.index, name="index"),
    path("services/changes/", views.changes, name="changes"),
    path("services/changes.atom", public(feeds.ChangesFeed()), name="feed"),
    path("services/<slug:region>/", views.region, name="region"),
    path("services/<slug:region>/print/", views.printed, name="print"),
    path("services/<slug:region>/<slug:code>/", views.benefit, name="benefit"),
    path("sitemap.xml", public(sitemap), {"sitemaps": feeds.SITEMAPS}, name="sitemap"),
    path("robots.txt", feeds.robots, name="robots"),
]
