"""The order of a page's rows: credits, countries, screenings and the like."""

from wagtail.models import Orderable


class OrderedRow(Orderable):
    """A row in the order that editors gave; rows that nobody ordered come as they were made.

    Wagtail's own Orderable leaves rows without a position in whatever order the database likes, which differs between
    two answers on PostgreSQL.
    """

    class Meta(Orderable.Meta):
        abstract = True
        ordering = ["sort_order", "pk"]
