"""A folder of small pictures, each different, for the tests."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw


def make_photos(folder: Path, count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    chance = np.random.default_rng(5)
    for number in range(count):
        size = (int(chance.integers(90, 240)), int(chance.integers(90, 240)))
        photo = Image.fromarray(chance.integers(0, 255, (6, 6, 3)).astype(np.uint8)).resize(size, Image.BICUBIC)
        draw = ImageDraw.Draw(photo)
        for _ in range(6):
            left, top = (int(chance.integers(side - 20)) for side in size)
            draw.ellipse((left, top, left + 30, top + 20), fill=tuple(int(one) for one in chance.integers(0, 255, 3)))
        photo.save(folder / f"{number}.jpg", quality=90)
