"""How well an encoder finds edited photos again, on the held-out ones; a quick look while training.

The full measurement is `npm run bench:quality`, which makes its edits with other tools.
"""

from collections.abc import Callable
from io import BytesIO

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from .model import Encoder
from .prepare import Photos

ORIGINALS = 500


def crop(share: float) -> Callable[[Image.Image, np.random.Generator], Image.Image]:
    def cropped(photo: Image.Image, chance: np.random.Generator) -> Image.Image:
        width, height = (max(8, round(side * share)) for side in photo.size)
        left, top = chance.integers(photo.width - width + 1), chance.integers(photo.height - height + 1)
        return photo.crop((left, top, left + width, top + height))

    return cropped


def compress(photo: Image.Image, quality: int) -> Image.Image:
    buffer = BytesIO()
    photo.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("RGB")


def screenshot(photo: Image.Image, chance: np.random.Generator) -> Image.Image:
    page = Image.new("RGB", (360, 780), "white" if chance.random() < 0.5 else (18, 18, 20))
    fitted = photo.resize((360, round(360 * photo.height / photo.width)))
    top = int(chance.integers(60, max(61, 740 - fitted.height)))
    page.paste(fitted, (0, top))
    draw = ImageDraw.Draw(page)
    for line in (12, 40, top + fitted.height + 20, top + fitted.height + 40, 755):
        draw.rectangle((16, line, int(chance.integers(60, 340)), line + 8), fill=(128, 128, 128))
    return page


EDITS: dict[str, Callable[[Image.Image, np.random.Generator], Image.Image]] = {
    "jpeg 10": lambda photo, _: compress(photo, 10),
    "bright": lambda photo, _: ImageEnhance.Brightness(photo).enhance(1.6),
    "grey": lambda photo, _: ImageOps.grayscale(photo).convert("RGB"),
    "blur": lambda photo, _: photo.filter(ImageFilter.GaussianBlur(max(photo.size) / 100)),
    "mirror": lambda photo, _: ImageOps.mirror(photo),
    "turn 90": lambda photo, chance: photo.transpose(Image.ROTATE_90 if chance.random() < 0.5 else Image.ROTATE_270),
    "turn 15": lambda photo, chance: photo.rotate(15 if chance.random() < 0.5 else -15, Image.BICUBIC, expand=True),
    "border": lambda photo, _: ImageOps.expand(photo, round(max(photo.size) * 0.12), "black"),
    "screenshot": screenshot,
    "crop 80": crop(0.8),
    "crop 50": crop(0.5),
    "crop 30": crop(0.3),
}


class Probe:
    """The held-out photos, and edits of some of them, squeezed to what the encoder takes."""

    def __init__(self, photos: Photos, side: int):
        chance = np.random.default_rng(7)
        originals = []
        self.queries: dict[str, np.ndarray] = {}
        edited: dict[str, list[np.ndarray]] = {name: [] for name in EDITS}
        for row in range(len(photos)):
            square = Image.fromarray(np.asarray(photos.full[row]))
            originals.append(np.asarray(square.resize((side, side), Image.BICUBIC)))
            if row % max(1, len(photos) // ORIGINALS) != 0:
                continue
            aspect = float(photos.aspect[row])
            photo = square.resize((round(224 * min(1, aspect)), round(224 / max(1, aspect))), Image.BICUBIC)
            for name, edit in EDITS.items():
                edited[name].append(np.asarray(edit(photo, chance).resize((side, side), Image.BICUBIC)))
        self.answers = np.arange(0, len(photos), max(1, len(photos) // ORIGINALS))
        self.references = np.stack(originals)
        self.queries = {name: np.stack(pictures) for name, pictures in edited.items()}

    def scores(self, encoder: Encoder) -> dict[str, float]:
        """Micro average precision, recall at 99 % precision over all, and recall there for each edit."""
        references = embed(encoder, self.references)
        similarities = {name: embed(encoder, queries) @ references.T for name, queries in self.queries.items()}
        pooled = np.concatenate(list(similarities.values()))
        answers = np.tile(self.answers, len(similarities))
        true = pooled[np.arange(len(pooled)), answers]
        average_precision, recall, threshold = rank(pooled, true)
        each = {
            name: float((found[np.arange(len(found)), self.answers] >= threshold).mean())
            for name, found in similarities.items()
        }
        return {"average precision": average_precision, "recall": recall, **each}


def rank(pooled: np.ndarray, true: np.ndarray) -> tuple[float, float, float]:
    """:param pooled: similarities, [queries, references], among which `true` [queries] are the right ones.
    :returns: micro average precision; the largest recall at a precision of 0.99 or more; the threshold that gives it.
    """
    ascending = np.sort(pooled.ravel())
    descending = np.sort(true)[::-1]
    # At a threshold that several reach, all of them count.
    right = len(true) - np.searchsorted(descending[::-1], descending, "left")
    precision = right / (len(ascending) - np.searchsorted(ascending, descending, "left"))
    good = np.flatnonzero(precision >= 0.99)
    if len(good) == 0:
        return float(precision.mean()), 0.0, float("inf")
    return float(precision.mean()), float(right[good[-1]] / len(true)), float(descending[good[-1]])


@torch.no_grad()
def embed(encoder: Encoder, pictures: np.ndarray) -> np.ndarray:
    """float32 [n, 256]"""
    encoder.eval()
    parts = [encoder(torch.from_numpy(pictures[at : at + 128])) for at in range(0, len(pictures), 128)]
    return torch.cat(parts).numpy()
