"""From a folder of real files to a trained encoder, and on from a checkpoint."""

import hashlib
import tempfile
import unittest
from pathlib import Path
from unittest.mock import patch

import numpy as np
import torch
from PIL import Image

from ..evaluate import Probe, rank
from ..prepare import Photos, is_held_out, prepare
from ..train import Phase, Training
from .photos import make_photos

RECIPE = (
    Phase("info-nce", side=64, epochs=2, rate=1e-3, spread=0.3, pairs=True, look=0),
    Phase("arcface", side=64, epochs=2, rate=1e-3, spread=0.1, pairs=False, look=0),
)


class Pipeline(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.temporary.name)
        make_photos(cls.folder / "photos", 320)
        (cls.folder / "photos" / "broken.jpg").write_bytes(b"no photo")
        prepare([cls.folder / "photos"], cls.folder / "data")
        cls.photos = Photos(cls.folder / "data", "train")
        cls.held_out = Photos(cls.folder / "data", "held-out")

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def test_the_held_out_photos_are_apart_and_the_broken_one_is_left_out(self):
        files = list((self.folder / "photos").glob("[0-9]*.jpg"))
        held_out = sum(hashlib.sha256(file.read_bytes()).hexdigest() < "1a" for file in files)
        self.assertEqual(held_out, sum(is_held_out(file.read_bytes()) for file in files))
        self.assertEqual((len(self.photos), len(self.held_out)), (len(files) - held_out, held_out))

    def test_a_square_shows_the_whole_photo(self):
        with Image.open(sorted((self.folder / "photos").glob("*.jpg"))[0]) as photo:
            mean = np.asarray(photo.convert("RGB").resize((224, 224), Image.BICUBIC)).mean((0, 1))
        both = [np.abs(square.mean((0, 1)) - mean).max() for square in [*self.photos.full, *self.held_out.full]]
        self.assertLess(min(both), 2)

    # Two batches an epoch, as small as they show what they have to.
    @patch("training.batches.BATCH", 32)
    def test_training_stopped_and_taken_up_again_ends_in_the_same_weights(self):
        probe, rows = Probe(self.held_out, 64), np.arange(64)
        straight = Training(self.photos, rows, probe, RECIPE, seed=1).run()
        checkpoint = self.folder / "checkpoint.pt"
        for stop in range(1, 4):
            training = Training(self.photos, rows, probe, RECIPE, seed=1)
            training._save = stopping_after(training._save)
            with self.assertRaises(Stopped, msg=f"stop {stop}"):
                training.run(checkpoint)
        resumed = Training(self.photos, rows, probe, RECIPE, seed=1).run(checkpoint)
        for name, value in straight.state_dict().items():
            self.assertTrue(torch.equal(value, resumed.state_dict()[name]), name)


class Ranking(unittest.TestCase):
    def test_ranks_as_a_naive_loop_does(self):
        chance = np.random.default_rng(1)
        similarities = chance.random((40, 60)).round(2)
        true = similarities[:, 0]
        precisions = []
        for score in true:
            precisions.append(float((true >= score).sum() / (similarities >= score).sum()))
        average_precision, _, _ = rank(similarities, true)
        self.assertAlmostEqual(average_precision, float(np.mean(precisions)), places=9)

    def test_a_perfect_ranking_scores_one(self):
        similarities = np.eye(30)
        average_precision, recall, threshold = rank(similarities, np.ones(30))
        self.assertEqual((average_precision, recall, threshold), (1, 1, 1))


class Stopped(Exception):
    pass


def stopping_after(save):
    def save_and_stop(*arguments):
        save(*arguments)
        raise Stopped

    return save_and_stop
