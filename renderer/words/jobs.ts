import type { Job } from '../../app/contract/contract.ts';
import { cancelledWords, isAction, outcomeWords } from './actions.ts';
import { checkWords } from './checked.ts';
import { count, counted, duration } from './numbers.ts';

export const phaseWords: Record<Job['phase'], string> = {
  looking: 'Looking for photos',
  reading: 'Reading photos',
  comparing: 'Comparing photos',
  verifying: 'Looking closely at photos that are alike',
  proving: 'Making sure of copies',
  moving: 'Moving photos',
  restoring: 'Bringing photos back',
  learning: 'Learning from your answers',
};

/** Whether a job brings the library up to date. */
export function isScan({ name }: Pick<Job, 'name'>): boolean {
  return name === 'scan' || name === 'changes' || name === 'compare';
}

/** What a job is at, in words: an export is the one that moves nothing in most of its modes. */
export function workWords({ name, phase }: Pick<Job, 'name' | 'phase'>): string {
  if (name === 'learn' && phase === 'looking') return phaseWords.learning;
  if (name === 'changes' && phase === 'looking') return 'Looking at what changed';
  if (name === 'compare' && phase === 'looking') return phaseWords.comparing;
  if (name === 'use-head') return 'Seeing all photos by another version';
  if (name === 'check' && phase === 'reading') return 'Looking for these photos in the library';
  if (name === 'import') return 'Copying photos';
  return name === 'export' ? 'Exporting photos' : phaseWords[phase];
}

/** How far a job is in its phase; empty while nobody knows. Learning counts no photos. */
export function doneWords({ name, phase, done, total }: Pick<Job, 'name' | 'phase' | 'done' | 'total'>): string {
  if (phase === 'looking') return name === 'scan' || name === 'check' ? `${counted(done, 'photo')} found` : '';
  if (total === 0) return '';
  return phase === 'learning' ? `${Math.floor((done / total) * 100)} %` : `${count(done)} of ${count(total)}`;
}

/** Whether a job waits when it is told to: what is learned is learned in one go. */
export function canPause({ name }: Pick<Job, 'name'>): boolean {
  return name !== 'learn' && name !== 'use-head';
}

/** What waits while a more urgent job is at work, and how far it is: “Then: Reading photos, 3 of 20”. */
export function behindWords(job: Job): string {
  const done = doneWords(job);
  const work = `${workWords(job).charAt(0).toLowerCase()}${workWords(job).slice(1)}`;
  return `${job.state === 'paused' ? 'Paused' : 'Then'}: ${work}${done === '' ? '' : `, ${done}`}`;
}

export function isUnderWay({ state }: Pick<Job, 'state'>): boolean {
  return state === 'waiting' || state === 'running' || state === 'paused';
}

/** How a job ended, as a sentence. */
export function endWords(job: Job): string {
  if (job.error !== null) return job.error;
  if (job.name === 'learn') return job.lesson?.sentence ?? 'Learning was cancelled. Nothing has changed.';
  if (job.name === 'use-head')
    return job.state === 'cancelled'
      ? 'It was cancelled. The version that was in use still is.'
      : 'The groups are those of the version you chose.';
  if (job.name === 'check') return job.check ? checkWords(job.check) : 'The check was cancelled before it began.';
  if (isAction(job)) return job.outcome ? outcomeWords(job.name, job.outcome) : cancelledWords[job.name];
  if (job.state === 'cancelled')
    return 'The scan was cancelled. What was read is kept; the next scan goes on from there.';
  if (job.name === 'compare') return 'Up to date: all photos are compared.';
  const { report } = job;
  if (!report) return '';
  const changes = [
    [report.new, 'new'],
    [report.changed, 'changed'],
    [report.removed, 'gone'],
  ].flatMap(([number, word]) => (number ? [`${number} ${word}`] : []));
  const news = changes.join(', ') || 'nothing new';
  if (job.name === 'changes') return `Up to date with what changed on disk: ${news}.`;
  const { byBytes, canBeSeen } = report.videos;
  const unseen =
    byBytes > 0 && !canBeSeen
      ? ` Of ${counted(byBytes, 'video')} only identical files are found: install ffmpeg, and scan again.`
      : '';
  return `Up to date: ${counted(report.photos, 'photo')} looked at in ${duration(report.seconds)}, ${news}.${unseen}`;
}

/** Progress for a screen reader: changes with each quarter of a phase, not with each photo. */
export function spokenProgress(job: Job): string {
  if (job.state === 'paused') return 'Paused';
  if (job.state === 'waiting') return '';
  if (job.state !== 'running') return endWords(job);
  const quarters = job.phase === 'looking' || job.total === 0 ? 0 : Math.floor((job.done / job.total) * 4);
  return quarters === 0 ? workWords(job) : `${workWords(job)}: ${quarters * 25} percent`;
}
