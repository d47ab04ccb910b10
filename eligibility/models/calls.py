"""The call list: reminders for those whom somebody must ring."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from eligibility.models.cases import Case
from eligibility.models.reminders import Reminder
from eligibility.sealing import SealedField


class Call(models.Model):
    """One person to be rung about one reminder, until it has come to an end."""

    class State(models.TextChoices):
        """Open until somebody was reached, or there is no use in trying."""

        OPEN = "open", _("要打")
        DONE = "done", _("打通了")
        GIVEN_UP = "given_up", _("不用再打")

    reminder = models.OneToOneField(Reminder, models.CASCADE, related_name="call", verbose_name=_("提醒"))
    case = models.ForeignKey(Case, models.CASCADE, related_name="calls", verbose_name=_("个案"))
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.OPEN)
    next_on = models.DateField(_("哪天打"), db_index=True)
    opened_at = models.DateTimeField(_("列入时间"))
    closed_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("要打的电话")
        ordering = ["next_on", "id"]

    def __str__(self) -> str:
        return f"{self.next_on} {self.get_state_display()}"


class CallTry(models.Model):
    """One time that somebody rang."""

    class Outcome(models.TextChoices):
        """What came of it."""

        REACHED = "reached", _("通知到了")
        WILL_DO = "will_do", _("答应去办")
        NEEDS_HELP = "needs_help", _("要上门帮办")
        NO_ANSWER = "no_answer", _("没人接")
        WRONG_NUMBER = "wrong_number", _("号码不对")
        DECLINED = "declined", _("不要再提醒")

    call = models.ForeignKey(Call, models.CASCADE, related_name="tries")
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(_("结果"), max_length=12, choices=Outcome)
    note = SealedField(_("备注"), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("通话")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return str(self.get_outcome_display())
