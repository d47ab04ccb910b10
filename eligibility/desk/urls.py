"""Addresses of the desk."""

from django.urls import path

from eligibility.desk import home

app_name = "desk"
urlpatterns = [
    path("desk/", home.home, name="home"),
]
