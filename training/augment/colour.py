"""Light and colour: exposure, contrast, saturation, tint, sepia, grey, tone curves, blur, pixels, noise."""

import torch
from torch import Tensor
from torch.nn.functional import conv2d, interpolate, pad

from .chance import chosen, happens, number, uniform, whole

GREY = torch.tensor([0.299, 0.587, 0.114])
SEPIA = torch.tensor([[0.393, 0.769, 0.189], [0.349, 0.686, 0.168], [0.272, 0.534, 0.131]])


def recolour(photos: Tensor) -> Tensor:
    """Everything that is linear in a pixel, as one 3×3 matrix and one offset a photo; then a power curve for some."""
    count = len(photos)
    identity = torch.eye(3).expand(count, 3, 3)
    grey = GREY.expand(3, 3)

    def some(probability: float, low: float, high: float) -> Tensor:
        return (uniform(count, low, high) * happens(count, probability))[:, None, None]

    saturation = 1 + some(0.5, -0.7, 0.9)
    saturation = torch.where(happens(count, 0.15)[:, None, None], torch.zeros(()), saturation)
    matrix = saturation * identity + (1 - saturation) * grey
    matrix = torch.where(happens(count, 0.08)[:, None, None], SEPIA.expand(count, 3, 3), matrix)
    tint = torch.diag_embed(1 + torch.randn(count, 3) * 0.1 * happens(count, 0.4)[:, None])
    gain = 1 + some(0.5, -0.45, 0.5)
    contrast = 1 + some(0.5, -0.5, 0.6)
    matrix = tint @ matrix * gain * contrast
    mean = photos.mean((2, 3))[:, :, None] * gain
    offset = mean * (1 - contrast) + some(0.2, -0.15, 0.15)
    recoloured = torch.baddbmm(offset, matrix, photos.flatten(2)).view_as(photos).clamp_(0, 1)
    curved = chosen(count, 0.25)
    if curved:
        power = uniform(len(curved), -0.6, 0.6).exp()[:, None, None, None]
        recoloured[curved] = (recoloured[curved] + 1e-4) ** power
    return recoloured


def soften(photos: Tensor) -> Tensor:
    """Gaussian blur, or the reverse (unsharp masking), by up to 2.2 pixels."""
    rows = chosen(len(photos), 0.25)
    if not rows:
        return photos
    count, (height, width) = len(rows), photos.shape[2:]
    sigma = uniform(count, 0.4, 2.2)
    reach = torch.arange(-4, 5).float()
    kernel = torch.exp(-(reach**2) / (2 * sigma[:, None] ** 2))
    kernel = (kernel / kernel.sum(1, keepdim=True)).repeat_interleave(3, 0)
    planes = photos[rows].view(1, count * 3, height, width)
    blurred = conv2d(pad(planes, (4, 4, 0, 0), mode="replicate"), kernel.view(-1, 1, 1, 9), groups=count * 3)
    blurred = conv2d(pad(blurred, (0, 0, 4, 4), mode="replicate"), kernel.view(-1, 1, 9, 1), groups=count * 3)
    sharpened = happens(count, 0.25).float()[:, None, None, None]
    strength = sharpened * -0.8 + (1 - sharpened)
    blurred = blurred.view(count, 3, height, width)
    photos[rows] += strength * (blurred - photos[rows])
    return photos


def coarsen(photos: Tensor) -> Tensor:
    """Small and enlarged again, as thumbnails are when they are passed on."""
    side = photos.shape[-1]
    for row in chosen(len(photos), 0.12):
        small = interpolate(photos[row : row + 1], size=whole(24, side // 2), mode="bilinear", antialias=True)
        photos[row] = interpolate(small, size=side, mode="nearest" if number(0, 1) < 0.3 else "bilinear")[0]
    return photos


def add_noise(photos: Tensor) -> Tensor:
    rows = chosen(len(photos), 0.12)
    if rows:
        noise = torch.randn_like(photos[rows])
        photos[rows] += noise * uniform(len(rows), 0.01, 0.1)[:, None, None, None]
    return photos
