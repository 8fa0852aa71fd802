/** What a camera noted of a photo that goes, and is not known of the one that is kept. */
import type { Store } from '../../store/store.ts';

export type LostFact = 'date' | 'camera' | 'place';

/** Of a photo that goes for another's sake, by their paths. */
export type LostWith = (photo: string, keeper: string) => LostFact[];

export function lostWith({ photos }: Pick<Store, 'photos'>): LostWith {
  return (photo, keeper) => {
    const [its, kept] = [photos.contentAt(photo), photos.contentAt(keeper)];
    const lost: LostFact[] = [];
    if (its === undefined || kept === undefined) return lost;
    if (its.takenAt !== null && kept.takenAt === null) lost.push('date');
    if (its.camera !== null && kept.camera === null) lost.push('camera');
    if (its.placed === true && kept.placed !== true) lost.push('place');
    return lost;
  };
}

const words: Record<LostFact, string> = {
  date: 'the date it was taken',
  camera: 'the camera',
  place: 'the place',
};

/** `the date it was taken, the camera and the place`. */
export function lostWords(lost: readonly LostFact[]): string {
  const [last = '', ...others] = lost.map((fact) => words[fact]).reverse();
  return others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`;
}
