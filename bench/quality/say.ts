/** The results as tables for a person. */
import { table } from '../table.ts';
import type { CopiesResult, VerifierResult } from './copies.ts';
import { edits } from './edits/edits.ts';
import type { LibraryResult } from './library.ts';
import type { SimilarResult } from './similar.ts';

export function sayCopies(methods: readonly CopiesResult[]): void {
  write(
    'Edits found among all photos: micro average precision, and recall at 99 % precision',
    methods.map(({ method, averagePrecision, recall }) => ({
      method,
      µAP: averagePrecision.toFixed(3),
      recall: recall.toFixed(3),
    })),
  );
  const names = Object.keys(methods[0]?.recallByEdit ?? {});
  write(
    'The same recall by edit',
    names.map((edit) => ({
      edit,
      ...Object.fromEntries(
        methods.map(({ method, recallByEdit }) => [method, (recallByEdit[edit] ?? NaN).toFixed(2)]),
      ),
    })),
  );
}

export function sayVerifier({
  candidatesPerPhoto,
  milliseconds,
  precision,
  kinds,
  kindAccuracy,
}: VerifierResult): void {
  write(
    'What the verifier says of edits and their originals, pairs by kind',
    Object.entries(kinds).map(([edit, row]) => ({ edit, ...row })),
  );
  write('The verifier', [
    {
      'candidates a photo': candidatesPerPhoto.toFixed(1),
      'ms a candidate': milliseconds.toFixed(2),
      'verified pairs that are right': precision.toFixed(4),
      'kinds as expected': kindAccuracy.toFixed(3),
    },
  ]);
}

export function saySimilar(results: readonly SimilarResult[]): void {
  for (const [scenes, ofScenes] of Map.groupBy(results, (result) => result.scenes))
    write(
      `Similar, no copies: ${scenes}, ${ofScenes[0]?.pairs ?? 0} pairs`,
      ofScenes.map(({ method, areaUnderCurve, recall }) => ({
        method,
        AUC: areaUnderCurve.toFixed(3),
        'recall at 0.1 % false positives': recall.toFixed(3),
      })),
    );
}

export function sayLibrary(result: LibraryResult): void {
  const { photos, threshold, recall, precision, recallByEdit, seconds } = result;
  write(`Through the whole app: ${photos} photos at the default threshold ${threshold}`, [
    {
      'edits in their original’s group': recall.toFixed(3),
      'pairs that belong together': precision.toFixed(4),
      ...Object.fromEntries(Object.entries(seconds).map(([phase, spent]) => [`${phase}, s`, spent.toFixed(1)])),
    },
  ]);
  write(
    'Edits in their original’s group, by edit',
    edits.map(({ name }) => ({ edit: name, 'share found': (recallByEdit[name] ?? NaN).toFixed(2) })),
  );
}

function write(title: string, rows: Record<string, string | number>[]): void {
  process.stdout.write(`${title}\n\n${table(rows)}\n\n`);
}
