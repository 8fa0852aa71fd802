"""Every loss is a module: embeddings, float32 [n, d], of unit length, and labels, int64 [n] → one number to lower.

Two embeddings with one label come from one photo. The margin losses compare with a learned centre for each class, the
pair losses with the other embeddings of the batch, which then must hold each label at least twice.
"""

from torch import nn

from .margins import ArcFace, CosFace, SphereFace
from .pairs import Contrastive, InformationNoise, Triplet

PAIR_LOSSES = {"contrastive": Contrastive, "triplet": Triplet, "info-nce": InformationNoise}
MARGIN_LOSSES = {"arcface": ArcFace, "cosface": CosFace, "sphereface": SphereFace}
NAMES = [*MARGIN_LOSSES, *PAIR_LOSSES]


def make_loss(name: str, classes: int, dimensions: int) -> nn.Module:
    """:raises KeyError: for a name that is not in `NAMES`."""
    return MARGIN_LOSSES[name](classes, dimensions) if name in MARGIN_LOSSES else PAIR_LOSSES[name]()

