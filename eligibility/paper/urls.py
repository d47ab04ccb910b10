"""Addresses of the summary on paper."""

from django.urls import path

from eligibility.paper import waiting

app_name = "paper"
urlpatterns = [
    path("papers/<uuid:pk>/", waiting.waiting, name="waiting"),
    path("papers/<uuid:pk>/file/", waiting.file, name="file"),
]
