"""What may happen to a photo on its way through the world, so that the encoder learns to see past it.

`Augmenter.views` turns stored squares into what the encoder is fed. Two strengths: `gentle` is what an original looks
like in another size or quality; `strong` may crop, turn, mirror, recolour, cover, frame and compress it.
"""

from .views import Augmenter

__all__ = ["Augmenter"]
