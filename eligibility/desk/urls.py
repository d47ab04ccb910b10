"""Addresses of the desk."""

from django.urls import path

from eligibility.desk import delivery, home, reminders, workload

app_name = "desk"
urlpatterns = [
    path("desk/", home.home, name="home"),
    path("desk/reminders/", reminders.reminders, name="reminders"),
    path("desk/reminders/find/", reminders.find, name="find"),
    path("desk/reminders/of/<uuid:pk>/", reminders.person, name="person"),
    path("desk/reminders/<int:pk>/", reminders.reminder, name="reminder"),
    path("desk/reminders/<int:pk>/again/", reminders.again, name="again"),
    path("desk/reminders/<int:pk>/settle/", reminders.settle, name="settle"),
    path("desk/workload/", workload.workload, name="workload"),
    path("desk/delivery/", delivery.delivery, name="delivery"),
]
