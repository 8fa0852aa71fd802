"""The siamese encoder: one network, the same weights for both photos of a pair, compared by L2 distance."""

import torch
from torch import Tensor, nn
from torch.nn.functional import normalize

DIMENSIONS = 256
CHANNELS = (32, 64, 128, 256)
BLOCKS = (1, 2, 2, 2)


class BasicBlock(nn.Module):
    """Two 3×3 convolutions around a shortcut (He et al. 2016, "Deep residual learning", fig. 2)."""

    def __init__(self, inputs: int, outputs: int, stride: int):
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.first_norm = nn.BatchNorm2d(outputs)
        self.second = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.second_norm = nn.BatchNorm2d(outputs)
        self.shortcut = (
            nn.Identity()
            if stride == 1 and inputs == outputs
            else nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))
        )

    def forward(self, x: Tensor) -> Tensor:
        y = torch.relu(self.first_norm(self.first(x)))
        return torch.relu(self.second_norm(self.second(y)) + self.shortcut(x))


class GeneralisedMean(nn.Module):
    """GeM pooling (Radenović et al. 2018, "Fine-tuning CNN image retrieval", eq. 3); its power is learned."""

    def __init__(self):
        super().__init__()
        self.power = nn.Parameter(torch.tensor(3.0))

    def forward(self, x: Tensor) -> Tensor:
        return x.float().clamp(min=1e-4).pow(self.power).mean((2, 3)).pow(1 / self.power)


class Encoder(nn.Module):
    """Pixels, uint8 [n, side, side, 3], sRGB → embeddings, float32 [n, 256], of unit length."""

    def __init__(self):
        super().__init__()
        layers: list[nn.Module] = [nn.Conv2d(3, CHANNELS[0], 3, 2, 1, bias=False), nn.BatchNorm2d(CHANNELS[0]), nn.ReLU()]
        inputs = CHANNELS[0]
        for outputs, blocks in zip(CHANNELS, BLOCKS):
            for block in range(blocks):
                layers.append(BasicBlock(inputs, outputs, 2 if block == 0 else 1))
                inputs = outputs
        self.backbone = nn.Sequential(*layers)
        self.pool = GeneralisedMean()
        self.project = nn.Linear(inputs, DIMENSIONS, bias=False)
        self.centre = nn.BatchNorm1d(DIMENSIONS)

    def forward(self, pixels: Tensor) -> Tensor:
        x = (pixels.permute(0, 3, 1, 2).float() / 255 - 0.45) / 0.25
        x = self.pool(self.backbone(x))
        return normalize(self.centre(self.project(x).float()), dim=1)


class Average:
    """A moving average of an encoder's weights: smoother, and better on photos not seen, than the last step's.

    (Polyak and Juditsky 1992.) Its decay grows with the steps, so that the first, bad weights are soon forgotten.
    """

    def __init__(self, encoder: Encoder, decay: float = 0.998):
        self.decay = decay
        self.steps = 0
        self.weights = {name: value.detach().clone() for name, value in encoder.state_dict().items()}

    @torch.no_grad()
    def follow(self, encoder: Encoder) -> None:
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for name, value in encoder.state_dict().items():
            if value.is_floating_point():
                self.weights[name].lerp_(value, 1 - decay)
            else:
                self.weights[name].copy_(value)
