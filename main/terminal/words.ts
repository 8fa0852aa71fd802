/** What the commands say to a person. */
import { basename } from 'node:path';
import type {
  Group,
  There,
  Kind,
  Output,
  PassedOverCount,
  Photo,
  ScanReport,
  Version,
} from '../../app/contract/contract.ts';
import { duration } from './progress.ts';

export const kindWords: Record<Kind, string> = {
  identical: 'identical files',
  'same-pixels': 'same pixels, only metadata differs',
  resized: 'same picture, resized or re-encoded',
  edited: 'same picture, edited',
  cropped: 'same picture, cropped, turned or mirrored',
  burst: 'another moment of one occasion',
  similar: 'similar',
};

const protectionWords: Record<NonNullable<Photo['protection']>, string> = {
  protected: 'protected',
  reference: 'in a reference folder',
  linked: 'one file with several names',
};
/** Of a photo that belongs to its version by the person's word. */
export const saidWords = 'the same, as you said';

const problemsShown = 20;

export function scanWords(report: ScanReport): string {
  const { photos, unchanged, removed, changed, groups, seconds, unreadable, passedOver, interrupted } = report;
  const lines = [
    interrupted
      ? `Stopped after ${duration(seconds)}. ${photos} photos are in the library; the next scan goes on from here.`
      : `${photos} photos in ${duration(seconds)}: ${report.new} new, ${changed} changed, ${unchanged} unchanged, ${removed} removed. ${groups} groups.`,
  ];
  if (unreadable.length > 0) lines.push(`${unreadable.length} could not be read:`);
  for (const { path, reason } of unreadable.slice(0, problemsShown)) lines.push(`  ${path} ${reason}`);
  if (unreadable.length > problemsShown)
    lines.push(`  … and ${unreadable.length - problemsShown} more (--json names them all)`);
  if (report.videos.taken > 0) lines.push(videoWords(report.videos));
  if (passedOver.length > 0) lines.push('Passed over (“passed-over” lists the files):', ...reasonLines(passedOver));
  if (!interrupted && groups > 0) lines.push('See them with “groups”, or in the window with “serve --open”.');
  return lines.join('\n');
}

function videoWords({ taken, byBytes, canBeSeen }: ScanReport['videos']): string {
  const all = counted(taken, 'of them is a video', 'of them are videos');
  if (byBytes === 0) return `${all}.`;
  return canBeSeen
    ? `${all}; ffmpeg can show nothing of ${byBytes}, so that only identical files of those are found.`
    : `${all}; of ${byBytes} only identical files are found, since ffmpeg is not installed: install it, and scan again.`;
}

export function passedOverWords({ reasons, files }: Output<'passed-over'>): string {
  if (reasons.length === 0) return 'Nothing was passed over.';
  return [...files.map(({ path, reason }) => `${path} ${reason}`), '', ...reasonLines(reasons)].join('\n');
}

function reasonLines(reasons: readonly PassedOverCount[]): string[] {
  return reasons.map(({ reason, files }) => `  ${counted(files, 'file')}: ${reason}`);
}

export function groupsWords({ groups, all, photos, sparableBytes, awaiting, threshold }: Output<'groups'>): string {
  const lines = groups.flatMap((group, at) => [
    `Group ${at + 1} · ${group.kinds.map((kind) => kindWords[kind]).join('; ')}`,
    ...group.versions.flatMap((version, place) => versionLines(group, version, place)),
    '',
  ]);
  lines.push(
    all === 0
      ? 'No groups: no two photos here are copies, or near enough.'
      : groups.length === 0
        ? `No groups like that; there ${all === 1 ? 'is' : 'are'} ${counted(all, 'group')} in all.`
        : `${groups.length} groups of ${photos} photos at threshold ${threshold}; what need not be kept takes ${bytesWords(sparableBytes)}.`,
  );
  if (awaiting > 0) lines.push(`${awaiting} photos are not compared yet: run “scan” once more.`);
  return lines.join('\n');
}

/** The photos of one version, and why its keeper is kept. The first version's is the keeper of the group. */
function versionLines({ photos, versions, reason }: Group, version: Version, place: number): string[] {
  const own = photos.filter((photo) => photo.version === place);
  const distance = version.distance.toFixed(2);
  const isOne = versions.length === 1;
  const kept = place === 0 ? reason : version.reason;
  return [
    ...(isOne
      ? []
      : [`  Version ${place + 1}${place === 0 ? '' : ` · ${kindWords[version.kind]} · distance ${distance}`}`]),
    ...own.map((photo) => `  ${photo.keep ? 'keep' : '    '}  ${photo.path}  ${facts(photo)}`),
    ...(place > 0 && own.length === 1 ? [] : [`  kept: ${kept}`]),
  ];
}

function facts(photo: Photo): string {
  const {
    width,
    height,
    duration: length,
    damaged,
    bytes,
    companions,
    distance,
    kind,
    said,
    keep,
    protection,
    offline,
    holds,
  } = photo;
  const parts = [
    ...(length === null ? [] : [length === 0 ? 'video' : `video of ${duration(length)}`]),
    ...(width === 0 ? [] : [`${width} × ${height}`]),
    bytesWords(bytes),
  ];
  if (damaged) parts.push('damaged, a part of it');
  if (companions.length > 0) parts.push(`with ${companions.map((path) => basename(path)).join(', ')}`);
  if (!keep) parts.push(said ? saidWords : kindWords[kind], `distance ${distance.toFixed(2)}`);
  if (protection !== null) parts.push(protectionWords[protection]);
  if (offline) parts.push('offline');
  if (holds.length > 0) parts.push(`a collage with ${holds.map((path) => basename(path)).join(', ')}`);
  return parts.join(' · ');
}

/** "1 file", "2 files". */
export function counted(number: number, word: string, words = `${word}s`): string {
  return `${number} ${number === 1 ? word : words}`;
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

/** What stands in the library for a photo that it has not. */
const thereWords = {
  copy: 'a copy is there',
  larger: 'a larger one is there',
  lesser: 'a lesser one is there',
  edited: 'an edited one is there',
  similar: 'a similar one is there',
} as const satisfies Record<There, string>;

export function checkWords({ files, unreadable }: Pick<Output<'checked'>, 'files' | 'unreadable'>): string {
  const lines = files.map(({ path, have, match, kind, there }) => {
    if (have) return `have     ${path}  ${kindWords[kind ?? 'similar']}: ${match ?? ''}`;
    return there === null ? `missing  ${path}` : `missing  ${path}  ${thereWords[there]}: ${match ?? ''}`;
  });
  const missing = files.filter(({ have }) => !have);
  const others = Object.entries(thereWords).flatMap(([there, words]) => {
    const number = missing.filter((file) => file.there === there).length;
    return number === 0 ? [] : [`of ${number} ${words}`];
  });
  const apart = others.length === 0 ? '' : ` (${others.join(', ')})`;
  lines.push(
    `You have ${files.length - missing.length} of these ${files.length} photos; ${missing.length} are missing${apart}.`,
  );
  for (const { path, reason } of unreadable) lines.push(`${path} ${reason}`);
  return lines.join('\n');
}
