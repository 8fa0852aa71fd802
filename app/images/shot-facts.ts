/** What an EXIF block says about the shot. */
import readExif from 'exif-reader';

const subSecTimeOriginal = 37521;

export interface ShotFacts {
  /** `YYYY-MM-DDTHH:MM:SS` in the camera's local time, or null. */
  takenAt: string | null;
  camera: string | null;
  /** Whether it says where it was taken. */
  placed: boolean;
  /** Of `takenAt`, seconds from 0 to 1; null where the photo does not say. */
  subsecond: number | null;
  /** Exposure values by which the camera was told to expose more; null where the photo does not say. */
  exposureBias: number | null;
}

/** As the reader gives them, which a damaged file may fill with anything. */
interface Shot {
  DateTimeOriginal?: unknown;
  DateTimeDigitized?: unknown;
  SubSecTimeOriginal?: unknown;
  ExposureBiasValue?: unknown;
}

const nothingSaid: ShotFacts = { takenAt: null, camera: null, placed: false, subsecond: null, exposureBias: null };

/** @param shotBlock the shot's own block, where the maker keeps it apart from the image's. */
export function shotFacts(block: Buffer | undefined, shotBlock?: Buffer): ShotFacts {
  if (block === undefined) return nothingSaid;
  try {
    const exif = readExif(block);
    const shot: Shot | undefined = exif.Photo ?? (shotBlock === undefined ? undefined : shotOf(shotBlock));
    const taken =
      shot?.DateTimeOriginal ?? shot?.DateTimeDigitized ?? exif.Image?.DateTimeOriginal ?? exif.Image?.DateTime;
    const camera = [exif.Image?.Make, exif.Image?.Model]
      .filter((part) => typeof part === 'string')
      .join(' ')
      .trim();
    const digits = shot?.SubSecTimeOriginal;
    const bias = shot?.ExposureBiasValue;
    return {
      // exif-reader gives the camera's wall clock as if it were UTC.
      takenAt: isDate(taken) ? taken.toISOString().slice(0, 19) : null,
      camera: camera === '' ? null : camera,
      placed: exif.GPSInfo?.GPSLatitude !== undefined && exif.GPSInfo.GPSLongitude !== undefined,
      subsecond: typeof digits === 'string' && /^\s*\d+\s*$/.test(digits) ? Number(`0.${digits.trim()}`) : null,
      exposureBias: typeof bias === 'number' && Math.abs(bias) < 20 ? bias : null,
    };
  } catch {
    // A broken EXIF block says nothing about the picture: the photo is used without it.
    return nothingSaid;
  }
}

/** The entries of a shot that stand alone, where those of an image are expected: the reader does not name them all there. */
function shotOf(block: Buffer): Shot {
  const { Image: entries }: { Image?: Shot & Record<number, unknown> } = readExif(block) as object;
  return { ...entries, SubSecTimeOriginal: entries?.[subSecTimeOriginal] };
}

/** The first photograph that is left was taken in 1826; clocks of cameras run ahead by a day at most. */
const firstPhotograph = 1826;
const dayMilliseconds = 24 * 60 * 60 * 1000;

/** Cameras without a clock write zeros, which come out as a day in 1899; and editors whatever they like. */
function isDate(taken: unknown): taken is Date {
  if (!(taken instanceof Date) || Number.isNaN(taken.getTime())) return false;
  const isNought = taken.getUTCFullYear() === 1899 && taken.getUTCMonth() === 10;
  return taken.getUTCFullYear() >= firstPhotograph && taken.getTime() < Date.now() + dayMilliseconds && !isNought;
}
