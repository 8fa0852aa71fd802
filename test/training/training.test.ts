/** training/ is Python; its tests run here wherever a Python with PyTorch is found (setup/pytorch.mjs). */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as onnx from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';

const python = process.env.TWINLENS_PYTHON;
const root = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

describe.skipIf(python === undefined)('training', () => {
  it.each(['losses', 'augment', 'pipeline'])('passes its tests of %s', { timeout: 300_000 }, async (tests) => {
    const { stderr } = await run(String(python), ['-m', 'unittest', `training.tests.test_${tests}`], { cwd: root });
    expect(stderr).toMatch(/Ran [1-9]\d* tests? in [\s\S]*\nOK/);
  });

  it('exports what ONNX Runtime reckons alike', { timeout: 120_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'twinlens-export-'));
    try {
      await run(String(python), ['-m', 'training.tests.export_sample', folder], { cwd: root });
      const session = await onnx.InferenceSession.create(join(folder, 'encoder.onnx'));
      const pixels = new onnx.Tensor('uint8', await readFile(join(folder, 'pixels')), [3, 64, 64, 3]);
      const { embedding } = await session.run({ pixels });
      const expected = new Float32Array(new Uint8Array(await readFile(join(folder, 'embeddings'))).buffer);
      expect(embedding?.dims).toEqual([3, 256]);
      (embedding?.data as Float32Array).forEach((value, at) => {
        expect(value).toBeCloseTo(expected[at] ?? Number.NaN, 3);
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
