/** A job of the queue as the contract tells of it: what it reports has its own place by what it is a report of. */
import type { ActionReport, CheckReport, Job, LearnReport, ScanReport } from '../contract/contract.ts';
import type { ActionPhase, LearnPhase, ScanPhase } from '../jobs/phases.ts';
import type { JobProgress } from '../jobs/queue.ts';

export type Phase = ScanPhase | ActionPhase | LearnPhase;
export type Report = ScanReport | ActionReport | LearnReport | CheckReport | null;

export function toJob({ report, ...job }: JobProgress<Phase, Report>): Job {
  return {
    ...job,
    report: report !== null && 'photos' in report ? report : null,
    outcome: report !== null && 'operation' in report ? report : null,
    check: report !== null && 'checked' in report ? report : null,
    lesson: report !== null && 'sentence' in report ? report : null,
  };
}
