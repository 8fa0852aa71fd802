"""Softmax over classes on the hypersphere, with a margin that the true class must overcome. One class a photo.

With θ_j the angle between an embedding and the centre of class j, y the true class and s a scale, each loss is
    −log( e^{s·ψ(θ_y)} / ( e^{s·ψ(θ_y)} + Σ_{j≠y} e^{s·cos θ_j} ) )
and they differ in ψ only. At margin 0 (SphereFace: 1) all three are the normalised softmax.
"""

import math
from abc import ABC, abstractmethod

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, normalize

#: Keeps the arc cosine's gradient finite at the poles.
EDGE = 1e-6


class MarginLoss(nn.Module, ABC):
    def __init__(self, classes: int, dimensions: int, margin: float, scale: float):
        super().__init__()
        self.centres = nn.Parameter(torch.randn(classes, dimensions) * 0.05)
        self.margin = margin
        self.scale = scale
        #: From 0 to 1: the share of the margin in force, raised while training.
        self.share = 1.0

    @abstractmethod
    def with_margin(self, cosine: Tensor) -> Tensor:
        """ψ(θ_y) of the true classes' cosines, any shape."""

    def forward(self, embeddings: Tensor, labels: Tensor) -> Tensor:
        cosines = embeddings @ normalize(self.centres, dim=1).t()
        true = cosines.gather(1, labels[:, None]).clamp(-1 + EDGE, 1 - EDGE)
        return cross_entropy(self.scale * cosines.scatter(1, labels[:, None], self.with_margin(true)), labels)


class ArcFace(MarginLoss):
    """ψ(θ) = cos(θ + m): Deng et al. 2019, "ArcFace: additive angular margin loss", eq. 3.

    Past θ + m = π, where the cosine would rise again, it goes on as a line, as in the authors' code.
    """

    def __init__(self, classes: int, dimensions: int, margin: float = 0.3, scale: float = 24.0):
        super().__init__(classes, dimensions, margin, scale)

    def with_margin(self, cosine: Tensor) -> Tensor:
        margin = self.margin * self.share
        angle = cosine.acos()
        return torch.where(angle + margin < math.pi, (angle + margin).cos(), cosine - math.sin(margin) * margin)


class CosFace(MarginLoss):
    """ψ(θ) = cos θ − m: Wang et al. 2018, "CosFace: large margin cosine loss", eq. 4."""

    def __init__(self, classes: int, dimensions: int, margin: float = 0.2, scale: float = 24.0):
        super().__init__(classes, dimensions, margin, scale)

    def with_margin(self, cosine: Tensor) -> Tensor:
        return cosine - self.margin * self.share


class SphereFace(MarginLoss):
    """ψ(θ) = (−1)^k·cos(m·θ) − 2k for θ in [kπ/m, (k+1)π/m]: Liu et al. 2017, "SphereFace", eq. 7.

    The embeddings are normalised here as in its successors, so that all three losses differ in the margin alone.
    """

    def __init__(self, classes: int, dimensions: int, margin: float = 1.35, scale: float = 24.0):
        super().__init__(classes, dimensions, margin, scale)

    def with_margin(self, cosine: Tensor) -> Tensor:
        margin = 1 + (self.margin - 1) * self.share
        angle = cosine.acos()
        turns = (angle.detach() * margin / math.pi).floor()
        return (1 - 2 * (turns % 2)) * (margin * angle).cos() - 2 * turns
