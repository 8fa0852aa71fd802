/** What an EXIF block says about the shot. */
import readExif from 'exif-reader';

export interface ShotFacts {
  /** `YYYY-MM-DDTHH:MM:SS` in the camera's local time, or null. */
  takenAt: string | null;
  camera: string | null;
  /** Of `takenAt`, seconds from 0 to 1; null where the photo does not say. */
  subsecond: number | null;
  /** Exposure values by which the camera was told to expose more; null where the photo does not say. */
  exposureBias: number | null;
}

const nothingSaid: ShotFacts = { takenAt: null, camera: null, subsecond: null, exposureBias: null };

/** @param shotBlock the shot's own block, where the maker keeps it apart from the image's. */
export function shotFacts(block: Buffer | undefined, shotBlock?: Buffer): ShotFacts {
  if (block === undefined) return nothingSaid;
  try {
    const exif = readExif(block);
    // Its entries stand in the place of an image's there.
    const shot = shotBlock === undefined ? undefined : (readExif(shotBlock).Image as typeof exif.Photo);
    const taken =
      exif.Photo?.DateTimeOriginal ??
      exif.Photo?.DateTimeDigitized ??
      shot?.DateTimeOriginal ??
      exif.Image?.DateTimeOriginal ??
      exif.Image?.DateTime;
    const camera = [exif.Image?.Make, exif.Image?.Model]
      .filter((part) => typeof part === 'string')
      .join(' ')
      .trim();
    const digits = (exif.Photo ?? shot)?.SubSecTimeOriginal;
    const bias = (exif.Photo ?? shot)?.ExposureBiasValue;
    return {
      // exif-reader gives the camera's wall clock as if it were UTC.
      takenAt: isDate(taken) ? taken.toISOString().slice(0, 19) : null,
      camera: camera === '' ? null : camera,
      subsecond: digits !== undefined && /^\s*\d+\s*$/.test(digits) ? Number(`0.${digits.trim()}`) : null,
      exposureBias: typeof bias === 'number' && Math.abs(bias) < 20 ? bias : null,
    };
  } catch {
    // A broken EXIF block says nothing about the picture: the photo is used without it.
    return nothingSaid;
  }
}

/** Cameras without a clock write zeros, which come out as a day in 1899. */
function isDate(taken: unknown): taken is Date {
  return taken instanceof Date && taken.getUTCFullYear() >= 1900;
}
