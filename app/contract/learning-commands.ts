/** What a person says of pairs, and what the app learns from it: this part of the contract. */
import { z } from 'zod';
import { objectives } from '../learning/types.ts';
import { Kind, path, Relation, sha256 } from './values.ts';

/** `skip`: seen and not decided; the pair is not asked about again. */
export const Verdict = z.enum(['same', 'different', 'skip']);
export type Verdict = z.infer<typeof Verdict>;

/** Where a judgement came from: a pair that was asked about, a group, a cleanup, or one that was taken back. */
export const Origin = z.enum(['pair', 'group-confirmed', 'group-split', 'keeper-applied', 'undo']);
export type Origin = z.infer<typeof Origin>;

export const Objective = z.enum(objectives);
export type Objective = z.infer<typeof Objective>;

/** A photo that a judgement is about; its path is null when no file of the library holds it now. */
export const JudgedPhoto = z.object({ sha256, path: path.nullable() });
export type JudgedPhoto = z.infer<typeof JudgedPhoto>;

export const Judgement = z.object({
  a: JudgedPhoto,
  b: JudgedPhoto,
  verdict: Verdict,
  judgedAt: z.string(),
  origin: Origin,
});
export type Judgement = z.infer<typeof Judgement>;

export const PairPhoto = z.object({
  sha256,
  path,
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  takenAt: z.string().nullable(),
});
export type PairPhoto = z.infer<typeof PairPhoto>;

/** A pair that the app asks about. */
export const Question = z.object({
  a: PairPhoto,
  b: PairPhoto,
  /** L2 under the head in use, 0 to 2. */
  distance: z.number(),
  /** Chance that the person calls them the same, by what is known so far, 0 to 1. */
  probability: z.number(),
  kind: Kind,
  relation: Relation.nullable(),
});
export type Question = z.infer<typeof Question>;

/** A value with its 95 % confidence interval. */
const Interval = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** How well pairs are told apart on answers that were not trained on. */
export const Quality = z.object({
  areaUnderCurve: Interval,
  /** Share of "same" pairs found while 99 of 100 found are right. */
  recall: Interval,
  errorsPerThousand: Interval,
});
export type Quality = z.infer<typeof Quality>;

export const LearnReport = z.object({
  /** Whether what was learned proved better, and is a version from now on; else nothing has changed. */
  accepted: z.boolean(),
  /** Whether that version is in use. */
  used: z.boolean(),
  /** Why, for a person, with the numbers. */
  sentence: z.string(),
  /** The version that was learned; where nothing was, the one that is in use. */
  version: z.int(),
  /** What the head's training minimised; null where no head was better, and the judge alone learned. */
  objective: Objective.nullable(),
  /** Answers that were learned from. */
  labels: z.int(),
  before: Quality,
  after: Quality,
  /** The loss as it fell, epoch by epoch. */
  losses: z.array(z.number()),
  seconds: z.number(),
});
export type LearnReport = z.infer<typeof LearnReport>;

/** Version 0 is what ships; each accepted lesson makes the next. */
export const Head = z.object({
  version: z.int(),
  /** Null for what ships, and where only the judge learned. */
  objective: Objective.nullable(),
  labels: z.int(),
  /** How well it did on answers it had not seen, and what was in use before did; null for what ships. */
  heldOut: z.object({ before: Quality, after: Quality }).nullable(),
  learnedAt: z.string().nullable(),
  active: z.boolean(),
});
export type Head = z.infer<typeof Head>;

/** Two photos that were called different, though a chain of answers makes them the same. */
export const Contradiction = z.object({
  a: JudgedPhoto,
  b: JudgedPhoto,
  /** From `a` to `b`, each called the same as the next. */
  path: z.array(JudgedPhoto),
});
export type Contradiction = z.infer<typeof Contradiction>;

const asked = 'Ask for 1 to 200 pairs.';

export const learningCommands = {
  /** Records that two photos are the same picture or not. Kept by content: it outlives renames, moves and rescans. */
  label: {
    input: z.object({ a: path, b: path, verdict: Verdict }),
    output: z.object({ a: sha256, b: sha256, verdict: Verdict, judgements: z.int() }),
  },
  /** The same for photos of the library, by content, for several pairs at once: all of a group, for example. */
  judge: {
    input: z.object({ pairs: z.array(z.object({ a: sha256, b: sha256 })).min(1), verdict: Verdict, origin: Origin }),
    output: z.object({ judgements: z.int(), contradictions: z.int() }),
  },
  /** Forgets what was said of a pair. */
  'forget-judgement': { input: z.object({ a: sha256, b: sha256 }), output: z.object({ judgements: z.int() }) },
  /** All that was said, the newest first, and what of it cannot all be right. */
  judgements: {
    input: z.object({}),
    output: z.object({ judgements: z.array(Judgement), contradictions: z.array(Contradiction) }),
  },
  /** Writes all judgements into a file, from which another library can take them. */
  'export-judgements': { input: z.object({ file: path }), output: z.object({ judgements: z.int() }) },
  /** Takes over judgements from such a file; of two about one pair the newer holds. */
  'import-judgements': {
    input: z.object({ file: path }),
    output: z.object({ read: z.int(), merged: z.int(), judgements: z.int() }),
  },
  /** The pairs whose answers would teach most, the most useful first; never one that was answered or skipped. */
  suggest: {
    input: z.object({ count: z.int(asked).min(1, asked).max(200, asked).optional() }),
    output: z.object({ pairs: z.array(Question), judgements: z.int() }),
  },
  /** Learns from the judgements; follow it by `job`. What was learned is kept only if it proves better. */
  learn: {
    input: z.object({
      objective: Objective.optional(),
      /** False to keep it without using it yet: `head-changes` shows what it would change, `use-head` uses it. */
      use: z.boolean().optional(),
    }),
    output: z.object({ job: z.int() }),
  },
  /** What ships and all that was learned since. */
  heads: { input: z.object({}), output: z.object({ heads: z.array(Head) }) },
  /** What a version would change in the groups as they are now, with pairs drawn by chance among those that it would change. */
  'head-changes': {
    input: z.object({ version: z.int().min(0) }),
    output: z.object({
      /** Groups that it would join anew, and pairs of photos in them that are not together now. */
      joined: z.object({ groups: z.int(), pairs: z.int() }),
      /** Groups that it would part, and pairs of photos that it would tear apart. */
      parted: z.object({ groups: z.int(), pairs: z.int() }),
      samples: z.array(z.object({ a: PairPhoto, b: PairPhoto, joined: z.boolean() })),
    }),
  },
  /** Goes back, or forward, to a version; follow it by `job`. */
  'use-head': { input: z.object({ version: z.int().min(0) }), output: z.object({ job: z.int() }) },
} as const;
