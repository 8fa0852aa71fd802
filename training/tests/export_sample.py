"""python3 -m training.tests.export_sample FOLDER: an encoder with weights of chance as encoder.onnx, and beside it what
PyTorch makes of some pixels, for the test that ONNX Runtime makes the same of them."""

import sys
from pathlib import Path

import numpy as np
import torch

from ..evaluate import embed
from ..export import export
from ..model import Encoder

folder = Path(sys.argv[1])
torch.manual_seed(2)
encoder = Encoder().eval()
pixels = np.random.default_rng(3).integers(0, 255, (3, 64, 64, 3)).astype(np.uint8)
(folder / "pixels").write_bytes(pixels.tobytes())
(folder / "embeddings").write_bytes(embed(encoder, pixels).tobytes())
export(encoder, 64, folder / "encoder.onnx")
