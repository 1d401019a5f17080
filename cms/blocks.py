"""Every StreamField block of the project, defined once: what editors see, what HTML shows, what the API answers.

A block never puts a bare id or an object of its own into the API. It asks `page_reference`, `image_reference` or
`rich_text`, the only places where a block learns whether the public may see what it points at.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.admin.forms.models import registry
from wagtail.embeds.blocks import EmbedBlock as WagtailEmbedBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.references import image_reference, page_reference, rich_text

TEXT, MEDIA, LINKS = "Text", "Images and video", "People and links"

PARAGRAPH_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]

Json = dict[str, Any]


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=255)
    level = blocks.ChoiceBlock(
        choices=[("h2", "Heading"), ("h3", "Sub-heading")], default="h2", help_text="The page's title is level 1."
    )

    class Meta:
        icon = "title"
        description = "A heading that starts a new part of the page"
        preview_value = {"text": "About the film", "level": "h2"}
        group = TEXT
        template = "cms/blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    def __init__(self, features: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(features=features or PARAGRAPH_FEATURES, **kwargs)

    def get_api_representation(self, value: Any, context: Json | None = None) -> str:
        return rich_text(value.source, context)

    class Meta:
        icon = "pilcrow"
        description = "Text with bold, italic, links and lists"
        preview_value = "<p>A projectionist finds a reel that nobody ordered, and <i>threads it up</i>.</p>"
        group = TEXT


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label="Quotation", help_text="Without quotation marks: the website adds them.")
    attribution = blocks.CharBlock(required=False, max_length=255, help_text="Who said it, and where.")

    class Meta:
        icon = "openquote"
        description = "A quotation, with who said it"
        preview_value = {"text": "The most tender film of the festival.", "attribution": "The Evening Lantern"}
        group = TEXT
        template = "cms/blocks/quote.html"


class CaptionedImageBlock(blocks.StructBlock):
    image = ImageChooserBlock()
    alt_text = blocks.CharBlock(
        required=False, max_length=255, help_text="Only where the image's own alt text does not fit here."
    )
    caption = blocks.CharBlock(required=False, max_length=500, help_text="Leave empty for the image's own caption.")
    credit = blocks.CharBlock(required=False, max_length=255, help_text="Leave empty for the image's own credit.")

    def get_api_representation(self, value: Any, context: Json | None = None) -> Json:
        image = value.get("image")
        return {
            "image": image_reference(image, context, alt=value.get("alt_text")),
            "caption": value.get("caption") or getattr(image, "caption", ""),
            "credit": value.get("credit") or getattr(image, "credit", ""),
        }

    def get_preview_value(self) -> Any:
        """Any image of the library: a preview cannot bring one of its own."""
        image = self.child_blocks["image"].target_model.objects.order_by("-pk").first()
        return self.normalize({"image": image, "caption": "The projection box", "credit": "Ines Obray"})

    class Meta:
        icon = "image"
        description = "One image, with caption and credit"
        group = MEDIA
        template = "cms/blocks/image.html"


class GalleryBlock(blocks.StreamBlock):
    """A stream and not a list: items of a list lose their ids through the API, and then nothing can be merged."""

    image = CaptionedImageBlock()

    class Meta:
        icon = "image"
        description = "Several images in a row"
        group = MEDIA
        template = "cms/blocks/gallery.html"

    def get_preview_value(self) -> Any:
        image = self.child_blocks["image"].get_preview_value()
        return self.normalize([("image", image)] * 2)


class EmbedBlock(blocks.StructBlock):
    url = WagtailEmbedBlock(
        label="Address",
        help_text="Of a film or sound on YouTube, Vimeo and the like, as in your browser's address bar.",
    )
    caption = blocks.CharBlock(required=False, max_length=500)

    class Meta:
        icon = "media"
        description = "A trailer or another video from elsewhere"
        preview_value = {"url": "https://www.youtube.com/watch?v=6stlCkUDG_s", "caption": "Trailer"}
        group = MEDIA
        template = "cms/blocks/embed.html"


class PersonChooserBlock(blocks.PageChooserBlock):
    """Chooses with the widget registered for people, which can also add somebody new."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "page_type": "people.PersonPage"})

    @cached_property
    def widget(self) -> Any:
        return registry.values_by_fk_related_model[self.target_model]["widget"]()

    def get_form_state(self, value: Any) -> Any:
        return blocks.ChooserBlock.get_form_state(self, value)


class BiographyBlock(blocks.StructBlock):
    person = PersonChooserBlock(required=False, help_text="Links the text to the person's own page.")
    heading = blocks.CharBlock(required=False, max_length=255, help_text="Leave empty for the person's name.")
    text = blocks.RichTextBlock(features=PARAGRAPH_FEATURES)

    def get_api_representation(self, value: Any, context: Json | None = None) -> Json:
        return {
            "person": page_reference(value.get("person"), context),
            "heading": value.get("heading") or "",
            "text": rich_text(value["text"].source, context),
        }

    class Meta:
        icon = "user"
        description = "A few lines about somebody who made the film"
        preview_value = {"heading": "Ines Obray", "text": "<p>Born in a cinema, more or less.</p>"}
        group = LINKS
        template = "cms/blocks/biography.html"


class CallToActionBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=100, help_text="What happens, such as “Book tickets”.")
    page = blocks.PageChooserBlock(required=False)
    url = blocks.URLBlock(required=False, label="Or an address elsewhere")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            message = ValidationError("Choose a page or give an address: one of the two.")
            raise blocks.StructBlockValidationError(block_errors={"page": message})
        return cleaned

    def get_api_representation(self, value: Any, context: Json | None = None) -> Json:
        return {
            "text": value["text"],
            "page": page_reference(value.get("page"), context),
            "url": value.get("url") or "",
        }

    class Meta:
        icon = "link"
        description = "A button that leads to a page or to another website"
        preview_value = {"text": "Book tickets", "url": "https://example.org/"}
        group = LINKS
        template = "cms/blocks/call_to_action.html"


class FactBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=100)
    value = blocks.CharBlock(max_length=500)

    class Meta:
        icon = "tag"
        description = "One fact: what it is, and its value"
        preview_value = {"label": "Print source", "value": "35 mm, the director's own"}


class FactsBlock(blocks.StreamBlock):
    fact = FactBlock()

    class Meta:
        icon = "list-ul"
        description = "Facts in two columns, for what has no field of its own"
        preview_value = [("fact", {"label": "Format", "value": "35 mm"}), ("fact", {"label": "Colour", "value": "yes"})]
        group = TEXT
        template = "cms/blocks/facts.html"


class StoryStreamBlock(blocks.StreamBlock):
    """What an introduction or a biography is made of."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    quote = QuoteBlock()
    image = CaptionedImageBlock()
    gallery = GalleryBlock()
    embed = EmbedBlock()
    call_to_action = CallToActionBlock()


class BodyStreamBlock(StoryStreamBlock):
    """What a film's page is made of."""

    biography = BiographyBlock()
    facts = FactsBlock()
