"""Addresses of kept answers; what comes after /back/ is never logged."""

from django.urls import path

from eligibility.sharing import back, keep, send

app_name = "sharing"
urlpatterns = [
    path("keep/", keep.keep, name="keep"),
    path("keep/send/", send.send, name="send"),
    path("keep/erase/", keep.erase, name="erase"),
    path("keep/answers.json", keep.file, name="file"),
    path("back/", back.by_code, name="back"),
    path("back/file/", back.by_file, name="from-file"),
    path("back/erase/", back.erase, name="erase-by-code"),
    path("back/open/", back.opened, name="open"),
    path("back/open/erase/", back.erase_opened, name="erase-by-link"),
    path("back/<str:secret>/", back.by_link, name="link"),
]
