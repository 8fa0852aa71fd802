/** The sizes in which the window sees a photo. */
export const imageSizes = ['thumbnail', 'preview', 'full'] as const;
export type ImageSize = (typeof imageSizes)[number];

/** Longest sides, in pixels; both need the file to be within reach, a thumbnail (320) does not. */
export const previewSide = 2048;
/** Those of a phone's 48 megapixels are all there, and what has more is still shown. */
export const fullSide = 8192;
