/** All losses, by name, with what each is trained on. */
import type { Objective } from '../types.ts';
import { arcface } from './arcface.ts';
import { contrastive } from './contrastive.ts';
import { cosface } from './cosface.ts';
import type { Loss } from './loss.ts';
import { sphereface } from './sphereface.ts';
import { triplet } from './triplet.ts';

export const losses: Record<Objective, Loss> = { contrastive, triplet, arcface, cosface, sphereface };
