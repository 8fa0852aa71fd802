/**
 * Held-out errors against answers given, one small plot a person, as an SVG that a README shows: legible on light and on
 * dark ground, every curve named.
 */

export interface Curve {
  name: string;
  /** By answers given, rising; errors in 1,000 pairs. A single one is drawn as a dot. */
  points: readonly { answers: number; errors: number }[];
}

export interface Panel {
  title: string;
  curves: readonly Curve[];
}

const size = { width: 340, height: 240 };
const plot = { left: 44, right: 326, top: 36, bottom: 196 };
const columns = 2;
/** Room above the panels for what is shown, and for the names of the curves. */
const head = 56;

/** One colour a curve, on light and on dark ground; told apart by people who see no red or no green too. */
const colours = [
  ['#0b5fb0', '#6cb4ff'],
  ['#c2410c', '#ff9d5c'],
  ['#7a3fb0', '#c79bff'],
  ['#5f6b76', '#a3adb8'],
] as const;

/** @param panels each with the same curves in the same order, four at most. */
export function learningPlot(panels: readonly Panel[]): string {
  const [width, height] = [columns * size.width, head + Math.ceil(panels.length / columns) * size.height];
  const most = Math.max(
    1,
    ...panels.flatMap(({ curves }) => curves.flatMap(({ points }) => points.map(({ answers }) => answers))),
  );
  const names = panels[0]?.curves.map(({ name }) => name) ?? [];
  const drawn = panels.map((panel, at) => {
    const place = `translate(${(at % columns) * size.width} ${head + Math.floor(at / columns) * size.height})`;
    return `<g transform="${place}">\n${drawPanel(panel, most).join('\n')}\n</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">Held-out errors against answers given: ${names.map(escaped).join(', ')}</title>
<style>${style(names.length)}</style>
<text class="name" x="${plot.left}" y="20">Errors in 1,000 held-out pairs against answers given</text>
${legend(names).join('\n')}
${drawn.join('\n')}
</svg>
`;
}

function style(curves: number): string {
  const stroke = (dark: 0 | 1) =>
    colours
      .slice(0, curves)
      .map((pair, at) => `.c${at}{stroke:${pair[dark]}}.t${at}{fill:${pair[dark]}}`)
      .join('');
  return `
text{font:12px system-ui,sans-serif;fill:#1f2328}
.name{font-weight:600;font-size:15px}.title{font-weight:600}.small{font-size:11px;fill:#59636e}.key{font-weight:600}
line{stroke:#d1d9e0;stroke-width:1}.curve{fill:none;stroke-width:2.25;stroke-linejoin:round}
${stroke(0)}
@media (prefers-color-scheme:dark){text{fill:#e6edf3}.small{fill:#9198a1}line{stroke:#3d444d}${stroke(1)}}
`;
}

function legend(names: readonly string[]): string[] {
  const step = (columns * size.width - plot.left) / Math.max(1, names.length);
  return names.map((name, at) => {
    const x = plot.left + at * step;
    return `<line class="curve c${at}" x1="${x}" x2="${x + 18}" y1="38" y2="38"/><text class="key t${at}" x="${x + 24}" y="42">${escaped(name)}</text>`;
  });
}

function drawPanel({ title, curves }: Panel, most: number): string[] {
  const highest = niceAbove(Math.max(...curves.flatMap(({ points }) => points.map(({ errors }) => errors))));
  const y = (errors: number) => round(plot.bottom - (plot.bottom - plot.top) * (errors / highest));
  const marks = [0, highest / 2, highest];
  const steps = answerMarks.filter((answers) => answers <= most);
  return [
    `<text class="title" x="${plot.left}" y="22">${escaped(title)}</text>`,
    ...marks.map((mark) => `<line x1="${plot.left}" x2="${plot.right}" y1="${y(mark)}" y2="${y(mark)}"/>`),
    ...marks.map(
      (mark) => `<text class="small" text-anchor="end" x="${plot.left - 6}" y="${y(mark) + 4}">${mark}</text>`,
    ),
    ...steps.map(
      (answers) =>
        `<line x1="${x(answers, most)}" x2="${x(answers, most)}" y1="${plot.bottom}" y2="${plot.bottom + 4}"/>`,
    ),
    ...steps.map(
      (answers) =>
        `<text class="small" text-anchor="middle" x="${x(answers, most)}" y="${plot.bottom + 17}">${answers}</text>`,
    ),
    `<text class="small" text-anchor="middle" x="${(plot.left + plot.right) / 2}" y="${plot.bottom + 33}">Answers</text>`,
    ...curves.map(({ points }, at) => {
      const places = points.map(({ answers, errors }) => [x(answers, most), y(errors)] as const);
      const [only] = places;
      return places.length === 1 && only !== undefined
        ? `<circle class="t${at}" r="4.5" cx="${only[0]}" cy="${only[1]}"/>`
        : `<polyline class="curve c${at}" points="${places.map((place) => place.join(',')).join(' ')}"/>`;
    }),
  ];
}

const answerMarks = [0, 20, 60, 100, 200, 500];

/** By the square root, so that the first answers have room. */
function x(answers: number, most: number): number {
  return round(plot.left + (plot.right - plot.left) * Math.sqrt(answers / most));
}

/** The next of 10, 20, 40, 60, 80, 100, 200 … */
function niceAbove(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return ([1, 2, 4, 6, 8, 10].find((step) => step * unit >= value) ?? 10) * unit;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function round(place: number): number {
  return Math.round(place * 10) / 10;
}
