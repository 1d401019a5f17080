"""The public gate in templates."""

from typing import Any

from django import template
from django.db.models import QuerySet

from cms.delivery.public import current_gate, is_public

register = template.Library()


@register.simple_tag
def public(target: Any) -> Any:
    """The page or image if the public may see it, else None: `{% public credit.person as person %}`."""
    return target if target and is_public(target) else None


@register.simple_tag
def public_list(targets: QuerySet) -> QuerySet:
    """Those of a query's rows that the public may see, in its order."""
    return current_gate().filter(targets)
