"""Numbers and mailboxes as people type them, and as strangers send them."""

import pytest

from eligibility.addresses import SENTENCES, WrongAddressError, masked, parse

NUMBERS = [
    "13812345678",
    "138 1234 5678",
    "138-1234-5678",
    "138－1234－5678",
    "１３８１２３４５６７８",
    "+8613812345678",
    "+86 138 1234 5678",
    "（＋86）138 1234 5678",
    "008613812345678",
    "86 13812345678",
    "\u202d13812345678\u202c",
    " 138\u20111234\u20115678\u3000",
]


@pytest.mark.parametrize("typed", NUMBERS)
def test_a_number_however_it_is_written(typed: str) -> None:
    found = parse(typed)
    assert (found.channel, found.text, str(found)) == ("sms", "+8613812345678", "138****5678")


WRONG = {
    "": "no_address",
    "  -- ": "no_address",
    "12345": "wrong_length",
    "1381234567": "wrong_length",
    "138123456789": "wrong_length",
    "9" * 300: "wrong_length",
    "12812345678": "no_such_number",
    "00000000000": "no_such_number",
    "0570-3086123": "landline",
    "010 6552 1234": "landline",
    "+86 570 308 6123": "landline",
    "+852 6123 4567": "foreign",
    "00853 6612 3456": "foreign",
    "+1 202 555 0143": "foreign",
    "+44 9098 790 123": "foreign",
    "400-812-3456": "wrong_length",
    "张大爷": "not_digits",
    "1381234567O": "not_digits",
    "13812345678;ext=5": "not_digits",
    "13812345678,13912345678": "not_digits",
    "١٣٨١٢٣٤٥٦٧٨": "not_digits",
    "<script>": "not_digits",
    "' OR 1=1--": "not_digits",
    "zhang@": "not_email",
    "@example.com": "not_email",
    "zhang@localhost": "not_email",
    "zhang@[127.0.0.1]": "not_email",
    "zhang@example": "not_email",
    "zhang@example..com": "not_email",
    "zhang@-example.com": "not_email",
    "zhang@example.com\nBcc: all@example.com": "odd_email",
    "zhang@example.com\r\n.\r\nDATA": "odd_email",
    "zhang\x00@example.com": "odd_email",
    "zhang@example.com\u2028Bcc:x": "odd_email",
    "Zhang <zhang@example.com>": "odd_email",
    '"a b"@example.com': "odd_email",
    "a@b@example.com": "odd_email",
    "张@example.com": "odd_email",
    "zhang@ехample.com": "odd_email",  # Cyrillic
    "zhang@xn--ample-ywe6i.com": "odd_email",
    "zhang@qqé.com": "odd_email",
    "zhang@a中.com": "odd_email",
    "a" * 65 + "@example.com": "long_email",
    "a@" + "b" * 60 + ".com" * 60: "long_email",
    "a" * 400 + "@example.com": "long_email",
}


@pytest.mark.parametrize("typed", WRONG)
def test_what_cannot_be_reached_is_told_why(typed: str) -> None:
    with pytest.raises(WrongAddressError) as caught:
        parse(typed)
    assert caught.value.code == WRONG[typed]
    assert "{" not in caught.value.sentence


def test_every_sentence_is_met() -> None:
    assert set(WRONG.values()) == set(SENTENCES)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Zhang.San@Example.COM", "zhang.san@example.com"),
        ("  zhang@example.com\u3000", "zhang@example.com"),
        ("ｚｈａｎｇ＠ｑｑ．ｃｏｍ", "zhang@qq.com"),
        ("zhang+mum@example.com", "zhang+mum@example.com"),
        ("zhang@例子.com", "zhang@xn--fsqu00a.com"),
        ("zhang@xn--fsqu00a.com", "zhang@xn--fsqu00a.com"),
    ],
)
def test_a_mailbox(typed: str, text: str) -> None:
    found = parse(typed)
    assert (found.channel, found.text) == ("email", text)


def test_a_mailbox_shows_little() -> None:
    assert masked("zhang@example.com") == "z***@example.com"
