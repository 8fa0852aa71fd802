import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';
import { JudgePrior } from './learning/judge.ts';

/** The shipped encoder's manifest: beside the sources, and beside what is compiled from them. */
export function encoderManifest(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'resources', 'models', 'encoder.json');
    if (existsSync(manifest)) return manifest;
  }
  throw new Error('resources/models/encoder.json is missing: install Twinlens again.');
}

/** The shipped judge, which answers adapt. It lies beside the encoder. @throws Error when it is missing or damaged. */
export function shippedJudge(): JudgePrior {
  const file = join(dirname(encoderManifest()), 'judge.json');
  if (!existsSync(file)) throw new Error('resources/models/judge.json is missing: install Twinlens again.');
  return JudgePrior.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Where a person's library lies unless they say otherwise: the system's place for programs' data. */
export function defaultLibrary(): string {
  return homedir() === '' ? join('.', 'twinlens') : envPaths('Twinlens', { suffix: '' }).data;
}
