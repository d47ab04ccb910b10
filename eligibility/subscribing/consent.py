"""What a resident agrees to before anything is kept, and the version of these words that the record names."""

from __future__ import annotations

from hashlib import sha256

from django.utils.translation import gettext, gettext_noop

LINES = (
    gettext_noop("只记下您的号码（或邮箱）、要提醒的事和日期。您的回答一条也不留。"),
    gettext_noop("只用来到时候提醒您，不给别人，不发广告。"),
    gettext_noop("从要提醒的事，可能看得出老人的年纪、身体和生活情况，所以要您单独同意。不同意，照样可以查待遇。"),
    gettext_noop("随时可以停，可以看记了什么，可以全部删掉。每条提醒里都写着怎么停。"),
)
# What was agreed to can be found again by it, in the history of this file.
VERSION = sha256("\n".join(LINES).encode()).hexdigest()


def lines() -> list[str]:
    """The words in the reader's language."""
    return [gettext(line) for line in LINES]
