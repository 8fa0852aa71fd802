import lookUpZone from '@photostructure/tz-lookup';
import { z } from 'zod';
import { nothingKnown, type KeptMetadata } from './kept-metadata.ts';

const Place = z.object({ latitude: z.number(), longitude: z.number(), altitude: z.number().optional() });
const TakeoutJson = z.object({
  photoTakenTime: z.object({ timestamp: z.coerce.number() }).optional(),
  geoData: Place.optional(),
  geoDataExif: Place.optional(),
  description: z.string().optional(),
  people: z.array(z.object({ name: z.string().optional() })).optional(),
  favorited: z.boolean().optional(),
});

/** What a favourite is where there are stars: as other programs that read Takeout have it. */
const starsOfFavourite = 5;

/** Seconds since 1970: what is said to be older was not taken. */
const firstPhotograph = Date.UTC(1826, 0) / 1000;

/**
 * What Google Takeout's `.json` says of a photo. Its time is UTC: it is told as a clock showed it where the photo was
 * taken, and where that is not known, as it would be here.
 * @returns null for any other JSON.
 */
export function parseTakeout(text: string): KeptMetadata | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = TakeoutJson.safeParse(json);
  if (!parsed.success) return null;
  const { photoTakenTime, geoData, geoDataExif, description, people, favorited } = parsed.data;
  // Takeout writes zeros where it knows no place, and no altitude.
  const place = [geoData, geoDataExif].find((one) => one !== undefined && isPlace(one));
  const seconds = photoTakenTime?.timestamp ?? 0;
  const isDated = seconds !== 0 && seconds > firstPhotograph && seconds < 1e11;
  const names = (people ?? []).flatMap(({ name }) => (name === undefined || name.trim() === '' ? [] : name));
  return {
    ...nothingKnown,
    ...(isDated ? localTime(seconds, place) : {}),
    position:
      place === undefined
        ? null
        : {
            latitude: place.latitude,
            longitude: place.longitude,
            altitude: place.altitude === 0 ? null : (place.altitude ?? null),
          },
    rating: favorited === true ? starsOfFavourite : null,
    texts: description === undefined || description.trim() === '' ? {} : { description },
    lists: names.length === 0 ? {} : { people: names },
  };
}

function isPlace({ latitude, longitude }: z.infer<typeof Place>): boolean {
  return (latitude !== 0 || longitude !== 0) && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}

/** The time on a clock at a place, and how far that clock is ahead of UTC. */
function localTime(
  seconds: number,
  place: z.infer<typeof Place> | undefined,
): Pick<KeptMetadata, 'takenAt' | 'offset'> {
  const timeZone =
    place === undefined
      ? Intl.DateTimeFormat().resolvedOptions().timeZone
      : lookUpZone(place.latitude, place.longitude);
  const date = new Date(seconds * 1000);
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  }).formatToParts(date);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  const offset = part('timeZoneName').replace('GMT', '').replace('−', '-').slice(0, 6);
  return {
    takenAt: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}`,
    offset: offset === '' ? '+00:00' : offset,
  };
}
