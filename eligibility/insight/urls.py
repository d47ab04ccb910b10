"""Addresses of the report, and of what people say became of it."""

from django.urls import path

from eligibility.insight import feedback, knowing, views

app_name = "insight"
urlpatterns = [
    path("insight/", views.report, name="report"),
    path("insight/usage.csv", views.as_file, name="file"),
    path("feedback/", feedback.enter, name="feedback"),
    path("feedback/known/", knowing.known, name="known"),
    path("feedback/ticket/", feedback.ticket, name="ticket"),
    path("feedback/<slug:code>/", feedback.outcomes, name="outcomes"),
]
