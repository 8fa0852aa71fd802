"""What lies over photos: captions, watermarks, stickers, bars."""

import torch
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor
from torch.nn.functional import interpolate

from .chance import chosen, number, whole

CAPTIONS = 256
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!?&@"


def draw_caption(side: int) -> Tensor:
    """Words as a mask, float [side, side], 1 where there is ink."""
    font = ImageFont.load_default()
    mask = Image.new("L", (side, side), 0)
    for _ in range(whole(1, 3)):
        words = " ".join("".join(LETTERS[whole(0, len(LETTERS) - 1)] for _ in range(whole(2, 9))) for _ in range(whole(1, 4)))
        left, top, right, bottom = font.getbbox(words)
        line = Image.new("L", (right - left + 2, bottom - top + 2), 0)
        ImageDraw.Draw(line).text((1 - left, 1 - top), words, 255, font=font)
        height = whole(7, side // 4)
        width = min(side, max(8, round(height * line.width / line.height * number(0.6, 1.3))))
        line = line.resize((width, height), Image.BILINEAR)
        if number(0, 1) < 0.15:
            line = line.rotate(number(-40, 40), expand=True, resample=Image.BILINEAR)
        mask.paste(line, (whole(0, max(0, side - line.width)), whole(0, max(0, side - line.height))))
    return torch.frombuffer(bytearray(mask.tobytes()), dtype=torch.uint8).view(side, side).float() / 255


class Overlays:
    def __init__(self, side: int):
        self.side = side
        self.captions = torch.stack([draw_caption(side) for _ in range(CAPTIONS)])

    def cover(self, photos: Tensor, others: Tensor) -> Tensor:
        """Of 100 photos: 18 get a caption, 10 some boxes or pieces of other photos, 4 a bar over the whole width."""
        side = self.side
        for row in chosen(len(photos), 0.18):
            ink = torch.rand(3) if number(0, 1) < 0.5 else torch.full((3,), 1.0 if number(0, 1) < 0.7 else 0.0)
            mask = self.captions[whole(0, CAPTIONS - 1)] * number(0.4, 1)
            photos[row] += mask * (ink[:, None, None] - photos[row])
        for row in chosen(len(photos), 0.1):
            for _ in range(whole(1, 3)):
                height, width = whole(4, side // 3), whole(6, side // 2)
                top, left = whole(0, side - height), whole(0, side - width)
                if number(0, 1) < 0.5:
                    piece = torch.rand(3, 1, 1).expand(3, height, width)
                else:
                    other = others[whole(0, len(others) - 1)][None]
                    piece = interpolate(other, size=(height, width), mode="bilinear", antialias=True)[0]
                photos[row, :, top : top + height, left : left + width] = piece
        for row in chosen(len(photos), 0.04):
            height = whole(side // 16, side // 4)
            top = 0 if number(0, 1) < 0.5 else side - height
            photos[row, :, top : top + height] = torch.rand(()) if number(0, 1) < 0.5 else torch.rand(3, 1, 1)
        return photos
