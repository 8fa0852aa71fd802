/**
 * Precision against recall of all methods, as an SVG that a README shows: legible on light and on dark ground, every curve
 * named where it runs.
 */
import type { CopiesResult } from './copies.ts';
import type { Step } from './metrics.ts';
import { placeLabels } from './plot-labels.ts';

const size = { width: 720, height: 440 };
const plot = { left: 64, right: 700, top: 44, bottom: 384 };
/** Curves are drawn through this many points at most. */
const points = 240;
/** Of bold letters at 13 pixels, on average. */
const letterWidth = 7.4;

/** One colour a method, on light and on dark ground; told apart by people who see no red or no green too. */
const colours = [
  ['#0b5fb0', '#6cb4ff'],
  ['#c2410c', '#ff9d5c'],
  ['#7a3fb0', '#c79bff'],
  ['#5f6b76', '#a3adb8'],
  ['#8a6d1f', '#d6b656'],
  ['#2f7d5b', '#6fcf9f'],
  ['#a03a6a', '#f08cb8'],
] as const;

export function precisionRecallPlot(methods: readonly CopiesResult[]): string {
  const curves = methods.map(
    ({ steps }, at) => `<polyline class="curve c${at}" points="${thinned(steps).map(point).join(' ')}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-labelledby="title">
<title id="title">Precision against recall of ${escaped(methods.map(({ method }) => method).join(', '))}</title>
<style>${style(methods.length)}</style>
<text class="name" x="${plot.left}" y="20">Edited copies found among other photos</text>
<text class="small" x="${plot.left}" y="34">In brackets: micro average precision</text>
${grid().join('\n')}
${curves.join('\n')}
${labels(methods).join('\n')}
</svg>
`;
}

function style(methods: number): string {
  const stroke = (dark: 0 | 1) =>
    colours
      .slice(0, methods)
      .map((pair, at) => `.c${at}{stroke:${pair[dark]}}.t${at}{fill:${pair[dark]}}`)
      .join('');
  return `
text{font:13px system-ui,sans-serif;fill:#1f2328;paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}
.name{font-weight:600;font-size:15px}.small{font-size:11px;fill:#59636e}.label{font-weight:600}
line{stroke:#d1d9e0;stroke-width:1}.curve{fill:none;stroke-width:2.25;stroke-linejoin:round}.leader{stroke-width:1}
${stroke(0)}
@media (prefers-color-scheme:dark){text{fill:#e6edf3;stroke:#0d1117}.small{fill:#9198a1}line{stroke:#3d444d}${stroke(1)}}
`;
}

/** Both axes with their names, in steps of a fifth. */
function grid(): string[] {
  const marks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  return [
    ...marks.map((mark) => `<line x1="${x(mark)}" x2="${x(mark)}" y1="${plot.top}" y2="${plot.bottom}"/>`),
    ...marks.map((mark) => `<line x1="${plot.left}" x2="${plot.right}" y1="${y(mark)}" y2="${y(mark)}"/>`),
    ...marks.map(
      (mark) => `<text class="small" text-anchor="middle" x="${x(mark)}" y="${plot.bottom + 16}">${mark}</text>`,
    ),
    ...marks.map(
      (mark) => `<text class="small" text-anchor="end" x="${plot.left - 8}" y="${y(mark) + 4}">${mark}</text>`,
    ),
    `<text class="small" text-anchor="middle" x="${(plot.left + plot.right) / 2}" y="${plot.bottom + 38}">Recall: share of the edits that are found</text>`,
    `<text class="small" text-anchor="middle" transform="translate(20 ${(plot.top + plot.bottom) / 2}) rotate(-90)">Precision: share of the finds that are right</text>`,
  ];
}

/** Names beside their curves, each with a line to its own. */
function labels(methods: readonly CopiesResult[]): string[] {
  const curves = methods.map(
    ({ steps }) =>
      (precision: number) =>
        x(recallAt(steps, precision)),
  );
  const words = methods.map(({ method, averagePrecision }) => `${method} (${averagePrecision.toFixed(3)})`);
  return placeLabels(
    curves,
    words.map((word) => word.length * letterWidth),
    plot,
  ).map(({ curve, level, end, anchor }, at) => {
    const start = anchor === 'start' ? end + 4 : end - 4;
    return [
      `<line class="leader c${at}" x1="${curve}" x2="${end}" y1="${y(level)}" y2="${y(level)}"/>`,
      `<text class="label t${at}" text-anchor="${anchor}" x="${start}" y="${y(level) + 4}">${escaped(words[at] ?? '')}</text>`,
    ].join('');
  });
}

function recallAt(steps: readonly Step[], precision: number): number {
  return steps.findLast((step) => step.precision >= precision)?.recall ?? 0;
}

/** Steps spread evenly over recall; the curve begins where the first find stands. */
function thinned(steps: readonly Step[]): Step[] {
  const kept: Step[] = [];
  for (const step of steps)
    if (step === steps.at(-1) || step.recall - (kept.at(-1)?.recall ?? -1) >= 1 / points) kept.push(step);
  return kept;
}

function point({ recall, precision }: Step): string {
  return `${x(recall)},${y(precision)}`;
}

/** Names may be file names. */
function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function x(recall: number): number {
  return round(plot.left + (plot.right - plot.left) * recall);
}

function y(precision: number): number {
  return round(plot.bottom - (plot.bottom - plot.top) * precision);
}

function round(place: number): number {
  return Math.round(place * 10) / 10;
}
