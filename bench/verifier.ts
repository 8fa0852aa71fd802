/**
 * `npm run bench:verifier [-- FOLDER] [--originals N]`: what the verifier says of edits of a photo and of different photos,
 * and what it costs. Different photos are those that the encoder proposes; and pairs of them that were dressed alike,
 * as screenshots, within borders, with captions, turned. Prints tables; the last line is JSON.
 */
import { parseArgs } from 'node:util';
import { readFile } from 'node:fs/promises';
import { decode } from '../app/images/decode.ts';
import { analyse, backgroundOf, type Analysis } from '../app/scan/analyse.ts';
import { closest, scoreFloor, scoreOf } from '../app/pairs/candidates.ts';
import { findRelation } from '../app/pairs/verifier/find-relation.ts';
import { cosineFloor, neighbourLimit } from '../app/pairs/near-lists.ts';
import { toVisible, type Visible } from '../app/pairs/verifier/visible-photo.ts';
import { encoderManifest } from '../app/resources.ts';
import { Encoder } from '../app/vision/encoder/encoder.ts';
import { loadModel } from '../app/vision/encoder/model.ts';
import type { Relation } from '../app/vision/verify/relation.ts';
import { photosToMeasureOn } from './photos.ts';
import type { Edit } from './quality/edits/edit.ts';
import { edits } from './quality/edits/edits.ts';
import { bestCosine, unitViews } from './quality/methods/cosine.ts';
import { Chance } from './random.ts';
import { table } from './table.ts';

const { values, positionals } = parseArgs({
  options: { originals: { type: 'string', default: '200' } },
  allowPositionals: true,
});
/** Edited from photos of at most this side, as messengers pass them on. */
const largestSide = 1024;
const dressings = new Set(['screenshot', 'border 12 %', 'text', 'rotation 15°']);

interface Looked {
  analysis: Analysis;
  vectors: Float32Array[];
  visible: Visible;
}

const model = loadModel(encoderManifest());
const encoder = await Encoder.start(model);
const photos = await photosToMeasureOn(positionals[0]);
const looked: Looked[] = [];
for (const { path } of photos) looked.push(await look(await readFile(path)));
let milliseconds = 0;
let pairs = 0;

const rows = [];
const total = { pairs: 0, verified: 0, right: 0, withoutFeatures: 0 };
const originals = Math.min(Number(values.originals), photos.length);
const dressed = new Map<string, Looked[]>();
for (const edit of edits) {
  const relations: (Relation | null)[] = [];
  let proposed = 0;
  for (let at = 0; at < originals; at++) {
    const [photo, original] = [photos[at], looked[at]];
    if (photo === undefined || original === undefined) continue;
    const edited = await edit.make(
      await decode(await readFile(photo.path), largestSide, original.analysis.alpha),
      new Chance(`${photo.sha256} ${edit.name}`),
    );
    const seen = await look(edited.bytes);
    if (dressings.has(edit.name)) dressed.set(edit.name, [...(dressed.get(edit.name) ?? []), seen]);
    if (score(original, seen) >= scoreFloor) proposed++;
    relations.push(await relate(original, seen));
  }
  rows.push(summary(edit, relations, proposed));
}

const editMilliseconds = milliseconds / pairs;
const near = nearPairs();
[milliseconds, pairs] = [0, 0];
let wrong = 0;
for (const [a, b] of near) if ((await relate(looked[a] as Looked, looked[b] as Looked)) !== null) wrong++;
const strangerMilliseconds = milliseconds / pairs;
const alike = [];
for (const [name, group] of dressed) {
  let accepted = 0;
  for (let at = 1; at < group.length; at++)
    if ((await relate(group[at - 1] as Looked, group[at] as Looked)) !== null) accepted++;
  alike.push({ 'different photos, both with': name, pairs: group.length - 1, verified: accepted });
}
process.stdout.write(`${table(rows)}\n\n${table(alike)}\n\n`);
const result = {
  originals,
  accepted: total.verified / total.pairs,
  kindRight: total.right / total.verified,
  withoutFeatures: total.withoutFeatures / total.verified,
  nearStrangers: near.length,
  nearStrangersVerified: wrong,
  candidatesAPhoto: near.length / photos.length,
  millisecondsAnEdit: editMilliseconds,
  millisecondsAStranger: strangerMilliseconds,
  millisecondsAPhoto: await costOfSeeing(),
};
process.stdout.write(`${JSON.stringify(result)}\n`);
await encoder.close();

async function look(bytes: Uint8Array): Promise<Looked> {
  const analysis = await analyse(bytes, encoder, model);
  return { analysis, vectors: unitViews(analysis), visible: await toVisible(analysis) };
}

/** Both photos are seen before the clock starts: that is counted a photo, not a pair. */
async function relate(a: Looked, b: Looked): Promise<Relation | null> {
  for (const { visible } of [a, b]) visible.sight().features();
  const before = process.cpuUsage().user;
  const relation = await findRelation(a.visible, b.visible);
  milliseconds += (process.cpuUsage().user - before) / 1000;
  pairs++;
  return relation;
}

function summary(edit: Edit, relations: readonly (Relation | null)[], proposed: number) {
  const verified = relations.filter((relation) => relation !== null);
  const right = verified.filter(({ kind }) => kind === edit.expected).length;
  total.pairs += relations.length;
  total.verified += verified.length;
  total.right += right;
  total.withoutFeatures += verified.filter(({ inliers }) => inliers === 0).length;
  return {
    edit: edit.name,
    proposed: (proposed / relations.length).toFixed(3),
    verified: (verified.length / relations.length).toFixed(3),
    'kind right': (right / verified.length).toFixed(3),
  };
}

function score(a: Looked, b: Looked): number {
  return scoreOf(bestCosine(a.vectors, b.vectors), backgroundOf(a.analysis.vectors), backgroundOf(b.analysis.vectors));
}

/** The pairs of photos that the app would look at closely, each once. */
function nearPairs(): [number, number][] {
  const found = new Map<string, [number, number]>();
  const backgrounds = new Map(looked.map(({ analysis }, at) => [at, backgroundOf(analysis.vectors)]));
  for (const [a, own] of looked.entries()) {
    const near = looked
      .map((other, b) => ({ b, cosine: b === a ? -1 : bestCosine(own.vectors, other.vectors) }))
      .filter(({ cosine }) => cosine >= cosineFloor)
      .sort((one, other) => other.cosine - one.cosine)
      .slice(0, neighbourLimit);
    const list = {
      contents: Int32Array.from(near, ({ b }) => b),
      cosines: Float32Array.from(near, ({ cosine }) => cosine),
    };
    for (const at of closest(backgrounds.get(a) ?? 0, list, backgrounds)) {
      const b = list.contents[at] ?? 0;
      found.set(`${Math.min(a, b)} ${Math.max(a, b)}`, [Math.min(a, b), Math.max(a, b)]);
    }
  }
  return [...found.values()];
}

async function costOfSeeing(): Promise<number> {
  const some = looked.slice(0, 100);
  const before = process.cpuUsage();
  for (const { analysis } of some) (await toVisible(analysis)).sight().features();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / some.length;
}
