import type { Group, Photo } from '../../app/contract/contract.ts';

/** A group of the photos at these paths, the first one its keeper; each with what it has otherwise. */
export function groupOf(id: string, photos: Record<string, Partial<Photo>>): Group {
  return {
    id,
    kind: 'resized',
    reason: 'the largest picture',
    chosen: false,
    photos: Object.entries(photos).map(([path, other], place) => ({
      path,
      sha256: path.padEnd(64, '0'),
      width: 40,
      height: 30,
      bytes: 100,
      companions: [],
      takenAt: null,
      keep: place === 0,
      protection: null,
      distance: 0,
      kind: 'resized',
      offline: false,
      ...other,
    })),
  };
}
