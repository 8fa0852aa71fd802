import type { Group, Photo } from '../../app/contract/contract.ts';

/** A group of the photos at these paths, of one version, the first one its keeper; each with what it has otherwise. */
export function groupOf(id: string, photos: Record<string, Partial<Photo>>): Group {
  const versions = Math.max(0, ...Object.values(photos).map(({ version }) => version ?? 0));
  return {
    id,
    kind: 'resized',
    kinds: ['resized'],
    reason: 'the largest picture',
    chosen: false,
    review: null,
    versions: Array.from({ length: versions + 1 }, (_, at) => ({
      kind: at === 0 ? 'identical' : 'edited',
      distance: 0,
      reason: 'the largest picture',
      chosen: false,
    })),
    photos: Object.entries(photos).map(([path, other], place) => ({
      path,
      sha256: path.padEnd(64, '0'),
      width: 40,
      height: 30,
      bytes: 100,
      companions: [],
      holds: [],
      takenAt: null,
      damaged: false,
      duration: null,
      version: 0,
      keep: place === 0,
      said: false,
      protection: null,
      distance: 0,
      kind: 'resized',
      awaitsProof: false,
      offline: false,
      ...other,
    })),
  };
}
