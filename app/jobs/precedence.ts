/**
 * What comes first: what a person asks for, then news from the disk, then what the machine does by itself. A job that
 * does something less urgent gives way at its next step, and goes on afterwards.
 */
import type { ActionPhase, LearnPhase, ScanPhase } from './phases.ts';
import type { JobName } from './queue.ts';

const onFiles: readonly JobName[] = ['apply', 'undo', 'export', 'take-over', 'import'];

/**
 * - what works on files (`apply`, `undo`, `export`, `take-over`, `import`), and looking at files that changed on disk, which takes a moment;
 * - `learn`, `use-head`, `check`;
 * - reading files that changed on disk;
 * - scanning folders;
 * - near pairs;
 * - looking closely at them, which may take hours.
 * @returns a rank: the higher goes first, of equals the older.
 */
export function precedence(name: JobName, phase: ScanPhase | ActionPhase | LearnPhase): number {
  if (onFiles.includes(name)) return 5;
  if (name === 'learn' || name === 'use-head' || name === 'check') return 4;
  if (name === 'changes') return phase === 'looking' ? 5 : 3;
  if (name === 'scan' && (phase === 'looking' || phase === 'reading')) return 2;
  return phase === 'comparing' ? 1 : 0;
}
