import type { ActionReport, Job } from '../../app/contract.ts';
import { counted, duration } from './numbers.ts';

export const phaseWords: Record<Job['phase'], string> = {
  looking: 'Looking for photos',
  reading: 'Reading photos',
  comparing: 'Comparing photos',
  verifying: 'Looking closely at photos that are alike',
  moving: 'Moving photos',
  restoring: 'Bringing photos back',
};

/** How a job ended, as a sentence. */
export function endWords(job: Job): string {
  if (job.error !== null) return job.error;
  if (job.outcome) return outcomeWords(job.name, job.outcome);
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

function outcomeWords(name: Job['name'], { files, skipped, interrupted }: ActionReport): string {
  const done = { apply: 'moved', undo: 'brought back', export: 'exported', scan: 'read' }[name];
  const rest = skipped.length > 0 ? ` ${counted(skipped.length, 'file')} stayed where they are.` : '';
  return `${counted(files, 'file')} ${done}.${rest}${interrupted ? ' It was stopped before its end.' : ''}`;
}

/** Progress for a screen reader: changes with each quarter of a phase, not with each photo. */
export function spokenProgress(job: Job): string {
  if (job.state === 'paused') return 'Paused';
  if (job.state === 'waiting') return '';
  if (job.state !== 'running') return endWords(job);
  const quarters = job.phase === 'looking' || job.total === 0 ? 0 : Math.floor((job.done / job.total) * 4);
  return quarters === 0 ? phaseWords[job.phase] : `${phaseWords[job.phase]}: ${quarters * 25} percent`;
}
