"""The texts as they are delivered; staff edit their own copies, and a message that lacks one is sent with these."""

from __future__ import annotations

from dataclasses import dataclass

from eligibility.models import MessageTemplate
from eligibility.models.subscriptions import Channel

RENEWAL, BIRTHDAY = MessageTemplate.Kind.RENEWAL, MessageTemplate.Kind.BIRTHDAY
CODE, SHARE = MessageTemplate.Kind.CODE, MessageTemplate.Kind.SHARE
CHINESE, ENGLISH = "zh-hans", "en"

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Text:
    """What is said: an email's subject, the text, and a provider's number for it."""

    text: str
    subject: str = ""
    provider_code: str = ""


EMAIL_END = """

想看是什么事、到哪里办，请打开：
{portal}/reminders/mine/

不想再收到提醒，请打开下面的网址，按一下按钮：
{stop}

{sender}"""
EMAIL_END_ENGLISH = """

To see what it is and where to go:
{portal}/reminders/mine/

To stop these reminders, open this address and press the button:
{stop}

{sender}"""

DEFAULTS: dict[Key, Text] = {
    (RENEWAL, Channel.SMS, CHINESE): Text(
        "{who}有一项手续{date}到期，请提前带身份证到村（社区）问一问、办一办。{stop}"
    ),
    (BIRTHDAY, Channel.SMS, CHINESE): Text(
        "{who}从{date}起可能多一项可以办的手续，请带身份证到村（社区）问一问。{stop}"
    ),
    (CODE, Channel.SMS, CHINESE): Text("验证码{code}，{minutes}分钟内有效。请只填在网页上，不要告诉别人。"),
    (RENEWAL, Channel.SMS, ENGLISH): Text(
        "For {who}: something is due on {date}. Please ask at the community office, with the ID card. {stop}"
    ),
    (BIRTHDAY, Channel.SMS, ENGLISH): Text(
        "For {who}: from {date} there may be something new to apply for. Ask at the community office. {stop}"
    ),
    (CODE, Channel.SMS, ENGLISH): Text(
        "Your code is {code}, good for {minutes} minutes. Type it on the web page only; tell nobody."
    ),
    (RENEWAL, Channel.EMAIL, CHINESE): Text(
        "您好！\n\n{who}有一项手续{date}到期。请提前几天带上身份证，到村（社区）问一问、办一办。" + EMAIL_END,
        subject="提醒：有一项手续{date}到期",
    ),
    (BIRTHDAY, Channel.EMAIL, CHINESE): Text(
        "您好！\n\n{who}从{date}起，可能多一项可以办的手续。请带上身份证，到村（社区）问一问。" + EMAIL_END,
        subject="提醒：{date}起可能有新的手续可以办",
    ),
    (CODE, Channel.EMAIL, CHINESE): Text(
        "您好！\n\n您的验证码是：{code}\n\n{minutes}分钟内有效。请只填在网页上，不要告诉别人。"
        "\n\n如果不是您自己要的，不用理会这封邮件。\n\n{sender}",
        subject="您的验证码",
    ),
    (RENEWAL, Channel.EMAIL, ENGLISH): Text(
        "Hello,\n\nFor {who}: something is due on {date}. Please go to the village or community office some days "
        "before, with the ID card." + EMAIL_END_ENGLISH,
        subject="Reminder: something is due on {date}",
    ),
    (BIRTHDAY, Channel.EMAIL, ENGLISH): Text(
        "Hello,\n\nFor {who}: from {date} there may be something new to apply for. Please ask at the village or "
        "community office, with the ID card." + EMAIL_END_ENGLISH,
        subject="Reminder: something new from {date}",
    ),
    (SHARE, Channel.SMS, CHINESE): Text("家人请您看结果：打开{portal}/back/填代码{code}，{days}天内有效。"),
    (SHARE, Channel.SMS, ENGLISH): Text(
        "Your family asks you to look at a result: open {portal}/back/ and type {code}. Good for {days} days."
    ),
    (SHARE, Channel.EMAIL, CHINESE): Text(
        "您好！\n\n您的家人请您看一份查询结果。请打开下面的网址，按一下按钮：\n{way}"
        "\n\n也可以打开 {portal}/back/ ，填代码：{code}"
        "\n\n{days}天内有效。网址和代码请不要转给别人。\n\n不认识发的人，不用理会这封邮件。\n\n{sender}",
        subject="家人请您看一份查询结果",
    ),
    (SHARE, Channel.EMAIL, ENGLISH): Text(
        "Hello,\n\nYour family asks you to look at a result. Open this address and press the button:\n{way}\n\n"
        "Or open {portal}/back/ and type this code: {code}\n\nBoth are good for {days} days; please do not pass them "
        "on.\n\nIf you do not know who sent this, do nothing.\n\n{sender}",
        subject="Your family asks you to look at a result",
    ),
    (CODE, Channel.EMAIL, ENGLISH): Text(
        "Hello,\n\nYour code is: {code}\n\nIt is good for {minutes} minutes. Type it on the web page only and tell "
        "nobody.\n\nIf you did not ask for it, do nothing.\n\n{sender}",
        subject="Your code",
    ),
}
