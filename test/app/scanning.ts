/** A library as tests use it: scanned to the end, and its groups as sets that can be held against each other. */
import type { Group, Output, ScanReport } from '../../app/contract/contract.ts';
import { openLibrary, type Library } from '../../app/library.ts';

/** Scans folders, or all of the library's when none is given, and waits for the end. */
export async function scan(library: Library, ...folders: string[]): Promise<ScanReport> {
  const { job } = await library.call('scan', folders.length === 0 ? {} : { folders });
  const { report, error } = await library.finished(job);
  if (report === null) throw new Error(error ?? 'The scan has no report.');
  return report;
}

/** Holds a folder against a library, and waits for the end. */
export async function check(library: Library, folder: string): Promise<Output<'checked'> & { job: number }> {
  const { job } = await library.call('check', { folder });
  const { check: report, error } = await library.finished(job);
  if (report === null) throw new Error(error ?? 'The check has no report.');
  return { ...(await library.call('checked', { job })), job };
}

/** Opens a library for as long as `use` takes. */
export async function withLibrary<Result>(
  directory: string,
  use: (library: Library) => Promise<Result>,
): Promise<Result> {
  const library = await openLibrary({ directory });
  try {
    return await use(library);
  } finally {
    await library.close();
  }
}

export async function groupsOf(library: Library, threshold?: number): Promise<Group[]> {
  return (await library.call('groups', { threshold })).groups;
}

/** Groups by what is in them, whatever the paths: content hashes and kinds. */
export function byContent({ groups }: Output<'groups'>) {
  return groups
    .map(({ id, kind, photos }) => ({
      id,
      kind,
      photos: photos.map((photo) => `${photo.sha256} ${photo.kind} ${photo.distance}`).sort(),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The group that holds a path. */
export function groupWith(groups: Group[], path: string): Group | undefined {
  return groups.find(({ photos }) => photos.some((photo) => photo.path === path));
}
