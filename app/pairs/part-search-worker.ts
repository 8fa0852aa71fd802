import { parentPort } from 'node:worker_threads';
import { PartIndex } from '../vision/words/find-parts.ts';
import { unpackFeatures } from '../vision/words/packed-features.ts';
import type { FoundPart, PackedPhoto, PartSearchMessage, PartSearchReply } from './part-search.ts';
import { shippedVocabulary } from './shipped-vocabulary.ts';

/** The likeliest wholes that are kept of a photo, and the likeliest that are alike. */
const wholesKept = 12;

let nodes: number[] = [];
let index: PartIndex | undefined;
const wholesOf = new Map<number, FoundPart[]>();
const alikeTo = new Map<number, FoundPart[]>();

function keep(found: FoundPart): void {
  const lists = found.isAlike ? alikeTo : wholesOf;
  const list = lists.get(found.part) ?? [];
  list.push(found);
  if (list.length > 2 * wholesKept) list.sort(likelier).splice(wholesKept);
  lists.set(found.part, list);
}

function likelier(a: FoundPart, b: FoundPart): number {
  return b.score - a.score || a.whole - b.whole;
}

function holdAgainst({ node, features }: PackedPhoto, alsoAsPart: boolean): void {
  const packed = unpackFeatures(features);
  const found = [...(index?.partsOf(packed) ?? []), ...(alsoAsPart ? (index?.wholesOf(packed) ?? []) : [])];
  const others = index?.alikeTo(packed, (indexed) => (nodes[indexed] ?? node) < node) ?? [];
  for (const [parts, isAlike] of [
    [found, false],
    [others, true],
  ] as const)
    for (const { indexed, isPart, score } of parts) {
      const other = nodes[indexed] ?? node;
      // Two that are alike are found from either side while both are new.
      if (other === node || (isAlike && isPart && !alsoAsPart)) continue;
      keep({ ...(isPart ? { part: other, whole: node } : { part: node, whole: other }), score, isAlike });
    }
}

function answer(message: PartSearchMessage): PartSearchReply {
  if ('index' in message) {
    nodes = message.index.map(({ node }) => node);
    index = new PartIndex(
      message.index.map(({ features }) => unpackFeatures(features)),
      shippedVocabulary().weights,
    );
  } else if ('photos' in message) for (const photo of message.photos) holdAgainst(photo, message.alsoAsParts);
  else
    return {
      found: [...wholesOf.values(), ...alikeTo.values()].flatMap((list) => list.sort(likelier).slice(0, wholesKept)),
    };
  return { done: true };
}

parentPort?.on('message', (message: PartSearchMessage) => parentPort?.postMessage(answer(message)));
