"""Small pictures for the sample site, drawn from their file names: the same name gives the same picture, always."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter

Size = tuple[int, int]
Colour = tuple[int, int, int]

DUSKS: tuple[tuple[Colour, Colour, Colour], ...] = (
    ((24, 44, 74), (214, 132, 92), (16, 26, 38)),
    ((62, 92, 108), (226, 214, 184), (28, 42, 46)),
    ((40, 28, 58), (196, 92, 84), (18, 12, 26)),
    ((96, 128, 140), (236, 230, 214), (44, 58, 58)),
    ((12, 34, 44), (92, 150, 146), (6, 16, 20)),
    ((112, 84, 60), (240, 206, 140), (48, 32, 24)),
)
GREY: tuple[Colour, Colour, Colour] = ((58, 58, 60), (214, 212, 206), (22, 22, 24))


def still(name: str, size: Size, *, monochrome: bool = False) -> bytes:
    """A frame from a film that was never shot, as JPEG."""
    dice = _dice(name)
    sky, glow, dark = GREY if monochrome else dice.choice(DUSKS)
    picture = _gradient(size, sky, glow)
    draw = ImageDraw.Draw(picture)
    horizon = int(size[1] * dice.uniform(0.55, 0.75))
    _sun(draw, dice, size, horizon, glow)
    _sea(draw, dice, size, horizon, dark, glow)
    dice.choice(SUBJECTS)(draw, dice, size, horizon, dark)
    return _jpeg(picture.filter(ImageFilter.GaussianBlur(0.6)))


def portrait(name: str, size: Size) -> bytes:
    """Head and shoulders against the light, as JPEG."""
    dice = _dice(name)
    sky, glow, dark = dice.choice(DUSKS)
    picture = _gradient(size, glow, sky)
    draw = ImageDraw.Draw(picture)
    width, height = size
    draw.ellipse((width * 0.32, height * 0.18, width * 0.68, height * 0.6), fill=dark)
    draw.ellipse((width * 0.1, height * 0.62, width * 0.9, height * 1.5), fill=dark)
    return _jpeg(picture.filter(ImageFilter.GaussianBlur(1.2)))


def masthead(size: Size, form: str) -> bytes:
    """The festival's name-plate, without words: a sea, three sails and a sun. GIF or PNG."""
    picture = _gradient(size, (18, 63, 87), (29, 86, 115))
    draw = ImageDraw.Draw(picture)
    width, height = size
    draw.ellipse((width * 0.8, height * 0.2, width * 0.8 + height * 0.5, height * 0.7), fill=(194, 69, 45))
    for number in range(3):
        left = width * 0.06 + number * height * 0.7
        draw.polygon(
            [(left, height * 0.75), (left + height * 0.3, height * 0.15), (left + height * 0.5, height * 0.75)],
            fill=(244, 235, 217),
        )
    draw.rectangle((0, height * 0.8, width, height), fill=(11, 42, 58))
    return _save(picture.quantize(32), form)


def spacer() -> bytes:
    return _save(Image.new("P", (1, 1)), "GIF", transparency=0)


def dot(size: Size, colour: Colour) -> bytes:
    return _save(Image.new("RGB", size, colour).quantize(2), "GIF")


def _dice(name: str) -> Random:
    return Random(hashlib.sha256(name.encode()).hexdigest())  # noqa: S311 - pictures, not secrets


def _gradient(size: Size, top: Colour, bottom: Colour) -> Image.Image:
    strip = Image.new("RGB", (1, size[1]))
    for y in range(size[1]):
        share = y / max(size[1] - 1, 1)
        strip.putpixel((0, y), _mix(top, bottom, share))
    return strip.resize(size)


def _mix(first: Colour, second: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def _sun(draw: ImageDraw.ImageDraw, dice: Random, size: Size, horizon: int, glow: Colour) -> None:
    radius = size[1] * dice.uniform(0.06, 0.16)
    x, y = size[0] * dice.uniform(0.15, 0.85), horizon * dice.uniform(0.35, 0.9)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=_mix(glow, (255, 255, 255), 0.5))


def _sea(draw: ImageDraw.ImageDraw, dice: Random, size: Size, horizon: int, dark: Colour, glow: Colour) -> None:
    draw.rectangle((0, horizon, *size), fill=_mix(dark, glow, 0.25))
    for _ in range(24):
        y = dice.randint(horizon, size[1])
        x = dice.randint(0, size[0])
        draw.line((x, y, x + dice.randint(10, size[0] // 4), y), fill=_mix(dark, glow, dice.uniform(0.1, 0.6)))


Subject = Callable[[ImageDraw.ImageDraw, Random, Size, int, Colour], None]


def _boat(draw: ImageDraw.ImageDraw, dice: Random, size: Size, horizon: int, dark: Colour) -> None:
    x, unit = size[0] * dice.uniform(0.25, 0.6), size[1] * 0.12
    draw.polygon(
        [(x, horizon), (x + unit * 4, horizon), (x + unit * 3.3, horizon + unit), (x + unit * 0.7, horizon + unit)],
        fill=dark,
    )
    draw.polygon(
        [
            (x + unit * 1.8, horizon - unit * 3),
            (x + unit * 3.2, horizon - unit * 0.3),
            (x + unit * 1.8, horizon - unit * 0.3),
        ],
        fill=dark,
    )


def _lighthouse(draw: ImageDraw.ImageDraw, dice: Random, size: Size, horizon: int, dark: Colour) -> None:
    x, unit = size[0] * dice.uniform(0.2, 0.75), size[1] * 0.05
    draw.polygon(
        [(x - unit, size[1] * 0.25), (x + unit, size[1] * 0.25), (x + unit * 1.8, horizon), (x - unit * 1.8, horizon)],
        fill=dark,
    )
    draw.rectangle((x - unit * 0.8, size[1] * 0.17, x + unit * 0.8, size[1] * 0.24), fill=(250, 232, 160))
    draw.ellipse((x - unit * 6, horizon - unit, x + unit * 6, horizon + unit * 4), fill=dark)


def _figures(draw: ImageDraw.ImageDraw, dice: Random, size: Size, horizon: int, dark: Colour) -> None:
    draw.rectangle((0, size[1] * 0.86, *size), fill=dark)
    for _ in range(dice.randint(1, 4)):
        x, tall = size[0] * dice.uniform(0.1, 0.9), size[1] * dice.uniform(0.3, 0.5)
        head, foot = size[1] * 0.9 - tall, size[1] * 0.9
        draw.ellipse((x - tall * 0.09, head, x + tall * 0.09, head + tall * 0.2), fill=dark)
        draw.polygon(
            [
                (x - tall * 0.16, foot),
                (x - tall * 0.1, head + tall * 0.22),
                (x + tall * 0.1, head + tall * 0.22),
                (x + tall * 0.16, foot),
            ],
            fill=dark,
        )


def _town(draw: ImageDraw.ImageDraw, dice: Random, size: Size, horizon: int, dark: Colour) -> None:
    x = 0
    while x < size[0]:
        wide, tall = dice.randint(size[0] // 16, size[0] // 7), dice.randint(size[1] // 8, size[1] // 2)
        draw.rectangle((x, horizon - tall, x + wide, size[1]), fill=dark)
        for _ in range(3):
            left, top = x + dice.randint(2, max(wide - 6, 3)), horizon - dice.randint(4, tall)
            draw.rectangle((left, top, left + 3, top + 4), fill=(250, 220, 140))
        x += wide + dice.randint(0, 6)


def _crane(draw: ImageDraw.ImageDraw, dice: Random, size: Size, horizon: int, dark: Colour) -> None:
    x, top = size[0] * dice.uniform(0.3, 0.6), size[1] * 0.15
    draw.line((x, top, x, horizon), fill=dark, width=6)
    draw.line((x - size[0] * 0.1, top, x + size[0] * 0.3, top), fill=dark, width=5)
    draw.line((x + size[0] * 0.25, top, x + size[0] * 0.25, horizon * 0.7), fill=dark, width=2)
    draw.rectangle((0, horizon, size[0], horizon + size[1] * 0.08), fill=dark)


SUBJECTS: tuple[Subject, ...] = (_boat, _lighthouse, _figures, _town, _crane)


def _jpeg(picture: Image.Image) -> bytes:
    return _save(picture, "JPEG", quality=72, optimize=False)


def _save(picture: Image.Image, form: str, **options: int | bool) -> bytes:
    out = BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()
