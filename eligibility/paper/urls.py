"""Addresses of the summary on paper."""

from django.urls import path

from eligibility.paper import views, waiting

app_name = "paper"
urlpatterns = [
    path("summary/", views.summary, name="summary"),
    path("summary/pdf/", views.pdf, name="pdf"),
    path("papers/<uuid:pk>/", waiting.waiting, name="waiting"),
    path("papers/<uuid:pk>/file/", waiting.file, name="file"),
]
