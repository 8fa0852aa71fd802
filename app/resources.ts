import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';

/** The shipped encoder's manifest. */
export function encoderManifest(): string {
  return model('encoder.json');
}

/** The manifest of the shipped visual words. */
export function vocabularyManifest(): string {
  return model('vocabulary.json');
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

/** Where a person's library lies unless they say otherwise: the system's place for programs' data. */
export function defaultLibrary(): string {
  return homedir() === '' ? join('.', 'twinlens') : envPaths('Twinlens', { suffix: '' }).data;
}
