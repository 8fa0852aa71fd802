/** A stand-in for a library far larger than a test can scan: only its size matters here. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Core, Group, Kind } from '../../app/contract/contract.ts';

const kindOf = (index: number): Kind => (['identical', 'resized', 'similar'] as const)[index % 3] ?? 'similar';

function group(index: number): Group {
  const kind = kindOf(index);
  return {
    id: `group-${index}`,
    kind,
    kinds: [kind],
    versions: [{ kind: 'identical', distance: 0, reason: 'the largest picture, 4000 × 3000', chosen: false }],
    reason: 'the largest picture, 4000 × 3000',
    chosen: false,
    review: null,
    photos: Array.from({ length: 2 + (index % 5) }, (_, place) => ({
      path: `/photos/${index}/photo-${index}-${place}.jpg`,
      sha256: createHash('sha256').update(`${index} ${place}`).digest('hex'),
      width: place % 2 ? 3000 : 4000,
      height: place % 2 ? 4000 : 3000,
      bytes: 3_000_000,
      takenAt: null,
      damaged: false,
      duration: null,
      version: 0,
      keep: place === 0,
      said: false,
      protection: null,
      companions: [],
      holds: [],
      distance: place * 0.1,
      kind,
      awaitsProof: false,
      offline: false,
    })),
  };
}

/** `asked` gathers the offsets of the pages that the window asks for. */
export async function manyGroups(total: number): Promise<{ core: Core; asked: number[] }> {
  const bytes = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#7a9' } })
    .jpeg()
    .toBuffer();
  const groups = Array.from({ length: total }, (_, index) => group(index));
  const asked: number[] = [];
  const answers: Record<string, (input: { offset?: number; limit?: number; kind?: Kind }) => unknown> = {
    library: () => ({
      directory: '/library',
      folders: [{ path: '/photos', online: true, photos: total * 4 }],
      photos: total * 4,
      unreadable: 0,
      passedOver: 0,
      notice: null,
      threshold: 0.6,
      defaultThreshold: 0.6,
      model: 'none',
      jobs: [],
      canPickFolder: false,
    }),
    groups: ({ offset = 0, limit = total, kind }) => {
      asked.push(offset);
      const wanted = kind ? groups.filter((each) => each.kind === kind) : groups;
      return {
        threshold: 0.6,
        groups: wanted.slice(offset, offset + limit),
        total: wanted.length,
        photos: wanted.length * 4,
        sparableBytes: wanted.length * 9_000_000,
        all: groups.length,
        counts: { identical: 0, 'same-pixels': 0, resized: 0, edited: 0, cropped: 0, similar: 0 },
        states: { undecided: wanted.length, marked: 0, reviewed: 0, skipped: 0 },
        awaiting: 0,
      };
    },
    marks: () => ({ photos: [] }),
    judgements: () => ({ judgements: [], contradictions: [] }),
    'set-threshold': () => ({}),
    plan: () => ({
      photos: groups.flatMap(({ photos, reason }) =>
        photos.slice(1).map(({ path, kind, bytes: size }) => ({
          path,
          kind,
          bytes: size,
          keeper: photos[0]?.path,
          reason,
          companions: [],
          holds: [],
          staying: [],
        })),
      ),
      files: 0,
      bytes: 0,
      left: [],
      warnings: [],
      foundAgain: null,
    }),
  };
  const core = {
    call: (name: string, input: object) => Promise.resolve(answers[name]?.(input)),
    on: () => () => undefined,
    image: () => Promise.resolve({ bytes, type: 'image/jpeg' }),
    close: () => Promise.resolve(),
  } as unknown as Core;
  return { core, asked };
}
