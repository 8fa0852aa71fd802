"""Crops, turns, mirrors, stretches and tilts, as one resampling per photo.

A stored square is a photo squeezed; turning has to know the photo's true shape, its aspect (width / height).
"""

import math
from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import affine_grid, grid_sample

from ..prepare import Photos
from .chance import happens, log_uniform, uniform


@dataclass
class Frame:
    """What of a photo is shown: all in shares of its half sides, one row a photo."""

    half_width: Tensor
    half_height: Tensor
    left: Tensor
    top: Tensor
    angle: Tensor
    quarters: Tensor
    mirrored: Tensor
    tilt: Tensor


def gentle_frame(count: int) -> Frame:
    side = torch.where(happens(count, 0.5), uniform(count, 0.9, 1.0), torch.ones(count))
    zero = torch.zeros(count)
    room = 1 - side
    return Frame(side, side, uniform(count, -1, 1) * room, uniform(count, -1, 1) * room, zero, zero, zero, torch.zeros(count, 2))


def strong_frame(count: int, aspect: Tensor) -> Frame:
    """Of 100 photos: 70 are cropped (half of them below a third of the area), 45 turned by some degrees or a lot,
    35 by quarters, 30 mirrored, 15 tilted."""
    mild = uniform(count, 0.3, 1.0).sqrt()
    deep = log_uniform(count, 0.07, 0.4).sqrt()
    side = torch.where(happens(count, 0.62), mild, deep)
    side = torch.where(happens(count, 0.7), side, torch.ones(count))
    stretch = torch.where(happens(count, 0.4), uniform(count, -0.3, 0.3), torch.zeros(count)).exp().sqrt()
    half_width, half_height = (side * stretch).clamp(max=1), (side / stretch).clamp(max=1)
    left = uniform(count, -1, 1) * (1 - half_width)
    top = uniform(count, -1, 1) * (1 - half_height)
    degrees = torch.where(happens(count, 0.5), torch.randn(count) * 6, uniform(count, -25, 25))
    angle = torch.where(happens(count, 0.4), degrees, torch.zeros(count)) * math.pi / 180
    # Turned photos come with their corners cut off, with the ground showing, or in between.
    wide = torch.maximum(aspect, 1 / aspect)
    reach = angle.abs().cos() + angle.abs().sin() * wide
    fit = torch.where(happens(count, 0.4), reach, torch.where(happens(count, 0.6), 1 / reach, torch.ones(count)))
    fit = torch.where(angle == 0, torch.ones(count), fit)
    return Frame(
        half_width * fit,
        half_height * fit,
        left,
        top,
        angle,
        torch.where(happens(count, 0.35), torch.randint(1, 4, (count,)), torch.zeros(count, dtype=torch.long)).float(),
        happens(count, 0.3).float(),
        torch.randn(count, 2) * 0.1 * happens(count, 0.15).float()[:, None],
    )


def resample(photos: Tensor, aspect: Tensor, frame: Frame, side: int, ground: Tensor) -> Tensor:
    """:param photos: float [n, 3, stored, stored]; used up.
    :param ground: float [n, 3, 1, 1], seen where the frame reaches past the photo.
    :returns: float [n, 3, side, side].
    """
    cos, sin = frame.angle.cos(), frame.angle.sin()
    # From the result's square to the photo's: mirror, quarter turn, size, angle in true proportions, place.
    turn = frame.quarters * math.pi / 2
    quarter = torch.stack([torch.stack([turn.cos(), -turn.sin()], 1), torch.stack([turn.sin(), turn.cos()], 1)], 1)
    flip = torch.diag_embed(torch.stack([1 - 2 * frame.mirrored, torch.ones_like(turn)], 1))
    size = torch.stack(
        [
            torch.stack([cos * frame.half_width, -sin * frame.half_height / aspect], 1),
            torch.stack([sin * frame.half_width * aspect, cos * frame.half_height], 1),
        ],
        1,
    )
    affine = torch.cat([size @ quarter @ flip, torch.stack([frame.left, frame.top], 1)[:, :, None]], 2)
    grid = affine_grid(affine, [len(photos), 3, side, side], align_corners=False)
    depth = 1 + (grid * frame.tilt[:, None, None, :]).sum(-1, keepdim=True)
    # In place: a batch of photos is large.
    return grid_sample(photos.sub_(ground), grid.div_(depth.clamp_(min=0.3)), align_corners=False).add_(ground)


def show(photos: Photos, rows: np.ndarray, frame: Frame, side: int, ground: Tensor) -> Tensor:
    """Resamples from the full squares where a frame is small, and from the halved ones where it would skip pixels.

    :param rows: which photos, ascending, int64 [n].
    :returns: float [n, 3, side, side].
    """
    aspect = torch.from_numpy(photos.aspect[rows])
    shown = torch.empty(len(rows), 3, side, side)
    detailed = torch.minimum(frame.half_width, frame.half_height) * photos.full.shape[1] < 1.4 * side
    for wanted, squares in ((detailed, photos.full), (~detailed, photos.half)):
        chosen = wanted.nonzero().flatten()
        if len(chosen) == 0:
            continue
        pixels = torch.from_numpy(squares[rows[chosen.numpy()]]).permute(0, 3, 1, 2).float().div_(255)
        part = Frame(*(getattr(frame, field.name)[chosen] for field in fields(Frame)))
        shown[chosen] = resample(pixels, aspect[chosen], part, side, ground[chosen])
    return shown
