/** What the commands say to a person. */
import { basename } from 'node:path';
import type { Kind, Output, Photo, ScanReport } from '../../app/contract/contract.ts';
import { duration } from './progress.ts';

export const kindWords: Record<Kind, string> = {
  identical: 'identical files',
  'same-pixels': 'same pixels, only metadata differs',
  resized: 'same picture, resized or re-encoded',
  edited: 'same picture, edited',
  cropped: 'same picture, cropped, turned or mirrored',
  similar: 'similar',
};

const problemsShown = 20;

export function scanWords(report: ScanReport): string {
  const { photos, unchanged, removed, changed, groups, seconds, unreadable, interrupted } = report;
  const lines = [
    interrupted
      ? `Stopped after ${duration(seconds)}. ${photos} photos are in the library; the next scan goes on from here.`
      : `${photos} photos in ${duration(seconds)}: ${report.new} new, ${changed} changed, ${unchanged} unchanged, ${removed} removed. ${groups} groups.`,
  ];
  if (unreadable.length > 0) lines.push(`${unreadable.length} could not be read:`);
  for (const { path, reason } of unreadable.slice(0, problemsShown)) lines.push(`  ${path} ${reason}`);
  if (unreadable.length > problemsShown)
    lines.push(`  … and ${unreadable.length - problemsShown} more (--json names them all)`);
  if (!interrupted && groups > 0) lines.push('See them with “groups”, or in the window with “serve --open”.');
  return lines.join('\n');
}

export function groupsWords({ groups, photos, sparableBytes, awaiting, threshold }: Output<'groups'>): string {
  const lines = groups.flatMap((group, at) => [
    `Group ${at + 1} · ${kindWords[group.kind]}`,
    ...group.photos.map((photo) => `  ${photo.keep ? 'keep' : '    '}  ${photo.path}  ${facts(photo)}`),
    `  kept: ${group.reason}`,
    '',
  ]);
  lines.push(
    groups.length === 0
      ? 'No groups: no two photos here are copies, or near enough.'
      : `${groups.length} groups of ${photos} photos at threshold ${threshold}; what need not be kept takes ${bytesWords(sparableBytes)}.`,
  );
  if (awaiting > 0) lines.push(`${awaiting} photos are not compared yet: run “scan” once more.`);
  return lines.join('\n');
}

function facts({ width, height, bytes, companions, distance, kind, keep, protection, offline }: Photo): string {
  const parts = [`${width} × ${height}`, bytesWords(bytes)];
  if (companions.length > 0) parts.push(`with ${companions.map((path) => basename(path)).join(', ')}`);
  if (!keep) parts.push(kindWords[kind], `distance ${distance.toFixed(2)}`);
  if (protection !== null) parts.push(protection === 'protected' ? 'protected' : 'in a reference folder');
  if (offline) parts.push('offline');
  return parts.join(' · ');
}

/** "1 file", "2 files". */
export function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

export function bytesWords(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power] ?? 'B'}`;
}

export function compareWords({ kind, distance, cosine, same, probability }: Output<'compare'>): string {
  return [
    `${same ? 'The same' : 'Not the same'}, by the library's threshold: ${kindWords[kind]}.`,
    `Distance ${distance.toFixed(3)} (cosine ${cosine.toFixed(3)}); about ${(probability * 100).toFixed(probability > 0.99 ? 1 : 0)} of 100 such pairs show the same picture.`,
  ].join('\n');
}

export function checkWords({ files, unreadable }: Output<'check'>): string {
  const lines = files.map(({ path, have, match, kind }) =>
    have ? `have     ${path}  ${kindWords[kind ?? 'similar']}: ${match ?? ''}` : `missing  ${path}`,
  );
  const missing = files.filter(({ have }) => !have).length;
  lines.push(`You have ${files.length - missing} of these ${files.length} photos; ${missing} are missing.`);
  for (const { path, reason } of unreadable) lines.push(`${path} ${reason}`);
  return lines.join('\n');
}
