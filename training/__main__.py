"""python3 -m training FOLDER… --output FOLDER: from photos to encoder.onnx, in one command. See README.md."""

import argparse
import os
from pathlib import Path

# Before PyTorch is loaded: threads that wait must not spin, or they take the augmenting process's time.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch

from .evaluate import Probe
from .export import export
from .prepare import Photos, prepare
from .train import RECIPE, SIDE, Training


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 -m training", description="Trains the encoder on folders of photos.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--output", type=Path, required=True, help="for arrays, checkpoint and encoder.onnx")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    if not (options.output / "photos.json").exists():
        prepare(options.folders, options.output)
    photos = Photos(options.output, "train")
    probe = Probe(Photos(options.output, "held-out"), SIDE)
    training = Training(photos, np.arange(len(photos)), probe, RECIPE, options.seed)
    encoder = training.run(options.output / "checkpoint.pt")
    export(encoder, SIDE, options.output / "encoder.onnx")
    print(f"Written: {options.output / 'encoder.onnx'}")


if __name__ == "__main__":
    main()
