/** All miners, by name. */
import { all } from './all.ts';
import { distanceWeighted } from './distance-weighted.ts';
import { hard } from './hard.ts';
import type { Miner } from './miner.ts';
import { semiHard } from './semi-hard.ts';

export const minerNames = ['all', 'hard', 'semi-hard', 'distance-weighted'] as const;
export type MinerName = (typeof minerNames)[number];

export const miners: Record<MinerName, Miner> = {
  all,
  hard,
  'semi-hard': semiHard,
  'distance-weighted': distanceWeighted,
};
