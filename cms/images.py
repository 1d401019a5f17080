"""Images: Wagtail's, with alt text that an editor must write, a caption and a credit."""

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import models
from rest_framework.fields import CharField
from taggit.managers import TaggableManager
from wagtail.api import APIField
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.search import index

from cms.delivery.images import SourcesField


class Image(AbstractImage):
    """An image whose `description` is its alt text.

    Wagtail itself offers `description` wherever an image is inserted (`default_alt_text`), so the alt text keeps that
    name. Forms require it. The column may hold "" for images of old sites that never had one: those wait for a person
    to write it, since a made-up text would be worse than none. See docs/decisions/0101-alt-text.md.
    """

    description = models.CharField(
        "alt text",
        max_length=255,
        help_text="What the image shows, in a sentence, for people who cannot see it. Leave out “Image of”.",
    )
    caption = models.CharField(
        max_length=500, blank=True, help_text="Printed below the image. A place that shows the image can say otherwise."
    )
    credit = models.CharField(
        max_length=255, blank=True, db_index=True, help_text="Who took it or owns it, without “Photo:” or “©”."
    )

    # Both only to give way to the reverse names of Wagtail's own image model, which has the same name.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    tags = TaggableManager(blank=True, help_text=None, related_name="marquee_images")

    admin_form_fields = (
        "title",
        "file",
        "description",
        "caption",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("caption"),
        index.SearchField("credit"),
        index.FilterField("description"),
        index.FilterField("credit"),
    ]

    api_fields = [
        APIField("alt", serializer=CharField(source="description")),
        APIField("caption"),
        APIField("credit"),
        APIField("sources", serializer=SourcesField()),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = "image"
        permissions = [("choose_image", "Can choose image")]

    def __str__(self) -> str:
        return self.title

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """Wagtail leaves its temporary file open until the garbage collector comes by; this one is closed."""
        with super().generate_rendition_file(filter, source=source) as generated:
            generated.seek(0)
            return ContentFile(generated.read(), name=generated.name)

    @property
    def default_alt_text(self) -> str:
        """The alt text and nothing else: Wagtail would fall back to the title, which is often a file name."""
        return self.description


class Rendition(AbstractRendition):
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="cms_rendition_unique")
        ]

    def __str__(self) -> str:
        return f"{self.image} ({self.filter_spec})"
