"""Random numbers, all from PyTorch's one generator, so that one seed gives one training."""

import math

import torch
from torch import Tensor


def uniform(count: int, low: float, high: float) -> Tensor:
    return torch.rand(count) * (high - low) + low


def log_uniform(count: int, low: float, high: float) -> Tensor:
    return (uniform(count, math.log(low), math.log(high))).exp()


def happens(count: int, probability: float) -> Tensor:
    """bool [count]"""
    return torch.rand(count) < probability


def number(low: float, high: float) -> float:
    return float(torch.rand(()) * (high - low) + low)


def whole(low: int, high: int) -> int:
    """From low to high, neither left out."""
    return int(torch.randint(low, high + 1, ()))


def chosen(count: int, probability: float) -> list[int]:
    """The rows that it happens to."""
    return happens(count, probability).nonzero().flatten().tolist()
