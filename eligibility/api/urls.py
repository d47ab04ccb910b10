"""Addresses of the API and of the page that describes it."""

from django.urls import path, re_path

from eligibility.api import docs, views

app_name = "api"
urlpatterns = [
    path("api/v1/screenings", views.screenings, name="screenings"),
    path("api/v1/interview/next", views.next_question, name="next"),
    path("api/v1/facts", views.facts, name="facts"),
    path("api/v1/catalogues", views.catalogues, name="catalogues"),
    path("api/v1/catalogues/<str:region>", views.catalogue, name="catalogue"),
    path("api/v1/openapi.json", views.openapi, name="openapi"),
    path("api/docs", docs.page, name="docs"),
    re_path(r"^api/(?P<rest>.*)$", views.missing, name="missing"),
]
