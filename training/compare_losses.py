"""python3 -m training.compare_losses FOLDER: every loss from the same random weights, on the same views, for as long.

FOLDER is the output of `python3 -m training`. Prints the table of the model card: how well each finds the edits of
held-out photos again. It compares losses, not models: a few photos, small pictures, a short time.
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch

from .evaluate import Probe
from .prepare import Photos
from .train import Phase, Training

LOSSES = ("arcface", "cosface", "sphereface", "triplet", "contrastive")
PHOTOS = 1024
SIDE = 64
EPOCHS = 30


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 -m training.compare_losses")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    folder = parser.parse_args().folder
    torch.set_num_threads(os.cpu_count() or 1)
    photos = Photos(folder, "train")
    rows = np.sort(np.random.default_rng(0).choice(len(photos), PHOTOS, replace=False))
    probe = Probe(Photos(folder, "held-out"), SIDE)
    table = ["| loss | average precision | recall at 99 % precision |", "| --- | --- | --- |"]
    for name in LOSSES:
        phase = Phase(name, SIDE, EPOCHS, rate=2e-3, spread=0, pairs=True, look=0)
        training = Training(photos, rows, probe, (phase,), seed=0)
        training.run()
        table.append(f"| {name} | {training.scores['average precision']:.3f} | {training.scores['recall']:.3f} |")
    print("\n".join(table))


if __name__ == "__main__":
    main()
