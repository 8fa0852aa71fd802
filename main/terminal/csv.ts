import type { Output } from '../../app/contract/contract.ts';

const columns = [
  'group',
  'groupKind',
  'version',
  'versionKind',
  'keep',
  'path',
  'kind',
  'said',
  'distance',
  'width',
  'height',
  'bytes',
  'takenAt',
  'sha256',
  'protection',
  'companions',
  'reason',
];

/** One line a photo, as RFC 4180 has it. */
export function groupsCsv({ groups }: Output<'groups'>): string {
  const lines = groups.flatMap(({ id, kind: groupKind, photos, versions }) =>
    photos.map((photo) =>
      [
        ...[id, groupKind, photo.version + 1, versions[photo.version]?.kind ?? groupKind, photo.keep, photo.path],
        ...[photo.kind, photo.said, photo.distance],
        ...[photo.width, photo.height, photo.bytes, photo.takenAt ?? '', photo.sha256],
        ...[
          photo.protection ?? '',
          photo.companions.join('\n'),
          photo.keep ? (versions[photo.version]?.reason ?? '') : '',
        ],
      ]
        .map((value) => field(String(value)))
        .join(','),
    ),
  );
  return [columns.join(','), ...lines].map((line) => `${line}\r\n`).join('');
}

function field(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
