/**
 * The 22 kinds of edit, made by sharp (libvips): training makes its own with other tools, so that an encoder cannot do
 * well here by having learnt the traces of one library. Strength and place vary, by the photo's content: the same photo
 * always gets the same edits.
 */
import type { Edit } from './edit.ts';
import { encodings } from './encoding.ts';
import { framings } from './framing.ts';
import { overlays } from './overlay.ts';
import { screenshot } from './screenshot.ts';
import { sepiaCrop, tones } from './tone.ts';

export const edits: readonly Edit[] = [...encodings, ...tones, ...framings, ...overlays, screenshot, sepiaCrop];
