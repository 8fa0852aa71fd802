"""JPEG and WebP by their real encoders."""

from io import BytesIO

import numpy as np
from PIL import Image

from .chance import chosen, number, whole


def recompress(photos: np.ndarray) -> np.ndarray:
    """:param photos: uint8 [n, side, side, 3], changed in place: half of them go through JPEG, a few through WebP."""
    for row in chosen(len(photos), 0.5):
        buffer = BytesIO()
        photo = Image.fromarray(photos[row])
        if number(0, 1) < 0.06:
            photo.save(buffer, "WEBP", quality=whole(10, 80), method=0)
        else:
            photo.save(buffer, "JPEG", quality=whole(5, 85))
        buffer.seek(0)
        with Image.open(buffer) as decoded:
            photos[row] = np.asarray(decoded.convert("RGB"))
    return photos
