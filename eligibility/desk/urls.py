"""Addresses of the desk."""

from django.urls import path

from eligibility.desk import call_views, case_changes, case_views, delivery, home, papers, reminders, workload

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
    path("desk/calls/", call_views.to_ring, name="calls"),
    path("desk/calls/visits/", call_views.to_visit, name="visits"),
    path("desk/calls/print/", call_views.on_paper, name="calls-paper"),
    path("desk/calls/<int:pk>/", call_views.one, name="call"),
    path("desk/calls/<int:pk>/back/", call_views.take_back, name="call-back"),
    path("desk/papers/", papers.listed, name="papers"),
    path("desk/papers/blank.csv", papers.blank, name="papers-blank"),
    path("desk/papers/<uuid:pk>/", papers.one, name="paper"),
    path("desk/papers/<uuid:pk>/file/", papers.file, name="paper-file"),
    path("desk/papers/<uuid:pk>/erase/", papers.erase, name="paper-erase"),
    path("desk/cases/", case_views.listed, name="cases"),
    path("desk/cases/new/", case_views.by_hand, name="case-by-hand"),
    path("desk/cases/from-answers/", case_views.from_answers, name="case-from-answers"),
    path("desk/cases/<slug:reference>/", case_views.one, name="case"),
    path("desk/cases/<slug:reference>/name/", case_changes.rename, name="case-rename"),
    path("desk/cases/<slug:reference>/recipients/", case_changes.add_recipient, name="case-recipient"),
    path("desk/cases/<slug:reference>/recipients/<uuid:pk>/", case_changes.change_address, name="case-address"),
    path("desk/cases/<slug:reference>/recipients/<uuid:pk>/stop/", case_changes.stop_one, name="case-stop"),
    path("desk/cases/<slug:reference>/things/", case_changes.add_things, name="case-things"),
    path("desk/cases/<slug:reference>/things/last/", case_changes.tell_last, name="case-last"),
    path("desk/cases/<slug:reference>/things/drop/", case_changes.drop_thing, name="case-drop"),
    path("desk/cases/<slug:reference>/close/", case_changes.close, name="case-close"),
    path("desk/cases/<slug:reference>/erase/", case_changes.erase, name="case-erase"),
]
