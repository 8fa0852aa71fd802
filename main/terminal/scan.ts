import type { ScanReport } from '../../app/contract.ts';
import { PersonError } from '../../app/errors.ts';
import type { Library } from '../../app/library.ts';
import { progress } from './progress.ts';

/**
 * Scans to the end, with progress on stderr. The first interrupt stops it in order, so that what was read is kept; a
 * second one ends the program at once.
 */
export async function scanToEnd(library: Library, folders: string[]): Promise<ScanReport> {
  const bar = progress(process.stderr);
  const { job } = await library.call('scan', folders.length === 0 ? {} : { folders });
  const stopShowing = library.on('job', (one) => {
    if (one.id === job && one.state === 'running') bar.show(one);
  });
  const interrupt = () => {
    process.stderr.write('\nStopping: what was read is kept. Press Ctrl-C again to end at once.\n');
    void library.call('cancel-job', { job });
    process.once('SIGINT', () => process.exit(1));
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const { report, error } = await library.finished(job);
  process.off('SIGINT', interrupt);
  process.off('SIGTERM', interrupt);
  stopShowing();
  bar.end();
  if (report === null) throw new PersonError(error ?? 'The scan was stopped before it began.');
  return report;
}
