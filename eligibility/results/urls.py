"""Addresses of the results."""

from django.urls import path

from eligibility.results import views
from eligibility.results.what_if import views as what_if

app_name = "results"
urlpatterns = [
    path("results/", views.results, name="results"),
    path("results/calendar.ics", views.calendar, name="calendar"),
    path("results/what-if/", what_if.what_if, name="what-if"),
    path("results/what-if/take-over/", what_if.take_over, name="what-if-take-over"),
    path("results/what-if/<slug:code>/", what_if.ask, name="what-if-ask"),
    path("results/last/<slug:benefit>/", views.last, name="last"),
]
