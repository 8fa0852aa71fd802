/** What a video says about itself, by ffprobe. */
import { z } from 'zod';
import { reading, run, type Ffmpeg } from './ffmpeg.ts';

export interface VideoFacts {
  /** Seconds. */
  duration: number;
  /** Pixels as displayed: turned, and stretched where its pixels are no squares. */
  width: number;
  height: number;
  /** `YYYY-MM-DDTHH:MM:SS` by the camera's clock where it says that, else in UTC; or null. */
  takenAt: string | null;
  camera: string | null;
  /** Whether it says where it was taken. */
  placed: boolean;
  /** How many entries its tags have. */
  facts: number;
}

const Tags = z.record(z.string(), z.string()).default({});
const Probe = z.object({
  format: z.object({ duration: z.coerce.number().positive(), tags: Tags }),
  streams: z
    .array(
      z.object({
        width: z.int().positive(),
        height: z.int().positive(),
        duration: z.coerce.number().positive().optional(),
        sample_aspect_ratio: z.string().optional(),
        tags: Tags,
        side_data_list: z.array(z.object({ rotation: z.number().optional() })).default([]),
      }),
    )
    .min(1),
});

/** Enough for any list of tags. */
const mostBytes = 4 * 1024 ** 2;

/** @returns null where there is no picture in it that moves, or nothing can be read of it. */
export async function probe(path: string, { ffprobe }: Ffmpeg, signal: AbortSignal): Promise<VideoFacts | null> {
  // `V`: no covers of sound files.
  const options = [...reading(path), '-select_streams', 'V', '-show_format', '-show_streams', '-of', 'json'];
  const output = await run(ffprobe, options, mostBytes, signal);
  return output === null ? null : factsOf(output.toString());
}

/** @param output ffprobe's JSON. @returns null where it does not say what must be known. */
export function factsOf(output: string): VideoFacts | null {
  const { success, data } = Probe.safeParse(parsed(output));
  const stream = data?.streams[0];
  if (!success || stream === undefined) return null;
  const { tags } = data.format;
  // Sound may go on when the last frame was shown.
  const duration = stream.duration ?? data.format.duration;
  const all = { ...stream.tags, ...tags };
  const stretched = Math.max(1, Math.round(stream.width * stretch(stream.sample_aspect_ratio)));
  const rotation = stream.side_data_list.find((one) => one.rotation !== undefined)?.rotation ?? 0;
  const isTurned = Math.abs(Math.round(rotation / 90)) % 2 === 1;
  const maker = all['com.apple.quicktime.make'] ?? all['com.android.manufacturer'];
  const model = all['com.apple.quicktime.model'] ?? all['com.android.model'];
  const camera = [maker, model]
    .filter((part) => part !== undefined)
    .join(' ')
    .trim();
  return {
    duration,
    width: isTurned ? stream.height : stretched,
    height: isTurned ? stretched : stream.height,
    takenAt: date(all['com.apple.quicktime.creationdate']) ?? date(all.creation_time),
    camera: camera === '' ? null : camera,
    placed: all['com.apple.quicktime.location.ISO6709'] !== undefined || all.location !== undefined,
    facts: Object.keys(all).length,
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** How much wider than high a stored pixel is shown: `4:3` is 4/3; 1 where nobody says. */
function stretch(ratio = '1:1'): number {
  const [across = 0, down = 0] = ratio.split(':').map(Number);
  return across > 0 && down > 0 ? across / down : 1;
}

/** Containers begin to count in 1904 or 1970 where nobody set a clock. */
const firstYear = 1980;
const dayMilliseconds = 24 * 60 * 60 * 1000;

function date(written: string | undefined): string | null {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)/.exec(written ?? '') ?? [];
  const taken = Date.parse(`${day ?? ''}T${time ?? ''}Z`);
  const isLikely = new Date(taken).getUTCFullYear() >= firstYear && taken < Date.now() + dayMilliseconds;
  return isLikely ? new Date(taken).toISOString().slice(0, 19) : null;
}
