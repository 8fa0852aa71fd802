"""Each loss against a naive loop, the papers' formulas, finite differences and its limits."""

import math
import unittest

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, normalize

from ..losses import NAMES, make_loss
from ..losses.margins import ArcFace, CosFace, MarginLoss, SphereFace
from ..losses.pairs import Contrastive, InformationNoise, Triplet, spread

CLASSES, DIMENSIONS = 5, 7


def batch(seed: int = 3) -> tuple[Tensor, Tensor]:
    """Two views of each of five photos, in float64."""
    generator = torch.Generator().manual_seed(seed)
    embeddings = normalize(torch.randn(2 * CLASSES, DIMENSIONS, generator=generator, dtype=torch.float64), dim=1)
    return embeddings, torch.arange(CLASSES).repeat(2)


def margin_loss(kind: type[MarginLoss], margin: float) -> MarginLoss:
    torch.manual_seed(4)
    return kind(CLASSES, DIMENSIONS, margin=margin).double()


def naive_softmax(loss: MarginLoss, embeddings: Tensor, labels: Tensor, psi) -> float:
    total = 0.0
    for embedding, label in zip(embeddings, labels):
        cosines = [float(embedding @ centre / centre.norm()) for centre in loss.centres]
        terms = [
            math.exp(loss.scale * (psi(math.acos(cosine)) if number == label else cosine))
            for number, cosine in enumerate(cosines)
        ]
        total -= math.log(terms[int(label)] / sum(terms))
    return total / len(labels)


class Margins(unittest.TestCase):
    def test_arcface_is_eq_3(self):
        loss, (embeddings, labels) = margin_loss(ArcFace, 0.3), batch()

        def psi(angle: float) -> float:
            return math.cos(angle + 0.3) if angle + 0.3 < math.pi else math.cos(angle) - 0.3 * math.sin(0.3)

        self.assertAlmostEqual(loss(embeddings, labels).item(), naive_softmax(loss, embeddings, labels, psi), places=9)

    def test_cosface_is_eq_4(self):
        loss, (embeddings, labels) = margin_loss(CosFace, 0.2), batch()
        expected = naive_softmax(loss, embeddings, labels, lambda angle: math.cos(angle) - 0.2)
        self.assertAlmostEqual(loss(embeddings, labels).item(), expected, places=9)

    def test_sphereface_is_eq_7(self):
        loss, (embeddings, labels) = margin_loss(SphereFace, 1.35), batch()

        def psi(angle: float) -> float:
            turn = math.floor(1.35 * angle / math.pi)
            return (-1) ** turn * math.cos(1.35 * angle) - 2 * turn

        self.assertAlmostEqual(loss(embeddings, labels).item(), naive_softmax(loss, embeddings, labels, psi), places=9)

    def test_sphereface_falls_steadily_with_the_angle(self):
        loss = margin_loss(SphereFace, 4.0)
        psi = loss.with_margin(torch.linspace(0.001, math.pi - 0.001, 400, dtype=torch.float64).cos())
        self.assertTrue(bool((psi.diff() < 0).all()))

    def test_without_a_margin_all_are_the_normalised_softmax(self):
        embeddings, labels = batch()
        for kind, margin in ((ArcFace, 0.0), (CosFace, 0.0), (SphereFace, 1.0)):
            loss = margin_loss(kind, margin)
            logits = loss.scale * embeddings @ normalize(loss.centres, dim=1).t()
            self.assertAlmostEqual(loss(embeddings, labels).item(), cross_entropy(logits, labels).item(), places=9)

    def test_a_larger_margin_costs_more(self):
        embeddings, labels = batch()
        for kind, small, large in ((ArcFace, 0.1, 0.4), (CosFace, 0.1, 0.4), (SphereFace, 1.1, 1.5)):
            small_loss, large_loss = margin_loss(kind, small), margin_loss(kind, large)
            self.assertLess(small_loss(embeddings, labels).item(), large_loss(embeddings, labels).item())

    def test_gradients_stay_finite_at_the_poles(self):
        for kind, margin in ((ArcFace, 0.3), (CosFace, 0.2), (SphereFace, 1.35)):
            for sign in (1, -1):
                loss = margin_loss(kind, margin)
                embeddings = (sign * normalize(loss.centres, dim=1)).detach().requires_grad_()
                loss(embeddings, torch.arange(CLASSES)).backward()
                self.assertTrue(bool(embeddings.grad.isfinite().all() and loss.centres.grad.isfinite().all()), kind)


class Pairs(unittest.TestCase):
    def test_contrastive_is_eq_4(self):
        embeddings, labels = batch()
        same, others = [], []
        for a in range(len(labels)):
            for b in range(len(labels)):
                distance = float((embeddings[a] - embeddings[b]).norm())
                if a != b and labels[a] == labels[b]:
                    same.append(distance**2)
                elif labels[a] != labels[b] and distance < 1.2:
                    others.append((1.2 - distance) ** 2)
        expected = sum(same) / len(same) + sum(others) / len(others)
        self.assertAlmostEqual(Contrastive(1.2)(embeddings, labels).item(), expected, places=6)

    def test_triplet_is_eq_2_over_semi_hard_negatives(self):
        embeddings, labels = batch()
        losses = []
        for a in range(len(labels)):
            for p in range(len(labels)):
                if a == p or labels[a] != labels[p]:
                    continue
                positive = float((embeddings[a] - embeddings[p]).norm()) ** 2
                negatives = [float((embeddings[a] - embeddings[n]).norm()) ** 2 for n in range(len(labels)) if labels[n] != labels[a]]
                beyond = [negative for negative in negatives if negative > positive]
                losses.append(max(0.0, positive - min(beyond or negatives) + 0.3))
        expected = sum(losses) / max(1, sum(loss > 0 for loss in losses))
        self.assertAlmostEqual(Triplet(0.3)(embeddings, labels).item(), expected, places=9)

    def test_collapse_gives_exactly_the_margin(self):
        embeddings = normalize(torch.ones(10, DIMENSIONS, dtype=torch.float64), dim=1)
        self.assertAlmostEqual(Triplet(0.3)(embeddings, batch()[1]).item(), 0.3, places=9)

    def test_info_nce_finds_the_other_view(self):
        embeddings, labels = batch()
        total = 0.0
        for a in range(len(labels)):
            terms = {b: math.exp(float(embeddings[a] @ embeddings[b]) / 0.06) for b in range(len(labels)) if b != a}
            other = (a + CLASSES) % len(labels)
            total -= math.log(terms[other] / sum(terms.values()))
        self.assertAlmostEqual(InformationNoise(0.06)(embeddings, labels).item(), total / len(labels), places=9)

    def test_spread_is_the_mean_log_distance_to_the_nearest_stranger(self):
        embeddings, labels = batch()
        nearest = [
            min(float((embeddings[a] - embeddings[b]).norm()) for b in range(len(labels)) if labels[a] != labels[b])
            for a in range(len(labels))
        ]
        expected = -sum(map(math.log, nearest)) / len(nearest)
        self.assertAlmostEqual(spread(embeddings, labels).item(), expected, places=5)


class Gradients(unittest.TestCase):
    def test_all_agree_with_finite_differences(self):
        for name in NAMES:
            torch.manual_seed(4)
            loss = make_loss(name, CLASSES, DIMENSIONS).double()
            embeddings, labels = batch()
            self.assertTrue(
                torch.autograd.gradcheck(lambda free: loss(normalize(free, dim=1), labels), embeddings.requires_grad_()), name
            )
