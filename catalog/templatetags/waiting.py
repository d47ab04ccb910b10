"""What waits for the person who looks at the admin's first page."""

from django import template
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.utils import timezone

from catalog.admin.to_do import Job, to_do
from catalog.permissions import Action, may

register = template.Library()


@register.simple_tag
def jobs_of(person: AbstractBaseUser | AnonymousUser) -> list[Job]:
    """Everything that waits for somebody today."""
    return to_do(person, timezone.localdate()) if isinstance(person, User) and may(person, "read") else []


@register.simple_tag
def has_role(person: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether somebody has anything to do with the catalogue."""
    return may(person, "read")


@register.simple_tag
def may_do(person: AbstractBaseUser | AnonymousUser, action: Action) -> bool:
    """Whether somebody may do this anywhere."""
    return may(person, action)
