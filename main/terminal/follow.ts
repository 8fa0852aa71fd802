import type { Job } from '../../app/contract/contract.ts';
import type { Library } from '../../app/library.ts';
import { noProgress, progress } from './progress.ts';

/**
 * Follows a job to its end, with progress on stderr. The first interrupt stops it in order, so that what was done is
 * kept; a second one ends the program at once.
 * @param stopping said when it is interrupted.
 * @param isQuiet whether nothing is said of its progress.
 */
export async function follow(library: Library, job: number, stopping: string, isQuiet = false): Promise<Job> {
  const bar = isQuiet ? noProgress : progress(process.stderr);
  const stopShowing = library.on('job', (one) => {
    if (one.id === job && one.state === 'running') bar.show(one);
  });
  const interrupt = () => {
    process.stderr.write(`\n${stopping} Press Ctrl-C again to end at once.\n`);
    void library.call('cancel-job', { job });
    // By the signal itself: to take native threads down while they work would end in an abort.
    process.once('SIGINT', () => process.kill(process.pid, 'SIGKILL'));
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const ended = await library.finished(job);
  process.off('SIGINT', interrupt);
  process.off('SIGTERM', interrupt);
  stopShowing();
  bar.end();
  return ended;
}
