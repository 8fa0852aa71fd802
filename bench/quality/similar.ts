/** Part two: *similar* photos, which are no copies of each other: different frames of one scene. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode, type Picture } from '../../app/images/decode.ts';
import { multiviewFrames } from '../photos.ts';
import { Chance } from '../random.ts';
import { burst } from './burst.ts';
import { lookAt, withSeen, type Eyes, type Seen } from './look.ts';
import { areaUnderCurve, recallAtFalsePositives, type Score } from './metrics.ts';
import { methodsOf } from './methods/methods.ts';
import { verify } from './methods/verifier.ts';

const mostBursts = 200;
const framesEach = 3;
const largestSide = 512;
const falsePositives = 0.001;

export interface SimilarResult {
  method: string;
  scenes: string;
  /** Pairs of frames of one scene. */
  pairs: number;
  areaUnderCurve: number;
  /** At a false-positive rate of 0.1 %. */
  recall: number;
}

/** @param photos what bursts are drawn from; the photo before it in this list lends a burst the object that moves. */
export async function measureSimilar(photos: readonly Seen[], eyes: Eyes, folder: string): Promise<SimilarResult[]> {
  await mkdir(folder);
  const bursts = await makeBursts(photos.slice(0, mostBursts), folder);
  const sets = [{ scenes: 'generated bursts', files: bursts }];
  const views = await multiviewFrames();
  if (views.length > 1) sets.push({ scenes: 'one tree from several sides', files: [views] });

  // Wrong pairs are the same for every set: frames of different bursts, and of bursts and the tree.
  const frames = sets.flatMap(({ scenes, files }) =>
    files.flatMap((paths, at) => paths.map((path) => ({ path, scenes, scene: `${scenes} ${at}` }))),
  );
  const shown = withSeen(
    frames,
    await lookAt(
      frames.map(({ path }) => path),
      eyes,
    ),
  );
  const all = shown.map((frame) => frame.seen);
  const methods = methodsOf(all, all, await verify(all, all), eyes);
  return sets.flatMap(({ scenes }) =>
    methods.map(({ name, score }) => ({ method: name, scenes, ...judge(shown, scenes, score) })),
  );
}

async function makeBursts(photos: readonly Seen[], folder: string): Promise<string[][]> {
  const made = [];
  let passer: Picture | null = null;
  for (const [at, { path, sha256, analysis }] of [...photos.slice(-1), ...photos].entries()) {
    const photo = await decode(await readFile(path), largestSide, analysis.alpha);
    if (passer !== null) {
      const frames = await burst(photo, passer, framesEach, new Chance(`${sha256} burst`));
      const paths = frames.map((_, frame) => join(folder, `${at} ${frame}.jpg`));
      for (const [frame, bytes] of frames.entries()) await writeFile(paths[frame] ?? '', bytes);
      made.push(paths);
    }
    passer = photo;
  }
  return made;
}

function judge(frames: readonly { scene: string; scenes: string }[], scenes: string, score: Score) {
  const [right, wrong]: [number[], number[]] = [[], []];
  frames.forEach((a, at) => {
    for (let other = 0; other < at; other++) {
      const b = frames[other];
      if (a.scene !== b?.scene) wrong.push(score(at, other));
      else if (a.scenes === scenes) right.push(score(at, other));
    }
  });
  return {
    pairs: right.length,
    areaUnderCurve: areaUnderCurve(right, wrong),
    recall: recallAtFalsePositives(right, wrong, falsePositives),
  };
}
