"""Languages as BCP 47 tags: "fr", "pt-BR", "zh-Hant"; "zxx" for no dialogue.

See docs/decisions/0102-countries-and-languages.md.
"""

import langcodes
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

NO_DIALOGUE = "zxx"
NO_DIALOGUE_NAME = "No dialogue"


def standard_tag(text: str) -> str:
    """The canonical form of a tag ("FR" is "fr", "zh-tw" is "zh-TW"); raises ValidationError for what is none."""
    tag = _parsed(text)
    if not tag:
        raise ValidationError(
            "“%(tag)s” is no language tag. Write one such as fr, pt-BR or zh-Hant.",
            code="unknown_language",
            params={"tag": text},
        )
    return tag


def _parsed(text: str) -> str:
    try:
        tag = langcodes.standardize_tag(text.strip())
    except langcodes.LanguageTagError:
        return ""
    return str(tag) if tag and langcodes.tag_is_valid(tag) else ""


def validate_language(text: str) -> None:
    if standard_tag(text) != text:
        raise ValidationError(
            "Write “%(tag)s” as “%(standard)s”.",
            code="language_not_canonical",
            params={"tag": text, "standard": standard_tag(text)},
        )


def language_name(tag: str) -> str:
    if tag == NO_DIALOGUE:
        return NO_DIALOGUE_NAME
    if not _parsed(tag):
        return tag
    return str(langcodes.Language.get(tag).display_name(get_language() or "en"))


def find_tag(text: str) -> str:
    """The tag of what an editor writes: a tag, or a language's name in English or the active language."""
    if text.casefold() == NO_DIALOGUE_NAME.casefold():
        return NO_DIALOGUE
    return _parsed(text) or _tag_of_name(text) or standard_tag(text)


def _tag_of_name(name: str) -> str:
    for language in (get_language() or "en", "en"):
        try:
            return str(langcodes.find(name.strip(), language=language).to_tag())
        except LookupError:
            continue
    return ""
