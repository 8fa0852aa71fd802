import type { ScanReport } from '../../app/contract/contract.ts';
import { PersonError } from '../../app/errors.ts';
import type { Library } from '../../app/library.ts';
import { follow } from './follow.ts';

/** Scans to the end; an interrupt stops it in order. @param isQuiet whether nothing is said of its progress. */
export async function scanToEnd(library: Library, folders: string[], isQuiet: boolean): Promise<ScanReport> {
  const { job } = await library.call('scan', folders.length === 0 ? {} : { folders });
  const { report, error } = await follow(library, job, 'Stopping: what was read is kept.', isQuiet);
  if (report === null) throw new PersonError(error ?? 'The scan was stopped before it began.');
  return report;
}
