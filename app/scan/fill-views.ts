/** What an older version kept of photos, brought up to date without reading a file: backgrounds, and views within bars. */
import { availableParallelism } from 'node:os';
import pMap from 'p-map';
import { PersonError } from '../errors.ts';
import { trimThumbnail } from '../images/photo-look.ts';
import type { JobControl } from '../jobs/queue.ts';
import type { ScanPhase } from '../jobs/phases.ts';
import type { Store } from '../store/store.ts';
import { toBlob, type VectorRow } from '../store/vectors.ts';
import { Background } from '../vision/encoder/background.ts';
import type { ScanTools } from './read-changes.ts';
import { photosAtOnce } from './read-photos.ts';

type Tools = Pick<ScanTools, 'store' | 'model' | 'encoder'>;

/** Stopped at any moment, it keeps what it has. */
export async function fillViews(tools: Tools, control: JobControl<ScanPhase>): Promise<void> {
  const { store, model } = tools;
  const contents = store.vectors.withoutBackground();
  if (contents.length === 0) return;
  const background = await Background.start(model.background, Math.ceil(availableParallelism() / 2));
  try {
    for (let at = 0; at < contents.length; at += photosAtOnce) {
      control.progress('comparing', at, contents.length, 'views');
      await control.proceed();
      if (control.signal.aborted) return;
      const some = contents.slice(at, at + photosAtOnce);
      const found = await control.aside(() =>
        pMap(some, async (content) => ({ content, rows: await rowsOf(content, tools, background) })),
      );
      store.transaction(() => {
        for (const { content, rows } of found) store.vectors.save(content, rows);
      });
    }
  } finally {
    await background.close();
  }
}

async function rowsOf(content: number, tools: Tools, background: Background): Promise<VectorRow[]> {
  const { store, model, encoder } = tools;
  const { dimensions } = model.output;
  const rows: VectorRow[] = [];
  for (const { view, vector } of store.vectors.rows(content)) {
    const [own = 0] = await background.of(vector, dimensions);
    rows.push({ view, vector: toBlob(vector), background: own });
  }
  const pixels = await trimmed(store, content, model.input.size);
  if (pixels === null) return rows;
  const embedding = await (await encoder()).embed(pixels);
  return [...rows, { view: 'trimmed', vector: toBlob(embedding.vector), background: embedding.background }];
}

async function trimmed(store: Store, content: number, side: number): Promise<Uint8Array | null> {
  const thumbnail = store.photos.thumbnail(store.photos.content(content).sha256);
  if (thumbnail === undefined) return null;
  try {
    return await trimThumbnail(thumbnail, side);
  } catch (error) {
    if (!(error instanceof PersonError)) throw error;
    return null;
  }
}
