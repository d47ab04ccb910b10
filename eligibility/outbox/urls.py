"""Addresses of the local outbox, and of those that SMS providers post to."""

from django.urls import path

from eligibility.outbox import pushes, views

app_name = "outbox"
urlpatterns = [
    path("outbox/", views.index, name="index"),
    path("reminders/receipts/http", pushes.from_gateway, name="gateway"),
    path("reminders/receipts/alibaba/<str:secret>/", pushes.from_alibaba, name="alibaba"),
]
