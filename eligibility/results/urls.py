"""Addresses of the results."""

from django.urls import path

from eligibility.results import views

app_name = "results"
urlpatterns = [
    path("results/", views.results, name="results"),
    path("results/calendar.ics", views.calendar, name="calendar"),
    path("results/last/<slug:benefit>/", views.last, name="last"),
]
