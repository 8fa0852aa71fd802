"""Batches of augmented views, made by a process beside the training. One seed gives one sequence of batches."""

import os
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from .augment import Augmenter
from .prepare import Photos

BATCH = 128
#: Of the single views, those that are gentle: so that a class's centre stays near the photo itself.
GENTLE_SHARE = 0.2


class Batches(Dataset):
    """One epoch: every photo once, in an order of its own.

    :param rows: which photos take part; a photo's class is its place among them.
    :param pairs: whether each photo comes twice, gently and strongly changed, or once.
    """

    def __init__(self, photos: Photos, rows: np.ndarray, augmenter: Augmenter, pairs: bool, seed: int):
        self.photos = photos
        self.rows = rows
        self.augmenter = augmenter
        self.pairs = pairs
        self.seed = seed
        self.order = np.random.default_rng(seed).permutation(len(rows))

    def __len__(self) -> int:
        return len(self.rows) // BATCH

    def __getitem__(self, batch: int) -> tuple[Tensor, Tensor]:
        """Views, uint8 [n, side, side, 3], and their classes, int64 [n]."""
        torch.manual_seed(self.seed * 100_003 + batch)
        classes = np.sort(self.order[batch * BATCH : (batch + 1) * BATCH])
        if self.pairs:
            gentle, strong = classes, classes
        else:
            gentle_too = torch.rand(len(classes)).numpy() < GENTLE_SHARE
            gentle, strong = classes[gentle_too], classes[~gentle_too]
        views = [self.augmenter.strong(self.photos, self.rows[strong])]
        if len(gentle) > 0:
            views.append(self.augmenter.gentle(self.photos, self.rows[gentle]))
        return torch.cat(views), torch.from_numpy(np.concatenate([strong, gentle]))


def epoch(batches: Batches) -> Iterator[tuple[Tensor, Tensor]]:
    # The process beside gives way: the training's threads wait for each other, and one held up holds up all.
    return iter(
        DataLoader(batches, batch_size=None, num_workers=1, prefetch_factor=3, worker_init_fn=lambda _: os.nice(9))
    )
