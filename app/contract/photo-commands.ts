/** What a person does with one photo of the library in the programs of their computer: this part of the contract. */
import { z } from 'zod';
import { path, Relation, sha256 } from './values.ts';

/** A photo by its content and the name under which the library knows that content: no other file can be named. */
const photo = z.object({ sha256, path });

export const photoCommands = {
  /** Shows a photo's file in the system's file manager. */
  'show-in-folder': { input: photo, output: z.object({}) },
  /** Opens a photo in the program that the person uses for such files. */
  'open-photo': { input: photo, output: z.object({}) },
  /** How two photos of the library lie on each other, by their contents; null where they were not verified as one picture. */
  relation: { input: z.object({ a: sha256, b: sha256 }), output: z.object({ relation: Relation.nullable() }) },
  /** All that a photo's file says about it, in words, in the order of the file. */
  metadata: {
    input: photo,
    output: z.object({ entries: z.array(z.object({ name: z.string(), value: z.string() })) }),
  },
} as const;
