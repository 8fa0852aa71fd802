import type { Job } from '../../app/contract.ts';
import { cancelledWords, outcomeWords } from './actions.ts';
import { counted, duration } from './numbers.ts';

export const phaseWords: Record<Job['phase'], string> = {
  looking: 'Looking for photos',
  reading: 'Reading photos',
  comparing: 'Comparing photos',
  verifying: 'Looking closely at photos that are alike',
  moving: 'Moving photos',
  restoring: 'Bringing photos back',
};

/** What a job is at, in words: an export is the one that moves nothing in most of its modes. */
export function workWords({ name, phase }: Pick<Job, 'name' | 'phase'>): string {
  return name === 'export' ? 'Exporting photos' : phaseWords[phase];
}

export function isUnderWay({ state }: Pick<Job, 'state'>): boolean {
  return state === 'waiting' || state === 'running' || state === 'paused';
}

/** How a job ended, as a sentence. */
export function endWords(job: Job): string {
  if (job.error !== null) return job.error;
  if (job.name !== 'scan') return job.outcome ? outcomeWords(job.name, job.outcome) : cancelledWords[job.name];
  if (job.state === 'cancelled')
    return 'The scan was cancelled. What was read is kept; the next scan goes on from there.';
  const { report } = job;
  if (!report) return '';
  const changes = [
    [report.new, 'new'],
    [report.changed, 'changed'],
    [report.removed, 'gone'],
  ].flatMap(([number, word]) => (number ? [`${number} ${word}`] : []));
  return `Up to date: ${counted(report.photos, 'photo')} looked at in ${duration(report.seconds)}, ${changes.join(', ') || 'nothing new'}.`;
}

/** Progress for a screen reader: changes with each quarter of a phase, not with each photo. */
export function spokenProgress(job: Job): string {
  if (job.state === 'paused') return 'Paused';
  if (job.state === 'waiting') return '';
  if (job.state !== 'running') return endWords(job);
  const quarters = job.phase === 'looking' || job.total === 0 ? 0 : Math.floor((job.done / job.total) * 4);
  return quarters === 0 ? workWords(job) : `${workWords(job)}: ${quarters * 25} percent`;
}
