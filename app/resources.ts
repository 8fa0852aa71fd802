import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';
import { JudgePrior } from './learning/judge/judge.ts';

/** The shipped encoder's manifest. */
export function encoderManifest(): string {
  return model('encoder.json');
}

/** The shipped judge. */
export function judgePrior(): string {
  return model('judge.json');
}

/** Beside the sources, and beside what is compiled from them. */
function model(name: string): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'resources', 'models', name);
    if (existsSync(file)) return file;
  }
  throw new Error(`resources/models/${name} is missing: install Twinlens again.`);
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
