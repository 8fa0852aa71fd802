/** Things on the picture: stickers, words, arrows, a logo, the date, a black bar; up to a quarter of it is covered. */
import { fromPicture, type Picture } from '../../../app/images/decode.ts';
import type { Chance } from '../../random.ts';
import { pixelsOf } from '../edits/edit.ts';
import { anyColour, anyWords, drawing, type Family } from './family.ts';

type Thing = (photo: Picture, chance: Chance) => string;

const things: readonly [Thing, ...Thing[]] = [face, star, words, arrow, bar, date];

export const thingsOnIt: Family = {
  name: 'things on it',
  change: (photo, chance) => {
    const drawn = Array.from({ length: 1 + chance.below(4) }, () => chance.pick(things)(photo, chance));
    return pixelsOf(fromPicture(photo).composite([{ input: drawing(photo, drawn) }]));
  },
};

function somewhere({ width, height }: Picture, chance: Chance) {
  const side = Math.min(width, height);
  return {
    x: width * chance.between(0.1, 0.9),
    y: height * chance.between(0.1, 0.9),
    size: side * chance.between(0.08, 0.2),
  };
}

function face(photo: Picture, chance: Chance): string {
  const { x, y, size } = somewhere(photo, chance);
  const eye = (at: number) =>
    `<circle cx="${x + at * size * 0.35}" cy="${y - size * 0.25}" r="${size * 0.12}" fill="#333"/>`;
  return `<circle cx="${x}" cy="${y}" r="${size}" fill="#ffd93b"/>${eye(-1)}${eye(1)}
    <path d="M${x - size * 0.5} ${y + size * 0.2}q${size * 0.5} ${size * 0.6} ${size} 0" stroke="#333" stroke-width="${size * 0.1}" fill="none"/>`;
}

function star(photo: Picture, chance: Chance): string {
  const { x, y, size } = somewhere(photo, chance);
  const turn = chance.between(0, 6.3);
  const corners = Array.from({ length: 10 }, (_, at) => {
    const [angle, far] = [turn + (at * Math.PI) / 5, at % 2 === 0 ? size : size * 0.45];
    return `${x + far * Math.cos(angle)},${y + far * Math.sin(angle)}`;
  });
  return `<polygon points="${corners.join(' ')}" fill="${anyColour(chance)}" stroke="#fff" stroke-width="${size * 0.06}"/>`;
}

function words(photo: Picture, chance: Chance): string {
  const { x, y, size } = somewhere(photo, chance);
  return `<text x="${x}" y="${y}" font-size="${size * 0.7}" font-family="${chance.pick(['sans-serif', 'serif', 'monospace'])}"
    text-anchor="middle" transform="rotate(${chance.between(-20, 20)} ${x} ${y})" fill="${anyColour(chance)}">${anyWords(1 + chance.below(3), chance)}</text>`;
}

function arrow(photo: Picture, chance: Chance): string {
  const { x, y, size } = somewhere(photo, chance);
  return `<path transform="rotate(${chance.below(360)} ${x} ${y})" d="M${x} ${y}h${size * 2}m${-size * 0.5} ${-size * 0.5}l${size * 0.5} ${size * 0.5}l${-size * 0.5} ${size * 0.5}"
    stroke="${anyColour(chance)}" stroke-width="${size * 0.15}" fill="none"/>`;
}

function bar(photo: Picture, chance: Chance): string {
  const { x, y, size } = somewhere(photo, chance);
  return `<rect x="${x - size}" y="${y - size * 0.3}" width="${size * 2.2}" height="${size * 0.6}" fill="#000"/>`;
}

function date({ width, height }: Picture, chance: Chance): string {
  const stamp = `${1 + chance.below(28)}.${1 + chance.below(12)}.'${String(chance.below(30)).padStart(2, '0')} ${chance.below(24)}:${10 + chance.below(50)}`;
  const size = Math.min(width, height) * chance.between(0.04, 0.07);
  return `<text x="${width * 0.96}" y="${height * 0.95}" font-size="${size}" font-family="monospace" text-anchor="end" fill="#ff9a3c">${stamp}</text>`;
}
