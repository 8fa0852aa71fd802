"""What photos are shown on: plain borders, pages of an app on a phone, other photos."""

import torch
from PIL import Image, ImageDraw
from torch import Tensor
from torch.nn.functional import interpolate

from .chance import chosen, number, whole

#: Different pages, drawn once.
PAGES = 256


def draw_page(side: int) -> Tensor:
    """A phone's screen, squeezed to a square: status bar, header, lines of text, buttons, light or dark."""
    dark = number(0, 1) < 0.45
    paper = whole(0, 40) if dark else whole(225, 255)
    tint = [max(0, min(255, paper + whole(-6, 6))) for _ in range(3)] if number(0, 1) < 0.5 else [paper] * 3
    ink = whole(150, 255) if dark else whole(0, 110)
    page = Image.new("RGB", (side, side), tuple(tint))
    draw = ImageDraw.Draw(page)

    def words(top: int, height: int, left: int = 4) -> None:
        at = left
        while at < side * number(0.5, 1.0):
            length = whole(2, 14)
            draw.rectangle((at, top, at + length, top + height), fill=(ink, ink, ink))
            at += length + whole(2, 4)

    if number(0, 1) < 0.8:
        shade = whole(0, 255) if number(0, 1) < 0.3 else paper
        draw.rectangle((0, 0, side, whole(3, 12)), fill=(shade, shade, whole(0, 255) if number(0, 1) < 0.3 else shade))
        words(1, 1)
    top = whole(8, 20)
    while top < side:
        kind = number(0, 1)
        if kind < 0.65:
            words(top, whole(0, 2), whole(2, 30))
        elif kind < 0.8:
            colour = tuple(whole(0, 255) for _ in range(3))
            draw.ellipse((4, top, 4 + whole(6, 14), top + whole(3, 8)), fill=colour)
            words(top + 2, 1, 24)
        elif kind < 0.9:
            colour = tuple(whole(0, 255) for _ in range(3))
            left = whole(2, side // 2)
            draw.rectangle((left, top, whole(left + 8, side - 1), top + whole(3, 12)), fill=colour)
        top += whole(3, 14)
    return torch.frombuffer(bytearray(page.tobytes()), dtype=torch.uint8).view(side, side, 3).permute(2, 0, 1).float() / 255


class Grounds:
    def __init__(self, side: int):
        self.side = side
        self.pages = torch.stack([draw_page(side) for _ in range(PAGES)])

    def place(self, photos: Tensor, others: Tensor) -> Tensor:
        """Of 100 photos: 12 get a border, 15 stand on a page, 4 beside or within another photo.

        :param others: photos of other classes, to stand beside.
        """
        side = self.side
        for row in chosen(len(photos), 0.31):
            kind = number(0, 0.31)
            if kind < 0.12:
                colour = torch.rand(3) if number(0, 1) < 0.5 else torch.full((3,), 1.0 if number(0, 1) < 0.5 else 0.0)
                ground = colour[:, None, None].expand(3, side, side).clone()
                width = round(side * number(0.55, 0.97))
                height = width if number(0, 1) < 0.5 else round(side * number(0.55, 1))
            elif kind < 0.27:
                ground = self.pages[whole(0, PAGES - 1)].clone()
                width = side if number(0, 1) < 0.6 else round(side * number(0.75, 1))
                height = round(side * number(0.2, 0.85))
                if number(0, 1) < 0.15:
                    width, height = height, width
            else:
                ground = others[whole(0, len(others) - 1)].clone()
                width, height = (side // 2, side) if number(0, 1) < 0.5 else (round(side * number(0.45, 0.8)),) * 2
            left, top = whole(0, side - width), whole(0, side - height)
            if kind < 0.27 and number(0, 1) < 0.6:
                left = (side - width) // 2
                if kind < 0.12:
                    top = (side - height) // 2
            small = interpolate(photos[row : row + 1], size=(height, width), mode="bilinear", antialias=True)
            ground[:, top : top + height, left : left + width] = small[0]
            photos[row] = ground
        return photos
