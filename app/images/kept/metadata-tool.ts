/** Reads and writes the metadata that is kept, in photos and in `.xmp` sidecars, through ExifTool. */
import { copyFile, open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { extname } from 'node:path';
import { ExifTool } from 'exiftool-vendored';
import { errorCode, errorMessage, PersonError } from '../../errors.ts';
import { compressedDigest } from '../compressed.ts';
import { pixelDigests } from '../digest.ts';
import { temporaryOf } from '../temporary.ts';
import { combined, type Frame, type KeptMetadata } from './kept-metadata.ts';
import { inWords, wordArguments, type MetadataEntry } from './metadata-in-words.ts';
import { frameIn, keptIn, readArguments, type Tags } from './read-tags.ts';
import { parseTakeout } from './takeout-json.ts';
import { tagsFor } from './written-tags.ts';

export class MetadataTool {
  readonly #exiftool = new ExifTool({ maxProcs: 1, maxTasksPerProcess: 500 });

  /**
   * What a photo knows, by itself and by its companions (`.xmp`, and Google Takeout's `.json`); the photo has the word.
   * @throws PersonError whose message completes "The file … ".
   */
  async read(path: string, companions: readonly string[] = []): Promise<KeptMetadata> {
    return (await this.readWithFrame(path, companions)).known;
  }

  /** The same, and how the photo stores its picture; null for a sidecar. @throws as `read`. */
  async readWithFrame(
    path: string,
    companions: readonly string[] = [],
  ): Promise<{ known: KeptMetadata; frame: Frame | null }> {
    const tags = await this.#tags(path);
    const sources = [keptIn(tags)];
    for (const companion of companions) {
      const extension = extname(companion).toLowerCase();
      if (extension === '.xmp') sources.push(keptIn(await this.#tags(companion)));
      const takeout = extension === '.json' ? parseTakeout(await readFile(companion, 'utf8')) : null;
      if (takeout !== null) sources.push(takeout);
    }
    return { known: combined(sources), frame: frameIn(tags) };
  }

  /** All that a file says about its photo, for people. @throws as `read`. */
  async describe(path: string): Promise<MetadataEntry[]> {
    return inWords(await this.#ask(path, wordArguments));
  }

  /**
   * Writes to a copy, which is left at `temporaryOf(path)`, flushed to the disk and with the file's own time: nothing
   * is changed until the caller renames it into the file's place.
   * @param path a photo, or an `.xmp` sidecar, which need not be there yet.
   * @throws PersonError whose message completes "The file … ": when it cannot be written, or when its picture would not
   * be the same afterwards. Nothing is left then.
   */
  async writeMetadata(path: string, metadata: KeptMetadata): Promise<string> {
    const temporary = temporaryOf(path);
    await rm(temporary, { force: true });
    try {
      const isNew = !(await copyIfThere(path, temporary));
      if (isNew && extname(path).toLowerCase() !== '.xmp') throw new PersonError('does not exist');
      const before = isNew
        ? {}
        : await this.#tags(temporary, ['-IPTC:CodedCharacterSet', '-ICC_Profile:ProfileVersion']);
      await this.#exiftool.write(temporary, tagsFor(path, metadata, before), {
        writeArgs: ['-overwrite_original', '-charset', 'filename=utf8'],
      });
      if (!isNew) await finish(path, temporary);
      await flush(temporary);
      return temporary;
    } catch (error) {
      await rm(temporary, { force: true });
      throw error instanceof PersonError ? error : refused(error);
    }
  }

  async close(): Promise<void> {
    await this.#exiftool.end();
  }

  async #tags(path: string, more: readonly string[] = []): Promise<Tags> {
    return this.#ask(path, [...readArguments, ...more]);
  }

  async #ask(path: string, readArgs: string[]): Promise<Tags> {
    return (await this.#exiftool.readRaw(path, { readArgs }).catch((error: unknown) => {
      throw refused(error);
    })) as unknown as Tags;
  }
}

async function copyIfThere(path: string, temporary: string): Promise<boolean> {
  try {
    await copyFile(path, temporary);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Holds the copy to the original's picture, and gives it the original's time. */
async function finish(path: string, temporary: string): Promise<void> {
  if (extname(path).toLowerCase() !== '.xmp') {
    const [before, after] = [await readFile(path), await readFile(temporary)];
    if (!(await haveSamePicture(before, after)))
      throw new PersonError('was left as it is: writing its metadata would have changed its picture');
  }
  const { atimeMs, mtimeMs } = await stat(path);
  // As numbers: a Date has no microseconds.
  await utimes(temporary, atimeMs / 1000, mtimeMs / 1000);
}

async function haveSamePicture(before: Uint8Array, after: Uint8Array): Promise<boolean> {
  const compressed = compressedDigest(before);
  if (compressed !== null) return compressed === compressedDigest(after);
  return (await pixelDigests(before, 1)).stored === (await pixelDigests(after, 1)).stored;
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function refused(error: unknown): PersonError {
  return new PersonError(`cannot be read or written by ExifTool: ${errorMessage(error).split('\n')[0] ?? ''}`, {
    cause: error,
  });
}
