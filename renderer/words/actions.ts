/** What actions will do, do and did, in the words of the window. */
import type { ActionReport, ExportMode, Job, Operation } from '../../app/contract/contract.ts';
import { count, counted, size } from './numbers.ts';

export type ActionName = Exclude<Job['name'], 'scan' | 'changes' | 'compare' | 'learn' | 'use-head' | 'check'>;

/** Whether a job works on the person's files, and can be undone. */
export function isAction(job: Job): job is Job & { name: ActionName } {
  return job.name in actionTitles;
}

/** The title of an action while it is under way, and when it has ended. */
export const actionTitles: Record<ActionName, { active: string; ended: string }> = {
  apply: { active: 'Cleaning up', ended: 'Cleaned up' },
  undo: { active: 'Undoing', ended: 'Undone' },
  export: { active: 'Exporting', ended: 'Exported' },
  'take-over': { active: 'Moving photos over', ended: 'Moved over' },
  import: { active: 'Copying photos', ended: 'Copied' },
};

/** An action that was cancelled while it still waited for its turn. */
export const cancelledWords: Record<ActionName, string> = {
  apply: 'It was cancelled before it began. Nothing was moved.',
  undo: 'It was cancelled before it began. Nothing was brought back.',
  export: 'It was cancelled before it began. Nothing was exported.',
  'take-over': 'It was cancelled before it began. Nothing was moved.',
  import: 'It was cancelled before it began. Nothing was copied.',
};

/** An action that ended while this window was cut off from the core. */
export const unheardWords = 'It ended while this window was cut off from Twinlens. The history says what came of it.';

/** How an action ended, in a few sentences. */
export function outcomeWords(name: ActionName, outcome: ActionReport): string {
  const { merged, skipped, interrupted } = outcome;
  const more = name === 'undo' ? 'has its own details back' : 'got more details';
  const keepers =
    merged === 0 ? '' : ` ${counted(merged, 'keeper')} ${merged === 1 ? more : more.replace('has its', 'have their')}.`;
  const stayed = skipped.length === 0 ? '' : ` ${stayedWords(skipped.length)}.`;
  return `${doneWords(name, outcome)}.${keepers}${stayed}${interrupted ? ' It was stopped before its end.' : ''}`;
}

function doneWords(name: ActionName, { files, groups, bytes }: ActionReport): string {
  if (name === 'apply' || name === 'take-over') return `${counted(files, 'file')} moved, ${size(bytes)}`;
  if (name === 'import') return `${counted(files, 'file')} copied, ${size(bytes)}`;
  if (name === 'export') return `${counted(files, 'file')} exported into ${counted(groups, 'folder')}`;
  return files === 1 ? '1 file is as it was before' : `${counted(files, 'file')} are as they were before`;
}

/** "3 files stayed where they are". */
export function stayedWords(files: number): string {
  return files === 1 ? '1 file stayed where it is' : `${counted(files, 'file')} stayed where they are`;
}

export const exportModes: Record<ExportMode, { label: string; meaning: string }> = {
  copy: { label: 'Copy', meaning: 'Your photos stay where they are. The copies take room of their own.' },
  hardlink: {
    label: 'Hard link',
    meaning:
      'A second name for each photo, which takes no room. Only on the same drive; a change to one is a change to both.',
  },
  symlink: {
    label: 'Symbolic link',
    meaning: 'A pointer to each photo, which takes no room and leads nowhere once the photo is moved.',
  },
  move: { label: 'Move', meaning: 'The photos leave your folders, keepers too. Undo brings them back.' },
};

const exported: Record<ExportMode, string> = {
  copy: 'copied',
  hardlink: 'exported as hard links',
  symlink: 'exported as symbolic links',
  move: 'moved into folders by group',
};

/** An operation in the history: what it did. */
export function operationWords({ name, mode, to, files, restored, emptied }: Operation): string {
  const what = counted(files + restored + emptied, 'file');
  if (name === 'export') return `${what} ${exported[mode]}`;
  if (mode === 'copy') return `${what} copied from elsewhere`;
  return `${what} moved to ${to === 'trash' ? 'the trash' : 'a folder'}`;
}

/** What has to be said of an operation beside that it was done; nothing in the usual case. */
export function operationNotes({
  restored,
  emptied,
  merged,
  skipped,
  unsettled,
  finished,
  undone,
}: Operation): string[] {
  return [
    ...(undone ? ['Undone'] : []),
    ...(!undone && restored > 0 ? [`${count(restored)} of them undone`] : []),
    ...(emptied > 0 ? [`${count(emptied)} of them deleted for good`] : []),
    ...(merged > 0 ? [`${counted(merged, 'keeper')} with more details`] : []),
    ...(unsettled > 0 ? [`${counted(unsettled, 'file')} on a drive that is away`] : []),
    ...(skipped > 0 ? [stayedWords(skipped)] : []),
    ...(!finished && !undone ? ['Stopped before its end'] : []),
  ];
}

/** What Undo does to an operation; for a tooltip. */
export function undoWords({ name, mode }: Pick<Operation, 'name' | 'mode'>): string {
  if (mode === 'move') return 'Brings the files back';
  return name === 'apply' ? 'Removes what was copied' : 'Removes what the export made';
}

/** The button that starts a clean-up: it says how much goes, and where to. */
export function confirmWords(photos: number, to: 'trash' | 'folder'): string {
  if (photos === 0) return 'Nothing to move';
  return `Move ${counted(photos, 'photo')} to the ${to}`;
}

/** The button by which one folder takes over what only another one has. */
export function takeOverWords(photos: number): string {
  return `Move ${counted(photos, 'photo')} over`;
}

/** "24 photos of 18 groups, 14.5 MB". Companions are files that go with a photo. */
export function planWords(photos: number, groups: number, companions: number, bytes: number): string {
  const others = companions > 0 ? ` with ${counted(companions, 'companion')}` : '';
  return `${counted(photos, 'photo')} of ${counted(groups, 'group')}${others}, ${size(bytes)}`;
}
