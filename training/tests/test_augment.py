"""What the augmentations do to a photo."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from ..augment import Augmenter
from ..augment.chance import happens
from ..augment.colour import recolour
from ..augment.compress import recompress
from ..augment.geometry import Frame, resample
from ..prepare import Photos, prepare
from .photos import make_photos


def frame(**changed: list[float]) -> Frame:
    """The whole photo, but for what is changed."""
    values = dict(half_width=[1], half_height=[1], left=[0], top=[0], angle=[0], quarters=[0], mirrored=[0], tilt=[[0, 0]])
    return Frame(**{name: torch.tensor(value, dtype=torch.float32) for name, value in {**values, **changed}.items()})


class Geometry(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)
        self.photo = torch.rand(1, 3, 16, 16)

    def shown(self, aspect: float = 1.0, **changed: list[float]) -> torch.Tensor:
        return resample(self.photo.clone(), torch.tensor([aspect]), frame(**changed), 16, torch.zeros(1, 3, 1, 1))

    def test_the_whole_frame_is_the_photo(self):
        torch.testing.assert_close(self.shown(), self.photo)

    def test_mirrors(self):
        torch.testing.assert_close(self.shown(mirrored=[1]), self.photo.flip(3))

    def test_quarter_turns_are_exact_whatever_the_aspect(self):
        for quarters in (1, 2, 3):
            turned = self.shown(aspect=1.7, quarters=[quarters])
            torch.testing.assert_close(turned, torch.rot90(self.photo, quarters, (2, 3)), atol=1e-4, rtol=0)

    def test_crops(self):
        shown = self.shown(half_width=[0.5], half_height=[0.5], left=[-0.5], top=[0.5])
        corner = torch.nn.functional.interpolate(self.photo[:, :, 8:, :8], size=16, mode="bilinear", align_corners=False)
        torch.testing.assert_close(shown[:, :, 4:-4, 4:-4], corner[:, :, 4:-4, 4:-4])

    def test_turning_keeps_true_proportions(self):
        """A disc stays a disc in a photo twice as wide as high, though its square shows an ellipse."""
        y, x = torch.meshgrid(torch.linspace(-1, 1, 64), torch.linspace(-1, 1, 64), indexing="ij")
        disc = (((2 * x) ** 2 + y**2) < 0.36).float().expand(1, 3, 64, 64).contiguous()
        turned = resample(disc.clone(), torch.tensor([2.0]), frame(angle=[0.6]), 64, torch.zeros(1, 3, 1, 1))
        self.assertLess(float((turned - disc).abs().mean()), 0.02)


class Colours(unittest.TestCase):
    def test_stays_within_range_and_changes_most_photos(self):
        torch.manual_seed(0)
        photos = torch.rand(64, 3, 8, 8)
        recoloured = recolour(photos)
        self.assertTrue(bool((recoloured >= 0).all() and (recoloured <= 1.001).all()))
        self.assertGreater(int(((recoloured - photos).abs().amax((1, 2, 3)) > 0.02).sum()), 40)


class Compression(unittest.TestCase):
    def test_about_half_are_compressed(self):
        torch.manual_seed(0)
        photos = np.random.default_rng(0).integers(0, 255, (100, 32, 32, 3)).astype(np.uint8)
        changed = (recompress(photos.copy()) != photos).any((1, 2, 3)).sum()
        self.assertTrue(30 < changed < 70, changed)


class Views(unittest.TestCase):
    def test_one_seed_gives_one_result_and_gentle_views_stay_near(self):
        with tempfile.TemporaryDirectory() as temporary:
            make_photos(Path(temporary) / "photos", 320)
            prepare([Path(temporary) / "photos"], Path(temporary) / "data")
            photos = Photos(Path(temporary) / "data", "train")
            rows = np.arange(64)
            torch.manual_seed(1)
            augmenter = Augmenter(64)
            views = []
            for _ in range(2):
                torch.manual_seed(2)
                views.append((augmenter.strong(photos, rows), augmenter.gentle(photos, rows)))
            self.assertTrue(torch.equal(views[0][0], views[1][0]) and torch.equal(views[0][1], views[1][1]))
            self.assertEqual((views[0][0].shape, views[0][0].dtype), ((64, 64, 64, 3), torch.uint8))
            plain = torch.nn.functional.interpolate(
                torch.from_numpy(photos.full[rows]).permute(0, 3, 1, 2).float(), size=64, mode="area"
            ).permute(0, 2, 3, 1)
            strong, gentle = (float((view.float() - plain).abs().mean()) for view in views[0])
            self.assertLess(gentle, 0.5 * strong)

    def test_chance_keeps_its_share(self):
        torch.manual_seed(0)
        self.assertAlmostEqual(float(happens(20_000, 0.3).float().mean()), 0.3, delta=0.02)
