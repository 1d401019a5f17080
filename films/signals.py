"""What other apps' deletions mean for films."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from films.credits import FilmCredit
from people.models import PersonPage


@receiver(pre_delete, sender=PersonPage)
def keep_names_of_credits(instance: PersonPage, **kwargs: Any) -> None:
    """A deleted person's films still say who made them."""
    FilmCredit.objects.filter(person=instance, credited_as="").update(credited_as=instance.title)
