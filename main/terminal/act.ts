import { resolve } from 'node:path';
import type { ActionReport, ExportMode, Input, Output } from '../../app/contract/contract.ts';
import { PersonError } from '../../app/errors.ts';
import type { Library } from '../../app/library.ts';
import { bytesWords, counted, kindWords, saidWords } from './words.ts';
import { follow } from './follow.ts';

/** Follows an action to its end; an interrupt stops it between two photos. */
export async function actToEnd(library: Library, { job }: { job: number }): Promise<ActionReport> {
  const { outcome, error } = await follow(library, job, 'Stopping after the photo in work.');
  if (outcome === null) throw new PersonError(error ?? 'The action was stopped before it began.');
  return outcome;
}

/** `trash`, or a folder as seen from where the command was given. */
export function destination(to: string): string {
  return to === 'trash' ? to : resolve(to);
}

const linesShown = 20;

const modeWords: Record<ExportMode, string> = {
  copy: 'copied to',
  hardlink: 'hard-linked into',
  symlink: 'linked into',
  move: 'moved to',
};

export function planWords({ photos, files, bytes, left, warnings, foundAgain }: Output<'plan'>, to: string): string {
  return [
    ...photos
      .slice(0, linesShown)
      .flatMap(({ path, keeper, kind, said, reason, companions, staying }) => [
        `go    ${path}  ${said ? saidWords : kindWords[kind]}`,
        ...companions.map((companion) => `      ${companion}`),
        ...staying.map((other) => `stays ${other}  (named after it)`),
        `keep  ${keeper}  (${reason})`,
      ]),
    ...(photos.length > linesShown ? [`… and ${photos.length - linesShown} more (--json names them all)`] : []),
    ...leftWords(left),
    ...warnings,
    ...(foundAgain === null
      ? []
      : [
          `${to} lies in ${foundAgain.folder}, a folder of the library, where the next scan would find the photos again: ${foundAgain.canExclude ? 'it is only used with --exclude-destination' : 'pick a folder outside the library'}.`,
        ]),
    photos.length === 0
      ? 'Nothing would be moved.'
      : `${counted(files, 'file')}, ${bytesWords(bytes)}, would go to ${to === 'trash' ? 'the trash' : to}. Nothing has been touched yet.`,
  ].join('\n');
}

export function applyWords(report: ActionReport, to: string): string {
  const { files, bytes, merged, operation, skipped } = report;
  return [
    ...leftWords(skipped),
    `${counted(files, 'file')}, ${bytesWords(bytes)}, moved to ${to === 'trash' ? 'the trash' : to}.${stoppedWords(report)}`,
    ...(merged === 0 ? [] : [`Metadata of copies was merged for ${counted(merged, 'kept photo')}.`]),
    ...(files === 0 ? [] : [`To take it back: undo ${operation}`]),
  ].join('\n');
}

export function importWords(report: ActionReport, to: string): string {
  const { files, bytes, operation, skipped } = report;
  return [
    ...leftWords(skipped),
    `${counted(files, 'file')}, ${bytesWords(bytes)}, copied to ${to}.${stoppedWords(report)}`,
    ...(files === 0 ? [] : [`To take it back: undo ${operation}`]),
  ].join('\n');
}

export function undoWords(report: ActionReport): string {
  const { files, skipped } = report;
  return [...leftWords(skipped), `Undone for ${counted(files, 'file')}.${stoppedWords(report)}`].join('\n');
}

export function exportWords(report: ActionReport, { folder, mode }: Input<'export'>): string {
  const { files, groups, operation, skipped } = report;
  return [
    ...leftWords(skipped),
    `${counted(files, 'file')} of ${counted(groups, 'group')} ${modeWords[mode]} ${folder}; its manifest says what came from where.${stoppedWords(report)}`,
    ...(files === 0
      ? []
      : [
          operation === 0
            ? 'The library can only be read now, and has no note of it: to take it back, delete that folder.'
            : `To take it back: undo ${operation}`,
        ]),
  ].join('\n');
}

export function emptyWords({ files, bytes, skipped }: Output<'empty'>, dryRun: boolean): string {
  if (files === 0 && skipped.length === 0) return 'There is nothing in trash folders of the library’s own.';
  return [
    ...leftWords(skipped),
    dryRun
      ? `${counted(files, 'file')}, ${bytesWords(bytes)}, would be deleted for good. Nothing has been touched yet; “empty --yes” does it.`
      : `${counted(files, 'file')}, ${bytesWords(bytes)}, deleted for good.`,
  ].join('\n');
}

export function historyWords({ operations }: Output<'history'>): string {
  const lines = operations.map(({ operation, name, mode, to, startedAt, files, bytes, restored, undone, ...rest }) => {
    const facts = [
      undone
        ? 'undone'
        : `${counted(files, 'file')}, ${bytesWords(bytes)}, ${modeWords[mode]} ${to === 'trash' ? 'the trash' : to}`,
      ...(restored > 0 ? [`${restored} restored`] : []),
      ...(rest.merged > 0 ? [`metadata merged for ${counted(rest.merged, 'kept photo')}`] : []),
      ...(rest.emptied > 0 ? [`${rest.emptied} deleted for good`] : []),
      ...(rest.skipped > 0 ? [`${rest.skipped} left where they were`] : []),
      ...(rest.unsettled > 0 ? [`${rest.unsettled} on a drive that is away`] : []),
      ...(rest.finished ? [] : ['stopped before its end']),
    ];
    return `${operation}  ${localTime(startedAt)}  ${name}: ${facts.join(' · ')}`;
  });
  return lines.length === 0 ? 'Nothing has been moved yet.' : lines.join('\n');
}

/** As the clock on the wall shows it. */
function localTime(iso: string): string {
  const date = new Date(iso);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

export function leftWords(skipped: readonly { path: string; reason: string }[]): string[] {
  const lines = skipped.slice(0, linesShown).map(({ path, reason }) => `${path} ${reason}`);
  if (skipped.length > linesShown) lines.push(`… and ${skipped.length - linesShown} more (--json names them all)`);
  return lines;
}

function stoppedWords({ interrupted }: ActionReport): string {
  return interrupted ? ' It was stopped before its end.' : '';
}
