"""Addresses of the report, and of what people say became of it."""

from django.urls import path

from eligibility.insight import views

app_name = "insight"
urlpatterns = [
    path("insight/", views.report, name="report"),
    path("insight/usage.csv", views.as_file, name="file"),
]
