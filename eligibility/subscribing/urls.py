"""Addresses of a resident's reminders, and of the link that ends them."""

from django.urls import path

from eligibility.subscribing import ending, mine, proving, views

app_name = "subscribing"
urlpatterns = [
    path("reminders/", views.subscribe, name="subscribe"),
    path("reminders/done/", views.done, name="done"),
    path("reminders/code/", proving.enter, name="code"),
    path("reminders/code/again/", proving.again, name="again"),
    path("reminders/mine/", mine.mine, name="mine"),
    path("reminders/mine/number/", mine.number, name="number"),
    path("reminders/mine/erase/", mine.erase, name="erase"),
    path("reminders/mine/leave/", mine.leave, name="leave"),
    path("reminders/mine/<int:pk>/", mine.last, name="last"),
    path("reminders/mine/<int:pk>/drop/", mine.drop, name="drop"),
    path("stop/<str:code>/", ending.stop, name="stop"),
]
