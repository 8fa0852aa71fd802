"""All that may happen to photos, in the order in which it does."""

import numpy as np
import torch
from torch import Tensor

from ..prepare import Photos
from .chance import happens
from .colour import add_noise, coarsen, recolour, soften
from .compress import recompress
from .geometry import gentle_frame, show, strong_frame
from .grounds import Grounds
from .overlays import Overlays


class Augmenter:
    """:param side: pixels along a side of the views."""

    def __init__(self, side: int):
        self.side = side
        self.grounds = Grounds(side)
        self.overlays = Overlays(side)

    def gentle(self, photos: Photos, rows: np.ndarray) -> Tensor:
        """:param rows: which photos, ascending, int64 [n].
        :returns: uint8 [n, side, side, 3].
        """
        count = len(rows)
        shown = show(photos, rows, gentle_frame(count), self.side, torch.ones(count, 3, 1, 1))
        return self._finish(coarsen(shown))

    def strong(self, photos: Photos, rows: np.ndarray) -> Tensor:
        """As `gentle`, and anything else besides."""
        count = len(rows)
        plain = torch.rand(count, 3, 1, 1) * happens(count, 0.3)[:, None, None, None]
        ground = torch.where(happens(count, 0.4)[:, None, None, None], torch.ones(()), plain)
        frame = strong_frame(count, torch.from_numpy(photos.aspect[rows]))
        shown = show(photos, rows, frame, self.side, ground)
        others = shown.roll(1, 0)
        # A screenshot may be recoloured as a whole, and a recoloured photo be shown on a page.
        if bool(happens(1, 0.5)):
            shown = self.grounds.place(self.overlays.cover(recolour(shown), others), others)
        else:
            shown = recolour(self.overlays.cover(self.grounds.place(shown, others), others))
        return self._finish(add_noise(coarsen(soften(shown))))

    def _finish(self, shown: Tensor) -> Tensor:
        pixels = shown.clamp_(0, 1).mul_(255).round_().byte().permute(0, 2, 3, 1).contiguous()
        return torch.from_numpy(recompress(pixels.numpy()))
