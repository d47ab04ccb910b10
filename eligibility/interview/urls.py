"""Addresses of the interview; the address names the question."""

from django.urls import path

from eligibility.interview import views

app_name = "interview"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("ask/<slug:code>/", views.ask, name="ask"),
    path("check/", views.check, name="check"),
    path("clear/", views.clear, name="clear"),
    path("text-size/<slug:size>/", views.text_size, name="text-size"),
]
