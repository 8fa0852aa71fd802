/** Drawn pictures of which two differ in what a person would mind: numbers, words, ticks, pieces. */
import sharp, { type Sharp } from 'sharp';
import type { Chance } from '../random.ts';
import { noCopies, type PairKind } from './pair.ts';
import { anyFormat } from './save.ts';

const syllables = ['ba', 'ke', 'li', 'mo', 'nu', 'ra', 'se', 'ti', 'vo', 'wu', 'dal', 'fen', 'gor', 'hus'] as const;

function words(chance: Chance, count: number): string {
  const word = () => Array.from({ length: 1 + chance.below(3) }, () => chance.pick(syllables)).join('');
  return Array.from({ length: count }, word).join(' ');
}

function svg(width: number, height: number, body: string, ground = 'white'): Sharp {
  const fill = ground === 'none' ? '' : `<rect width="100%" height="100%" fill="${ground}"/>`;
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${fill}${body}</svg>`),
  );
}

function text(x: number, y: number, size: number, string: string, extra = ''): string {
  return `<text x="${x}" y="${y}" font-family="DejaVu Sans" font-size="${size}" ${extra}>${string}</text>`;
}

/** Two drawings of one seed that differ by `which`. @param draw is given the same chances for both. */
function drawn(name: string, draw: (chance: Chance, again: () => Chance, which: 0 | 1) => Sharp): PairKind {
  return noCopies(name, async (_, chance) => {
    const seed = `${name} ${chance.below(2 ** 31)}`;
    const save = anyFormat(chance);
    const one = (which: 0 | 1) => {
      const ChanceAgain = chance.constructor as new (seed: string) => Chance;
      return save(draw(new ChanceAgain(seed), () => new ChanceAgain(`${seed} again`), which));
    };
    return [await one(0), await one(1)];
  });
}

const digits = (chance: Chance) => String(100 + chance.below(900));

function otherDigit(number: string, at: number): string {
  const digit = (Number(number[at]) + 3) % 10;
  return `${number.slice(0, at)}${digit}${number.slice(at + 1)}`;
}

export const drawings: PairKind[] = [
  drawn('receipt, one digit of small print', (chance, again, which) => {
    const size = 8 + chance.below(5);
    const number = digits(chance);
    const shown = which === 0 ? number : otherDigit(number, again().below(3));
    const lines = Array.from({ length: 14 }, (_, at) => text(30, 170 + at * 24, 8, words(chance, 6)));
    return svg(420, 580, `${text(30, 60, 16, 'Receipt')}${text(30, 120, size, `Paid ${shown}.00`)}${lines.join('')}`);
  }),
  drawn('bill, another date and amount', (chance, again, which) => {
    const lines = Array.from({ length: 18 }, (_, at) => text(80, 560 + at * 40, 20, words(chance, 9)));
    const [date, amount] = [`${10 + chance.below(18)}.0${1 + chance.below(8)}.2024`, digits(chance)];
    const shown = which === 0 ? [date, amount] : [`${10 + again().below(18)}.09.2023`, otherDigit(amount, 1)];
    return svg(
      1240,
      1500,
      `<rect x="80" y="70" width="260" height="110" fill="#2a5d9f"/>${text(780, 300, 24, `Date ${shown[0]}`)}${text(80, 480, 40, 'Monthly bill')}${text(880, 480, 30, `${shown[1]}.60`)}${lines.join('')}`,
    );
  }),
  drawn('chat, another last message', (chance, again, which) => {
    const bubble = (at: number, string: string) =>
      `<rect x="${at % 2 ? 260 : 40}" y="${120 + at * 100}" width="640" height="70" rx="24" fill="${at % 2 ? '#dcf8c6' : '#ffffff'}"/>${text(at % 2 ? 284 : 64, 166 + at * 100, 28, string)}`;
    const rows = Array.from({ length: 12 }, (_, at) => bubble(at, words(chance, 6)));
    const last = which === 0 ? words(chance, 5) : words(again(), 5);
    return svg(940, 1500, rows.join('') + bubble(12, last), '#e5ddd5');
  }),
  drawn('form, other boxes ticked', (chance, again, which) => {
    const ticks = which === 0 ? chance : again();
    const rows = Array.from({ length: 16 }, (_, at) => {
      const box = `<rect x="800" y="${120 + at * 50}" width="22" height="22" fill="none" stroke="black"/>`;
      const tick = ticks.isLucky(0.4)
        ? `<path d="M802 ${131 + at * 50} l7 8 l11 -18" stroke="black" stroke-width="3" fill="none"/>`
        : '';
      return text(60, 140 + at * 50, 20, `Question ${at + 1} about ${at * 7} things`) + box + tick;
    });
    return svg(900, 1000, rows.join(''));
  }),
  drawn('table, other numbers', (chance, again, which) => {
    const values = which === 0 ? chance : again();
    const lines = Array.from(
      { length: 17 },
      (_, at) => `<path d="M40 ${40 + at * 44} H860 M${40 + at * 51.25} 40 V744" stroke="#444"/>`,
    );
    const cells = Array.from({ length: 256 }, (_, at) =>
      text(48 + (at % 16) * 51.25, 70 + Math.floor(at / 16) * 44, 15, String(values.below(999))),
    );
    return svg(900, 784, lines.join('') + cells.join(''));
  }),
  drawn('slide of one template', (chance, again, which) => {
    const said = which === 0 ? chance : again();
    const rows = Array.from({ length: 5 }, (_, at) => text(120, 300 + at * 80, 34, words(said, 6)));
    return svg(
      1280,
      720,
      `<rect width="1280" height="150" fill="#21409a"/><rect y="690" width="1280" height="30" fill="#f0b323"/>${text(80, 100, 52, words(said, 3), 'fill="white"')}${rows.join('')}`,
    );
  }),
  drawn('page of other words', (chance, again, which) => {
    const said = which === 0 ? chance : again();
    const rows = Array.from({ length: 60 }, (_, at) =>
      text(100, 120 + at * 22, 15, words(said, 14), 'textLength="1000" lengthAdjust="spacing"'),
    );
    return svg(1200, 1500, rows.join(''));
  }),
  drawn('chess board, one piece moved', (chance, again, which) => {
    const squares = Array.from({ length: 64 }, (_, at) =>
      (at + (at >> 3)) % 2 === 0
        ? ''
        : `<rect x="${(at % 8) * 80}" y="${(at >> 3) * 80}" width="80" height="80" fill="#7a9455"/>`,
    );
    const places = chance.shuffle(Array.from({ length: 64 }, (_, at) => at));
    const taken = places.slice(0, 14);
    if (which === 1) taken[again().below(14)] = places[20] ?? 0;
    const pieces = taken.map(
      (at, piece) =>
        `<circle cx="${(at % 8) * 80 + 40}" cy="${(at >> 3) * 80 + 40}" r="24" fill="${piece % 2 ? '#222' : '#fff'}" stroke="#000"/>`,
    );
    return svg(640, 640, squares.join('') + pieces.join(''), '#eeeed2');
  }),
  noCopies('white drawings on nothing', async (_, chance) => {
    const shape = () =>
      Array.from(
        { length: 6 },
        () => `<circle cx="${chance.below(512)}" cy="${chance.below(512)}" r="${20 + chance.below(60)}" fill="white"/>`,
      ).join('');
    const one = async () => ({ bytes: await svg(512, 512, shape(), 'none').png().toBuffer(), extension: 'png' });
    return [await one(), await one()];
  }),
];
