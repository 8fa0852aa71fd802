"""From folders of photos to one array that training reads: every photo squeezed to a square, once.

The held-out split (first byte of the file's SHA-256 below 26, about a tenth) goes to an array of its own, so that no
step after this one can train on it by mistake.
"""

import hashlib
import json
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

#: Pixels along a side of the stored squares: more than the encoder sees, so that a crop still has detail.
STORED_SIDE = 224
#: A photo is held out when the first byte of its file's SHA-256 is below this.
HELD_OUT_BELOW = 26
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff"}
#: Narrower or more extreme pictures (strips, icons) teach nothing about photos.
SMALLEST_SIDE = 48


def is_held_out(contents: bytes) -> bool:
    return hashlib.sha256(contents).digest()[0] < HELD_OUT_BELOW


def squeeze(path: Path) -> tuple[bool, float, np.ndarray] | None:
    """One photo as (held out?, width / height, uint8 [224, 224, 3]), upright, on white; None when it cannot be used."""
    try:
        contents = path.read_bytes()
        with Image.open(path) as opened:
            opened.draft("RGB", (STORED_SIDE * 2, STORED_SIDE * 2))
            photo = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    if min(photo.size) < SMALLEST_SIDE:
        return None
    flat = Image.new("RGB", photo.size, "white")
    flat.paste(photo, mask=photo.getchannel("A"))
    square = flat.resize((STORED_SIDE, STORED_SIDE), Image.BICUBIC)
    return is_held_out(contents), photo.width / photo.height, np.asarray(square)


def prepare(folders: list[Path], output: Path) -> None:
    """Writes `train.npy` and `held-out.npy` (uint8 [n, 224, 224, 3]), both halved as well, and `photos.json` (names,
    aspects) to `output`.

    :raises SystemExit: when the folders hold too few photos to learn from.
    """
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    with Pool() as pool:
        squeezed = list(zip(paths, pool.imap(squeeze, paths, chunksize=64)))
    output.mkdir(parents=True, exist_ok=True)
    index = {}
    for split, wanted in (("train", False), ("held-out", True)):
        usable = [(path, photo) for path, photo in squeezed if photo is not None and photo[0] == wanted]
        if len(usable) < 16:
            raise SystemExit(f"Only {len(usable)} usable photos for the split “{split}”; give more or larger folders.")
        full, half = (
            np.lib.format.open_memmap(output / name, "w+", np.uint8, (len(usable), side, side, 3))
            for name, side in ((f"{split}.npy", STORED_SIDE), (f"{split}-half.npy", STORED_SIDE // 2))
        )
        for row, (_, (_, _, square)) in enumerate(usable):
            full[row] = square
            half[row] = np.asarray(Image.fromarray(square).reduce(2))
        full.flush()
        half.flush()
        index[split] = [
            {"name": "/".join(path.parts[-2:]), "aspect": round(photo[1], 4)} for path, photo in usable
        ]
        print(f"{split}: {len(usable)} photos", flush=True)
    (output / "photos.json").write_text(json.dumps(index, indent=0))


class Photos:
    """The photos of a split, on disk, as squares in two sizes; read when asked for."""

    def __init__(self, folder: Path, split: str):
        index = json.loads((folder / "photos.json").read_text())[split]
        self.full = np.load(folder / f"{split}.npy", mmap_mode="r")
        self.half = np.load(folder / f"{split}-half.npy", mmap_mode="r")
        #: Width / height of each.
        self.aspect = np.array([one["aspect"] for one in index], np.float32)

    def __len__(self) -> int:
        return len(self.full)
