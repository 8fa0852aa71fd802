import { PersonError } from '../../app/errors.ts';
import { walk } from '../../app/files/walk.ts';
import { readPhotos } from '../../app/scan/read-photos.ts';
import { encoderManifest } from '../../app/resources.ts';
import { Encoder } from '../../app/vision/encoder/encoder.ts';
import { loadModel } from '../../app/vision/encoder/model.ts';

/**
 * Writes a JSON line `{path, sha256, vector}` for each photo below a folder, in the order in which they are done.
 * No library is involved.
 */
export async function embedFolder(
  folder: string,
  out: NodeJS.WritableStream,
  warn: (line: string) => void,
): Promise<void> {
  const model = loadModel(encoderManifest());
  const encoder = await Encoder.start(model);
  try {
    const { photos, problems } = await walk(folder);
    for (const { path, reason } of problems) warn(`${path} ${reason}`);
    await readPhotos(
      photos.map(({ path }) => path),
      { encoder, model, known: () => false },
      {},
      (result) => {
        if ('gone' in result) return;
        if ('problem' in result) warn(`${result.path} ${result.problem}`);
        else {
          const vector = result.analysis?.vectors.find(({ view }) => view === 'displayed')?.vector;
          if (vector === undefined) throw new PersonError(`${result.path} has no vector.`);
          out.write(`${JSON.stringify({ path: result.path, sha256: result.sha256, vector: [...vector] })}\n`);
        }
      },
    );
  } finally {
    await encoder.close();
  }
}
