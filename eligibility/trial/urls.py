"""Addresses of the staff's trials."""

from django.urls import path

from eligibility.trial import views

app_name = "trial"
urlpatterns = [
    path("trial/end/", views.end, name="end"),
    path("trial/keep/", views.keep, name="keep"),
    path("trial/save/", views.save, name="save"),
    path("trial/scenario/<int:pk>/", views.scenario, name="scenario"),
]
