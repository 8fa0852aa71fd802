import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openLibrary } from '../../../app/library.ts';
import { readJudgements } from '../../../app/store/judgements-file.ts';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';
import { scan, withLibrary } from '../scanning.ts';

const root = temporaryFolder();
let folder: string;
let directory: string;
let count = 0;

const at = (name: string) => join(folder, name);
const backup = () => join(directory, 'backup.json');

beforeEach(async () => {
  folder = join(root, String(count), 'photos');
  directory = join(root, String(count++), 'library');
  await writeFiles(folder, { 'a.jpg': await jpeg(1), 'b.jpg': await jpeg(2), 'c.jpg': await jpeg(3) });
});

/** Answers, a chosen keeper, rules, a threshold, a folder, and folders whose shared photos are not minded. */
async function say(): Promise<void> {
  await withLibrary(directory, async (library) => {
    await scan(library, folder);
    await library.call('label', { a: at('a.jpg'), b: at('b.jpg'), verdict: 'same' });
    await library.call('label', { a: at('a.jpg'), b: at('c.jpg'), verdict: 'different' });
    await library.call('choose-keeper', { path: at('b.jpg') });
    await library.call('set-rules', { exclude: ['out/'], minimumPixels: 100 });
    await library.call('set-threshold', { threshold: 0.3 });
    await library.call('pass-folder-pair', { folders: ['/one', '/other'], passed: true });
  });
}

async function said(): Promise<unknown> {
  return withLibrary(directory, async (library) => {
    const { threshold, folders } = await library.call('library', {});
    const { judgements } = await library.call('judgements', {});
    return {
      threshold,
      folders: folders.map(({ path }) => path),
      judgements: judgements.map(({ a, b, verdict, judgedAt }) => [a.sha256, b.sha256, verdict, judgedAt]),
      rules: await library.call('rules', {}),
    };
  });
}

function loseDatabase(): void {
  for (const name of readdirSync(directory)) if (name.startsWith('library.sqlite')) rmSync(join(directory, name));
}

describe('what a person said', () => {
  test('outlives the database, and is taken over by a new one, which says so', async () => {
    await say();
    const before = await said();
    loseDatabase();
    const library = await openLibrary({ directory });
    expect((await library.call('library', {})).notice).toContain('2 answers, 1 chosen keepers and 1 folders');
    await library.close();
    expect(await said()).toEqual(before);
    expect(readFileSync(backup(), 'utf8')).toContain('"passedFolderPairs": [["/one","/other"]]');
    await withLibrary(directory, async (again) => {
      expect((await again.call('library', {})).notice).toBeNull();
      expect((await scan(again)).photos).toBe(3);
      const { groups } = await again.call('groups', {});
      expect(groups[0]).toMatchObject({ chosen: true });
      expect(groups[0]?.photos.find(({ keep }) => keep)?.path).toBe(at('b.jpg'));
    });
  });

  test('is written a moment after it was said, without waiting for the end', async () => {
    const library = await openLibrary({ directory });
    try {
      await scan(library, folder);
      await library.call('label', { a: at('a.jpg'), b: at('b.jpg'), verdict: 'same' });
      await expect.poll(() => existsSync(backup()) && readJudgements(readFileSync(backup(), 'utf8')).length).toBe(1);
      await library.call('label', { a: at('a.jpg'), b: at('c.jpg'), verdict: 'different' });
      await expect.poll(() => readJudgements(readFileSync(backup(), 'utf8')).length).toBe(2);
    } finally {
      await library.close();
    }
  });

  test('is taken back in the backup too', async () => {
    await say();
    await withLibrary(directory, (library) => library.call('forget-keeper', { path: at('b.jpg') }));
    expect(readFileSync(backup(), 'utf8')).toContain('"keepers": []');
  });

  test('can be imported into any library, since a backup is an export of judgements', async () => {
    await say();
    await withLibrary(join(root, 'another'), async (other) => {
      expect(await other.call('import-judgements', { file: backup() })).toMatchObject({ read: 2, merged: 2 });
    });
  });

  test('is not taken from a backup that cannot be read, which is put aside and not written over', async () => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(backup(), '{ "format": "twinlens-judgements", "ver');
    await say();
    const aside = readdirSync(directory).filter((name) => name.startsWith('backup.json.unreadable'));
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(directory, aside[0]!), 'utf8')).toContain('"ver');
    expect(readJudgements(readFileSync(backup(), 'utf8'))).toHaveLength(2);
  });
});

describe('after an unclean end', () => {
  /** Opens the library in a process of its own, and kills that. */
  async function killed(): Promise<void> {
    const module = new URL('../../../app/library.ts', import.meta.url).href;
    const code = `const { openLibrary } = await import(${JSON.stringify(module)});
      await openLibrary({ directory: ${JSON.stringify(directory)} }); console.log('open'); setInterval(() => 0, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
  }

  test('a whole library is checked, and says so once', async () => {
    await say();
    await killed();
    await withLibrary(directory, async (library) =>
      expect((await library.call('library', {})).notice).toContain('was checked, and is whole'),
    );
    await withLibrary(directory, async (library) => expect((await library.call('library', {})).notice).toBeNull());
  });

  test('a damaged one is named, and what a person said is taken over when it is moved aside', async () => {
    await say();
    const before = await said();
    await killed();
    const file = join(directory, 'library.sqlite');
    const bytes = readFileSync(file);
    // What is at its end is read by nothing that opens it: only a check finds it.
    bytes.fill(0x5a, bytes.length - 3 * 4096);
    writeFileSync(file, bytes);
    await expect(openLibrary({ directory })).rejects.toThrow(/is damaged .* are taken over/);
    loseDatabase();
    expect(await said()).toEqual(before);
  });
});
