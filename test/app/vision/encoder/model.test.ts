import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { PersonError } from '../../../../app/errors.ts';
import { encoderManifest } from '../../../../app/resources.ts';
import { loadModel } from '../../../../app/vision/encoder/model.ts';
import { temporaryFolder } from '../../../photos.ts';

const folder = temporaryFolder();
const manifest = join(folder, 'encoder.json');
const described = JSON.parse(readFileSync(encoderManifest(), 'utf8')) as { file: string };

beforeEach(() => {
  copyFileSync(encoderManifest(), manifest);
  copyFileSync(join(dirname(encoderManifest()), described.file), join(folder, described.file));
});

describe('the shipped model', () => {
  test('is the one that its manifest describes', () => {
    const model = loadModel(encoderManifest());
    expect(model.input).toMatchObject({ size: 128 });
    expect(model.output).toMatchObject({ dimensions: 256 });
    expect(model.version).not.toBe('');
    expect(model.threshold).toBeGreaterThan(0);
    expect(model.threshold).toBeLessThan(1);
  });
});

describe('a model is refused', () => {
  test('when one byte of it is not what its manifest says', () => {
    const file = join(folder, described.file);
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(file, bytes);
    expect(() => loadModel(manifest)).toThrow(PersonError);
    expect(() => loadModel(manifest)).toThrow(`The file ${file} is damaged`);
  });

  test('when its manifest lacks something', () => {
    writeFileSync(manifest, JSON.stringify({ ...described, output: undefined }));
    expect(() => loadModel(manifest)).toThrow(/output/);
  });
});
