"""The way of a draft through two people's hands, and every refusal on it in words."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from catalog.in_force import screener_on
from catalog.models import Benefit, Edition, Pathway, PublishedEdition, Region, Role, ServiceItem
from catalog.publishing import clone, publish, rest_on_newest, submit, withdraw
from catalog.review.authors import authors
from catalog.review.obstacles import Refused

TODAY = date(2026, 11, 23)
LATER = date(2027, 1, 1)


def someone(name: str, *kinds: str, region: str = "quzhou") -> User:
    user = User.objects.create_user(name, is_staff=True)
    for kind in kinds:
        Role.objects.create(user=user, region=Region.objects.get(slug=region), kind=kind)
    return user


@pytest.fixture
def editor(words: None) -> User:
    return someone("editor", "editor")


@pytest.fixture
def publisher(words: None) -> User:
    return someone("publisher", "publisher", region="zhejiang")


@pytest.fixture
def copy(published: Edition) -> Edition:
    """A draft of the second version."""
    return clone(published)


def write(by: User, edition: Edition, **words: str) -> Benefit:
    """Somebody changes a benefit of a draft."""
    benefit = Benefit.objects.get(item__edition=edition, code="quzhou-09")
    for name, value in words.items():
        setattr(benefit, name, value)
    benefit._history_user = by  # type: ignore[attr-defined]
    benefit.save()
    return benefit


def refusal(*args: object) -> dict[str, str]:
    with pytest.raises(Refused) as caught:
        publish(*args)  # type: ignore[arg-type]
    assert Edition.objects.get(pk=args[0].pk).is_draft  # type: ignore[attr-defined]
    return {one.kind: one.message for one in caught.value.obstacles}


def test_a_second_person_publishes_from_a_day(copy: Edition, editor: User, publisher: User) -> None:
    write(editor, copy, name="改名")
    assert submit(copy, editor, TODAY).submitted_by == editor
    edition = publish(copy, publisher, TODAY, LATER)
    assert (edition.effective_from, edition.published_by, edition.based_on_id) == (LATER, publisher, copy.based_on_id)
    assert edition.rulebook["effective_from"] == "2027-01-01"
    assert edition.rulebook["published"] == edition.published_at.isoformat()  # type: ignore[union-attr]
    before, after = ([book.edition for book in screener_on(day).rulebooks] for day in (date(2026, 12, 31), LATER))
    assert (before, after) == (["quzhou-2023"], ["quzhou-2023-v2"])


def test_today_is_a_day_to_publish_from(copy: Edition, editor: User, publisher: User) -> None:
    submit(copy, editor, TODAY)
    assert publish(copy, publisher, TODAY, TODAY).effective_from == TODAY


def test_the_draft_keeps_its_day_where_none_is_given(draft: Edition, editor: User, publisher: User) -> None:
    submit(draft, editor, TODAY)
    day = draft.effective_from
    assert publish(draft, publisher, day).effective_from == day
    with pytest.raises(TypeError):
        publish(clone(draft), publisher)


@pytest.mark.parametrize("who", ["submitter", "author", "superuser"])
def test_who_wrote_or_submitted_it_does_not_publish_it(copy: Edition, who: str) -> None:
    both = someone("both", "editor", "publisher")
    other = someone("other", "editor")
    if who == "superuser":
        both.is_superuser = True
        both.save()
    if who != "submitter":
        write(both, copy, name="改名")
    submit(copy, both if who == "submitter" else other, TODAY)
    told = refusal(copy, both, TODAY, LATER)
    assert list(told) == ["person"]
    assert "both 编辑过或送审了这个草稿，要由另一个人来发布" in told["person"]
    assert "在“用户”里加一位" in told["person"]


def test_what_an_author_took_out_again_counts_too(copy: Edition, editor: User) -> None:
    both = someone("both", "editor", "publisher")
    item = ServiceItem.objects.filter(edition=copy).last()
    assert item is not None
    new = Benefit(item=item, code="x", name="x")
    new._history_user = both  # type: ignore[attr-defined]
    new.save()
    new._history_user = editor  # type: ignore[attr-defined]
    new.delete()
    item._history_user = editor  # type: ignore[attr-defined]
    item.delete()
    assert set(authors(copy)) == {editor, both}


def test_to_copy_and_to_withdraw_is_not_to_write(published: Edition, editor: User, publisher: User) -> None:
    draft = clone(published)
    Edition.history.filter(id=draft.pk).update(history_user=publisher)
    submit(draft, editor, TODAY)
    withdraw(draft, publisher)
    draft.refresh_from_db()
    assert (draft.submitted_at, draft.submitted_by, draft.submitted_state) == (None, None, "")
    assert list(refusal(draft, publisher, TODAY, LATER)) == ["not_submitted"]
    submit(draft, editor, TODAY)
    publish(draft, publisher, TODAY, LATER)
    assert [one.history_change_reason for one in Edition.history.filter(id=draft.pk).order_by("history_id")] == [
        *(None, "送审", "撤回送审", "送审", None)
    ]


def test_what_changed_since_is_submitted_again(copy: Edition, editor: User, publisher: User) -> None:
    submit(copy, editor, TODAY)
    write(editor, copy, name="改名")
    told = refusal(copy, publisher, TODAY, LATER)
    assert told == {"changed": "送审以后内容又改过；看看改了什么，再重新送审"}
    write(editor, copy, name="津贴")
    publish(copy, publisher, TODAY, LATER)


def test_a_day_that_is_past_is_refused(copy: Edition, editor: User, publisher: User) -> None:
    submit(copy, editor, TODAY)
    for day in (None, date(2026, 11, 22)):
        told = refusal(copy, publisher, TODAY, day)
        assert list(told) == ["date"]
        assert "已经过去了，最早从今天 2026-11-23 起" in told["date"]


def test_no_two_editions_from_one_day(published: Edition, editor: User, publisher: User) -> None:
    first, second = clone(published), clone(published)
    for one in (first, second):
        submit(one, editor, TODAY)
    publish(first, publisher, TODAY, LATER)
    told = refusal(second, publisher, TODAY, LATER)
    assert list(told) == ["stale", "same_date"]
    assert "又发布了 quzhou-2023-v2；和它对照" in told["stale"]
    assert told["same_date"] == "quzhou-2023-v2 也从 2027-01-01 起生效，同一天不能有两个；换一天，或复制它来改"
    rest_on_newest(second)
    assert publish(second, publisher, TODAY, LATER).based_on == first
    first.refresh_from_db()
    assert (first.status, first.superseded_by) == ("superseded", second)


def test_an_older_list_can_come_back_if_it_is_copied_now(published: Edition, editor: User, publisher: User) -> None:
    submit(newest := clone(published), editor, TODAY)
    publish(newest, publisher, TODAY, TODAY)
    again = clone(published)
    submit(again, editor, TODAY)
    assert list(refusal(again, publisher, TODAY, TODAY)) == ["same_date"]
    assert publish(again, publisher, TODAY, LATER).based_on == published


def test_roles_are_by_region(copy: Edition, editor: User, publisher: User) -> None:
    with pytest.raises(Refused, match="publisher 在衢州市没有“编辑”职责"):
        submit(copy, publisher, TODAY)
    submit(copy, editor, TODAY)
    for name, region in (("reader", "quzhou"), ("below", "qujiang")):
        told = refusal(copy, someone(name, "publisher" if name == "below" else "reader", region=region), TODAY, LATER)
        assert told == {"role": f"{name} 在衢州市没有“发布”职责，请有这项职责的人来发布"}


def test_problems_forbid_submitting_and_publishing(copy: Edition, editor: User, publisher: User) -> None:
    Pathway.objects.filter(code="old", benefit__item__edition=copy).update(amount="2 * wage")
    with pytest.raises(Refused) as caught:
        submit(copy, editor, TODAY)
    assert [one.kind for one in caught.value.obstacles] == ["check"]
    assert "检查出 1 个问题，先改好：第 9 行 › quzhou-09 › old" in caught.value.obstacles[0].message
    assert list(refusal(copy, publisher, TODAY, LATER)) == ["not_submitted", "check"]


def test_what_is_published_is_neither_submitted_nor_withdrawn(published: Edition, editor: User) -> None:
    for refused in (
        lambda: submit(published, editor, TODAY),
        lambda: withdraw(published, editor),
        lambda: rest_on_newest(published),
    ):
        with pytest.raises(PublishedEdition):
            refused()


def test_a_row_read_before_the_publish_is_not_written_after_it(draft: Edition) -> None:
    benefit = Benefit.objects.select_related("item__edition").get(code="quzhou-09")
    publish(draft)
    assert benefit.item.edition.is_draft
    for write_it in (benefit.save, benefit.delete):
        with pytest.raises(PublishedEdition):
            write_it()
    assert Benefit.objects.filter(code="quzhou-09").exists()
