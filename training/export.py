"""Writes an encoder as ONNX, for ONNX Runtime: pixels uint8 [n, side, side, 3] → embedding float32 [n, 256]."""

from pathlib import Path

import torch

from .model import Encoder


def export(encoder: Encoder, side: int, path: Path) -> None:
    torch.onnx.export(
        encoder.eval().to(memory_format=torch.contiguous_format),
        torch.zeros(2, side, side, 3, dtype=torch.uint8),
        str(path),
        input_names=["pixels"],
        output_names=["embedding"],
        dynamic_axes={"pixels": {0: "n"}, "embedding": {0: "n"}},
        opset_version=13,
    )
