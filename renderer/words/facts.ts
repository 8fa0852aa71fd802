/** What is known of a photo beside another one. */
import type { PairPhoto } from '../../app/contract/contract.ts';
import { size } from './numbers.ts';

export interface Fact {
  name: string;
  value: string;
  /** Whether the other photo has another value. */
  differs: boolean;
}

type Known = Pick<PairPhoto, 'width' | 'height' | 'bytes' | 'takenAt'>;

export function factsOf(photo: Known, beside: Known): Fact[] {
  return [
    {
      name: 'Dimensions',
      value: `${photo.width} × ${photo.height}`,
      differs: photo.width !== beside.width || photo.height !== beside.height,
    },
    { name: 'Size', value: size(photo.bytes), differs: photo.bytes !== beside.bytes },
    { name: 'Taken', value: photo.takenAt?.replace('T', ' ') ?? 'No date', differs: photo.takenAt !== beside.takenAt },
  ];
}
