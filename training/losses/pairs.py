"""Losses over the pairs and triplets of one batch, by squared L2 distance between unit vectors: d² = 2 − 2·cos."""

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy


def squared_distances(embeddings: Tensor) -> Tensor:
    return (2 - 2 * embeddings @ embeddings.t()).clamp(min=0)


def same_label(labels: Tensor) -> Tensor:
    """bool [n, n], true off the diagonal where two labels are equal."""
    same = labels[:, None] == labels[None, :]
    return same & ~torch.eye(len(labels), dtype=torch.bool)


class Contrastive(nn.Module):
    """d² for pairs of one photo, max(0, m − d)² for others: Hadsell, Chopra and LeCun 2006, eq. 4.

    Means over the pairs of one photo, and over those of the others that are nearer than the margin.
    """

    def __init__(self, margin: float = 1.0):
        super().__init__()
        self.margin = margin

    def forward(self, embeddings: Tensor, labels: Tensor) -> Tensor:
        squared = squared_distances(embeddings)
        same = same_label(labels)
        # The root's slope is infinite at 0.
        short = (self.margin - (squared + 1e-8).sqrt()).clamp(min=0)[labels[:, None] != labels[None, :]]
        return squared[same].mean() + (short**2).sum() / (short > 0).sum().clamp(min=1)


class Triplet(nn.Module):
    """max(0, d(a, p)² − d(a, n)² + α): Schroff et al. 2015, "FaceNet", eq. 2, with semi-hard negatives (section 3.2).

    For each anchor and positive: the nearest negative that is further than the positive; where all are nearer, the
    nearest of all. Mean over the triplets whose loss is not 0.
    """

    def __init__(self, margin: float = 0.3):
        super().__init__()
        self.margin = margin

    def forward(self, embeddings: Tensor, labels: Tensor) -> Tensor:
        squared = squared_distances(embeddings)
        anchors, positives = same_label(labels).nonzero(as_tuple=True)
        positive = squared[anchors, positives]
        negatives = squared[anchors].masked_fill(labels[anchors][:, None] == labels[None, :], torch.inf)
        beyond = negatives.masked_fill(negatives <= positive[:, None], torch.inf).min(1).values
        hardest = negatives.min(1).values
        negative = torch.where(beyond.isinf(), hardest, beyond)
        loss = (positive - negative + self.margin).clamp(min=0)
        return loss.sum() / (loss > 0).sum().clamp(min=1)


class InformationNoise(nn.Module):
    """InfoNCE: cross-entropy of finding the other view among the batch; van den Oord et al. 2018, eq. 4; as in SimCLR."""

    def __init__(self, temperature: float = 0.06):
        super().__init__()
        self.temperature = temperature

    def forward(self, embeddings: Tensor, labels: Tensor) -> Tensor:
        logits = (embeddings @ embeddings.t() / self.temperature).fill_diagonal_(-torch.inf)
        same = same_label(labels)
        anchors, positives = same.nonzero(as_tuple=True)
        # Other views of the same photo are no wrong answers.
        others = logits[anchors].masked_fill(same[anchors], -torch.inf)
        others[torch.arange(len(anchors)), positives] = logits[anchors, positives]
        return cross_entropy(others, positives)


def spread(embeddings: Tensor, labels: Tensor) -> Tensor:
    """Pushes each embedding from its nearest stranger, so that one threshold serves all photos.

    KoLeo: −mean log min d; Sablayrolles et al. 2019, "Spreading vectors for similarity search", eq. 2.
    """
    squared = squared_distances(embeddings).masked_fill(labels[:, None] == labels[None, :], torch.inf)
    return -0.5 * (squared.min(1).values + 1e-6).log().mean()
