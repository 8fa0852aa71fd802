/** What the verifier saw in two photos, as a sentence; the photos are called the first and the second. */
import type { Kind, Relation } from '../../app/contract/contract.ts';
import { kindWords } from './kinds.ts';

/** Turned by less than this, in degrees, a photo stands as it stood. */
const upright = 1.5;
/** A frame that shows more than this share of the other shows all of it. */
const whole = 0.96;

/** @param relation told from the first photo; null when nothing was verified. */
export function verifiedWords(kind: Kind, relation: Relation | null): string {
  if (kind === 'similar') return 'They look alike; nothing was verified. It may be another shot, or another thing.';
  if (relation === null || kind === 'identical' || kind === 'same-pixels' || kind === 'resized')
    return `Verified: ${lowerFirst(kindWords[kind].reason)}.`;
  const differences = [...turnWords(relation), ...toneWords(relation)];
  const clauses = [
    ...(kind === 'edited' ? ['in the same frame'] : partWords(relation)),
    ...(differences.length > 0 ? [`the second is ${listed(differences)}`] : []),
    ...coverWords(relation),
  ];
  return `Verified as the same picture: ${clauses.length > 0 ? clauses.join('; ') : 'they hardly differ'}.`;
}

function partWords({ box, inside }: Relation): string[] {
  const share = box.width * box.height;
  if (share > whole) return [];
  const [part, all] = inside === 'a' ? ['first', 'second'] : ['second', 'first'];
  return [`the ${part} shows ${percent(share)} of the ${all}`];
}

function turnWords({ turn, mirrored }: Relation): string[] {
  const degrees = ((((turn + 180) % 360) + 360) % 360) - 180;
  const size = Math.abs(degrees);
  const isUpsideDown = size > 180 - upright;
  // Mirrored left to right and then turned by half a circle is mirrored top to bottom.
  if (mirrored && isUpsideDown) return ['mirrored top to bottom'];
  const turned = isUpsideDown
    ? ['upside down']
    : size < upright
      ? []
      : [`turned ${degrees > 0 ? 'right' : 'left'} by ${Math.round(size)}°`];
  return [...(mirrored ? ['mirrored'] : []), ...turned];
}

/** Differences that a person hardly sees are not told. */
function toneWords({ gain, offset, saturation }: Relation): string[] {
  return [
    ...(saturation < 0.2 ? ['without its colours'] : saturation < 0.8 ? ['less colourful'] : []),
    ...(saturation > 5 ? ['in colour, which the first is not'] : saturation > 1.25 ? ['more colourful'] : []),
    ...(offset > 10 ? ['brighter'] : offset < -10 ? ['darker'] : []),
    ...(gain > 1.18 ? ['of stronger contrast'] : gain < 0.85 ? ['of weaker contrast'] : []),
  ];
}

function coverWords({ overlay }: Relation): string[] {
  if (overlay < 0.06) return [];
  const why = overlay < 0.15 ? 'a caption for example' : 'something moved, or lies over it';
  return [`${percent(overlay)} of what both show differs, ${why}`];
}

function percent(share: number): string {
  return `${Math.max(1, Math.round(share * 100))} %`;
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
