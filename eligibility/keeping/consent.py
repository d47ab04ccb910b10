"""What a resident agrees to before answers are kept, and the version of these words that the row names."""

from __future__ import annotations

from hashlib import sha256

from django.utils.translation import gettext, gettext_noop

LINES = (
    gettext_noop("只存您答过的这些，上面能看到。不存姓名、身份证号和手机号。"),
    gettext_noop("加密存放 7 天，到期就删。您也可以随时自己删。"),
    gettext_noop("有了代码或者网址，就能看到这些回答。请只告诉信得过的人。"),
    gettext_noop("回答里有年纪、身体和生活情况，所以要您单独同意。不同意，照样可以看结果、打印结果。"),
)
# What was agreed to can be found again by it, in the history of this file.
VERSION = sha256("\n".join(LINES).encode()).hexdigest()


def lines() -> list[str]:
    """The words in the reader's language."""
    return [gettext(line) for line in LINES]
