import { Remembered } from './remembered.svelte.ts';

export const densities = ['small', 'medium', 'large'] as const;
export type Density = (typeof densities)[number];

/** Height of a photo in the list, in pixels: in a window of its full width, and in a narrow one. */
export const pictureHeights: Record<Density, { wide: number; narrow: number }> = {
  small: { wide: 132, narrow: 96 },
  medium: { wide: 208, narrow: 150 },
  large: { wide: 300, narrow: 220 },
};

/** How large the photos of the list are. */
export const density = new Remembered<Density>('twinlens-density', densities, 'medium');
