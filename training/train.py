"""Trains the encoder: first to tell two views of a photo from all others, then with ArcFace, one class a photo.

ArcFace from random weights does not get going with thousands of classes of one photo each; from the first phase, with
each class's centre started at its photo's own embedding, it does.
"""

import math
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from .augment import Augmenter
from .batches import Batches, epoch
from .evaluate import Probe, embed
from .losses import make_loss
from .losses.margins import MarginLoss
from .losses.pairs import spread
from .model import DIMENSIONS, Average, Encoder
from .prepare import Photos

WARM_UP = 200
WEIGHT_DECAY = 0.03
#: Side of the pictures that the shipped encoder takes.
SIDE = 128


@dataclass(frozen=True)
class Phase:
    loss: str
    #: Pixels along a side of the views.
    side: int
    epochs: int
    rate: float
    #: Weight of the term that keeps strangers apart.
    spread: float
    #: Whether each photo is seen in two views at once: pair losses need it.
    pairs: bool
    #: Epochs between looks at the held-out photos; 0 for none but the last.
    look: int = 4


RECIPE = (
    Phase("info-nce", side=96, epochs=30, rate=2e-3, spread=0.3, pairs=True),
    Phase("arcface", side=128, epochs=22, rate=8e-4, spread=0.1, pairs=False),
)
#: Centres are parameters of one class each and see a gradient of their own once an epoch: they may move faster.
CENTRE_RATE = 5.0


class Training:
    """What a checkpoint holds, and one phase after the other.

    :param rows: the photos that take part.
    """

    def __init__(self, photos: Photos, rows: np.ndarray, probe: Probe, recipe: tuple[Phase, ...], seed: int):
        torch.manual_seed(seed)
        self.photos, self.rows, self.probe, self.recipe, self.seed = photos, rows, probe, recipe, seed
        self.encoder = Encoder().to(memory_format=torch.channels_last)
        self.average = Average(self.encoder)
        self.scores: dict[str, float] = {}

    def run(self, checkpoint: Path | None = None) -> Encoder:
        """:param checkpoint: written after each epoch; if it is there already, training goes on from it.
        :returns: the encoder with averaged weights.
        """
        saved = torch.load(checkpoint) if checkpoint is not None and checkpoint.exists() else None
        if saved is not None:
            self.encoder.load_state_dict(saved["encoder"])
            self.average.weights, self.average.steps = saved["average"], saved["steps"]
        for number, phase in enumerate(self.recipe):
            if saved is not None and number < saved["phase"]:
                continue
            resumed = saved if saved is not None and number == saved["phase"] else None
            self._run_phase(number, phase, checkpoint, resumed)
        return self.averaged()

    def averaged(self) -> Encoder:
        encoder = Encoder()
        encoder.load_state_dict(self.average.weights)
        return encoder.eval().to(memory_format=torch.channels_last)

    def _run_phase(self, number: int, phase: Phase, checkpoint: Path | None, resumed: dict | None) -> None:
        loss = make_loss(phase.loss, len(self.rows), DIMENSIONS)
        if resumed is not None:
            loss.load_state_dict(resumed["loss"])
        elif isinstance(loss, MarginLoss) and number > 0:
            loss.centres.data = torch.from_numpy(embed(self.averaged(), self._plain(phase.side)))
        optimizer = make_optimizer(self.encoder, loss)
        if resumed is not None:
            optimizer.load_state_dict(resumed["optimizer"])
        torch.manual_seed(self.seed)
        augmenter = Augmenter(phase.side)
        for at in range(0 if resumed is None else resumed["epoch"] + 1, phase.epochs):
            started = time.monotonic()
            seed = self.seed * 1_000 + number * 200 + at
            batches = Batches(self.photos, self.rows, augmenter, phase.pairs, seed)
            mean = self._run_epoch(phase, loss, optimizer, batches, at)
            line = f"{phase.loss} {at + 1}/{phase.epochs}: loss {mean:.3f}, {time.monotonic() - started:.0f} s"
            if at + 1 == phase.epochs or (phase.look > 0 and (at + 1) % phase.look == 0):
                self.scores = self.probe.scores(self.averaged())
                line += "; " + ", ".join(f"{name} {score:.3f}" for name, score in self.scores.items())
            print(line, flush=True)
            if checkpoint is not None:
                self._save(checkpoint, number, at, loss, optimizer)

    def _run_epoch(
        self, phase: Phase, loss: nn.Module, optimizer: torch.optim.Optimizer, batches: Batches, at: int
    ) -> float:
        self.encoder.train()
        total, steps = 0.0, len(batches) * phase.epochs
        for batch, (pixels, labels) in enumerate(epoch(batches)):
            step = at * len(batches) + batch
            for group in optimizer.param_groups:
                warmth = min(1, (step + 1) / WARM_UP)
                group["lr"] = phase.rate * group["factor"] * warmth * 0.5 * (1 + math.cos(math.pi * step / steps)) + 1e-6
            if isinstance(loss, MarginLoss):
                loss.share = min(1, step / steps / 0.4)
            # bfloat16 halves the time; the loss itself is reckoned in float32.
            with torch.autocast("cpu", torch.bfloat16):
                embeddings = self.encoder(pixels)
            value = loss(embeddings, labels)
            optimizer.zero_grad()
            (value + phase.spread * spread(embeddings, labels)).backward()
            optimizer.step()
            self.average.follow(self.encoder)
            total += value.item()
        return total / len(batches)

    def _plain(self, side: int) -> np.ndarray:
        """The photos themselves, uint8 [n, side, side, 3]."""
        pixels = torch.from_numpy(self.photos.full[self.rows]).permute(0, 3, 1, 2)
        parts = [nn.functional.interpolate(part.float(), size=side, mode="area").byte() for part in pixels.split(256)]
        return torch.cat(parts).permute(0, 2, 3, 1).contiguous().numpy()

    def _save(self, checkpoint: Path, number: int, at: int, loss: nn.Module, optimizer: torch.optim.Optimizer) -> None:
        partial = checkpoint.with_suffix(".partial")
        torch.save(
            {
                "phase": number,
                "epoch": at,
                "encoder": self.encoder.state_dict(),
                "average": self.average.weights,
                "steps": self.average.steps,
                "loss": loss.state_dict(),
                "optimizer": optimizer.state_dict(),
            },
            partial,
        )
        partial.replace(checkpoint)


def make_optimizer(encoder: Encoder, loss: nn.Module) -> torch.optim.Optimizer:
    """AdamW; weight decay on matrices and kernels, none on norms and centres."""
    matrices = [weights for weights in encoder.parameters() if weights.ndim >= 2]
    others = [weights for weights in encoder.parameters() if weights.ndim < 2]
    groups = [
        {"params": matrices, "weight_decay": WEIGHT_DECAY, "factor": 1.0},
        {"params": others, "weight_decay": 0.0, "factor": 1.0},
    ]
    centres = list(loss.parameters())
    if centres:
        groups.append({"params": centres, "weight_decay": 0.0, "factor": CENTRE_RATE})
    return torch.optim.AdamW(groups, lr=1e-3)
