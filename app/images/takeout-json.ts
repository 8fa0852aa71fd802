import { z } from 'zod';
import type { KeptMetadata } from './kept-metadata.ts';

const Place = z.object({ latitude: z.number(), longitude: z.number(), altitude: z.number().optional() });
const TakeoutJson = z.object({
  photoTakenTime: z.object({ timestamp: z.coerce.number() }).optional(),
  geoData: Place.optional(),
  geoDataExif: Place.optional(),
});

/** What Google Takeout's `.json` says of a photo: its date in UTC, and its place. @returns null for any other JSON. */
export function parseTakeout(text: string): KeptMetadata | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = TakeoutJson.safeParse(json);
  if (!parsed.success) return null;
  const { photoTakenTime, geoData, geoDataExif } = parsed.data;
  // Takeout writes zeros where it knows no place.
  const place = [geoData, geoDataExif].find((one) => one !== undefined && (one.latitude !== 0 || one.longitude !== 0));
  const seconds = photoTakenTime?.timestamp ?? 0;
  const isDated = seconds !== 0 && Math.abs(seconds) < 1e11;
  return {
    takenAt: isDated ? new Date(seconds * 1000).toISOString().slice(0, 19) : null,
    offset: isDated ? '+00:00' : null,
    position:
      place === undefined
        ? null
        : { latitude: place.latitude, longitude: place.longitude, altitude: place.altitude ?? null },
    keywords: [],
    rating: null,
    title: null,
  };
}
