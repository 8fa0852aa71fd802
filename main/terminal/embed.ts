import { PersonError } from '../../app/errors.ts';
import { Decoders } from '../../app/decoding/decoders.ts';
import { walk } from '../../app/files/walk.ts';
import { outputEnded, warn, write } from './output.ts';
import { shown } from './shown.ts';
import { backgroundOf } from '../../app/scan/analyse.ts';
import { readPhotos } from '../../app/scan/read-photos.ts';
import { encoderManifest } from '../../app/resources.ts';
import { Encoder } from '../../app/vision/encoder/encoder.ts';
import { loadModel } from '../../app/vision/encoder/model.ts';

/**
 * Writes a JSON line `{path, sha256, vector, trimmed, background}` for each photo below a folder, in the order in which
 * they are done, until nobody reads them any more. No library is involved.
 */
export async function embedFolder(folder: string): Promise<void> {
  const model = loadModel(encoderManifest());
  const encoder = await Encoder.start(model);
  const decoders = new Decoders();
  try {
    const { photos, problems } = await walk(folder, { signal: outputEnded });
    for (const { path, reason } of problems) warn(shown(`${path} ${reason}`));
    await readPhotos(
      photos.map(({ path }) => path),
      { encoder, decoders, model, videos: false, known: () => false },
      { signal: outputEnded },
      async (result) => {
        if ('gone' in result || outputEnded.aborted) return;
        if ('problem' in result) {
          warn(shown(`${result.path} ${result.problem}`));
          return;
        }
        const { path, sha256 } = result;
        const views = result.analysis?.vectors.filter(({ view }) => view !== 'stored') ?? [];
        const vector = views.find(({ view }) => view === 'displayed')?.vector;
        const trimmed = views.find(({ view }) => view === 'trimmed')?.vector;
        if (vector === undefined) throw new PersonError(`${path} has no vector.`);
        const line = {
          path,
          sha256,
          vector: [...vector],
          trimmed: trimmed === undefined ? null : [...trimmed],
          background: backgroundOf(views),
        };
        await write(`${JSON.stringify(line)}\n`);
      },
    );
  } finally {
    decoders.close();
    await encoder.close();
  }
}
