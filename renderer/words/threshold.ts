/** How far from the default a threshold lies decides its words: what a distance means depends on the model. */
const steps: { upTo: number; name: string; meaning: string }[] = [
  { upTo: 0.15, name: 'Exact', meaning: 'only copies that show the very same picture' },
  { upTo: 0.55, name: 'Very strict', meaning: 'resized and re-saved copies, little else' },
  { upTo: 0.9, name: 'Strict', meaning: 'copies and light edits; few mistakes' },
  { upTo: 1.1, name: 'Balanced', meaning: 'copies and most edits; strangers are rare' },
  { upTo: 1.35, name: 'Loose', meaning: 'strong edits and near shots too; look closely' },
  { upTo: Infinity, name: 'Very loose', meaning: 'anything that looks alike; expect strangers' },
];

/** What a threshold does, in words. */
export function thresholdWords(threshold: number, usual: number): { name: string; meaning: string } {
  const ratio = usual > 0 ? threshold / usual : Infinity;
  const { name, meaning } = steps.find(({ upTo }) => ratio <= upTo) ?? { name: '', meaning: '' };
  return { name, meaning };
}
