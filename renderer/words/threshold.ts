/**
 * Verified copies are grouped at every threshold; it decides about what only looks alike. The words follow from how far it
 * lies from the default: what a distance means depends on the model.
 */
const steps: { upTo: number; name: string; meaning: string }[] = [
  { upTo: 0.15, name: 'Copies only', meaning: 'what is verified as the same picture' },
  { upTo: 0.55, name: 'Very strict', meaning: 'copies, and photos that hardly differ' },
  { upTo: 0.9, name: 'Strict', meaning: 'copies and close look-alikes; few mistakes' },
  { upTo: 1.1, name: 'Balanced', meaning: 'copies and look-alikes; strangers are rare' },
  { upTo: 1.35, name: 'Loose', meaning: 'strong edits and near shots too; look closely' },
  { upTo: Infinity, name: 'Very loose', meaning: 'anything that looks alike; expect strangers' },
];

/** What a threshold does, in words. */
export function thresholdWords(threshold: number, usual: number): { name: string; meaning: string } {
  const ratio = usual > 0 ? threshold / usual : Infinity;
  const { name, meaning } = steps.find(({ upTo }) => ratio <= upTo) ?? { name: '', meaning: '' };
  return { name, meaning };
}
