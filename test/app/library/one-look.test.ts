/** What a plan decides and what an action finds come from one look at the disk, or the photo stays. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Library } from '../../../app/library.ts';
import { jpeg, temporaryFolder } from '../../photos.ts';
import { scan, withLibrary } from '../scanning.ts';

const root = temporaryFolder();
let count = 0;

async function outcomeOf(library: Library, { job }: { job: number }) {
  const { outcome, error } = await library.finished(job);
  if (outcome === null) throw new Error(error ?? 'no outcome');
  return outcome;
}

/** A photo on a card, and a copy that came by mail and is older, which is kept as long as nothing else lies beside them. */
async function twoCopies() {
  const folder = join(root, String(count++));
  const [card, mail] = [join(folder, 'pictures', 'card'), join(folder, 'pictures', 'mail')];
  for (const one of [card, mail]) mkdirSync(one, { recursive: true });
  writeFileSync(join(mail, 'IMG_1.jpg'), await jpeg(300));
  copyFileSync(join(mail, 'IMG_1.jpg'), join(card, 'IMG_1.JPG'));
  utimesSync(join(mail, 'IMG_1.jpg'), 1.6e9, 1.6e9);
  return { pictures: join(folder, 'pictures'), library: join(folder, 'library'), card, mail, folder };
}

test('a raw file that came after the scan keeps its photo, and the other copy goes', async () => {
  const { pictures, library: directory, card, mail } = await twoCopies();
  await withLibrary(directory, async (library) => {
    await scan(library, pictures);
    expect((await library.call('plan', { to: 'trash' })).photos[0]!.path).toBe(join(card, 'IMG_1.JPG'));
    writeFileSync(join(card, 'IMG_1.CR2'), Buffer.alloc(20_000, 7));
    const plan = await library.call('plan', { to: 'trash' });
    expect(plan.photos).toMatchObject([{ path: join(mail, 'IMG_1.jpg'), keeper: join(card, 'IMG_1.JPG') }]);
    expect(plan.photos[0]!.reason).toMatch(/^the whole shot/);
    const { operation } = await outcomeOf(library, await library.call('apply', { to: 'trash' }));
    expect(readdirSync(card).sort()).toEqual(['IMG_1.CR2', 'IMG_1.JPG']);
    expect(readdirSync(mail)).toEqual([]);
    await outcomeOf(library, await library.call('undo', { operation }));
    // And one that is gone since the scan keeps nothing.
    await scan(library);
    rmSync(join(card, 'IMG_1.CR2'));
    expect((await library.call('plan', { to: 'trash' })).photos[0]!.path).toBe(join(card, 'IMG_1.JPG'));
  });
});

describe('between the plan and its turn', () => {
  /** Plans the clean-up behind another job, so that the disk can change before its turn. */
  async function cleanedUp(prepare: (card: string) => void, change: (places: { card: string; mail: string }) => void) {
    const places = await twoCopies();
    prepare(places.card);
    return withLibrary(places.library, async (library) => {
      const { job } = await library.call('scan', { folders: [places.pictures] });
      await library.finished(job);
      const waiting = await library.call('scan', {});
      await library.call('pause-job', waiting);
      const apply = await library.call('apply', { to: join(places.folder, 'away') });
      change(places);
      await library.call('resume-job', waiting);
      return { ...places, result: await outcomeOf(library, apply) };
    });
  }

  const raw = (folder: string) => writeFileSync(join(folder, 'IMG_1.CR2'), Buffer.alloc(20_000, 7));

  test('a sidecar that arrives keeps its photo where it is', async () => {
    const { result, card } = await cleanedUp(
      () => undefined,
      (places) => writeFileSync(join(places.card, 'IMG_1.JPG.xmp'), 'x'),
    );
    expect(result.files).toBe(0);
    expect(result.skipped[0]!.reason).toMatch(/IMG_1\.JPG\.xmp belongs to it, and was not there when it was planned/);
    expect(readdirSync(card).sort()).toEqual(['IMG_1.JPG', 'IMG_1.JPG.xmp']);
  });

  test('a sidecar that leaves, or is anybody’s now, keeps its photo where it is', async () => {
    for (const change of [
      ({ card }: { card: string }) => rmSync(join(card, 'IMG_1.xmp')),
      ({ card }: { card: string }) => copyFileSync(join(card, 'IMG_1.JPG'), join(card, 'IMG_1.jpeg')),
    ]) {
      const { result, card } = await cleanedUp((folder) => writeFileSync(join(folder, 'IMG_1.xmp'), 'x'), change);
      expect(result.files).toBe(0);
      expect(existsSync(join(card, 'IMG_1.JPG'))).toBe(true);
    }
  });

  test('a keeper that loses its raw file keeps its copies where they are', async () => {
    const { result, mail } = await cleanedUp(raw, ({ card }) => rmSync(join(card, 'IMG_1.CR2')));
    expect(result.files).toBe(0);
    expect(result.skipped[0]!.reason).toMatch(/its keeper .+IMG_1\.JPG has lost .+IMG_1\.CR2$/);
    expect(readdirSync(mail)).toEqual(['IMG_1.jpg']);
  });

  test('a keeper that is replaced keeps its copies where they are', async () => {
    const { result, mail } = await cleanedUp(raw, ({ card }) => {
      renameSync(join(card, 'IMG_1.JPG'), join(card, 'aside'));
      writeFileSync(join(card, 'IMG_1.JPG'), 'another one');
    });
    expect(result.files).toBe(0);
    expect(result.skipped[0]!.reason).toMatch(/its keeper .+ was changed since the scan/);
    expect(readdirSync(mail)).toEqual(['IMG_1.jpg']);
  });
});

test('what is named after a photo goes along where a program is known to write it, and is named where it stays', async () => {
  const { pictures, library: directory, card } = await twoCopies();
  const along = [
    'IMG_1.JPG.xmp',
    'IMG_1_01.JPG.xmp',
    'IMG_1.xmp',
    'IMG_1.JPG.pp3',
    'IMG_1.JPG.out.pp3',
    'IMG_1.JPG.dop',
  ];
  along.push('IMG_1.on1', 'IMG_1.JPG.json', 'IMG_1.THM', 'IMG_1.WAV', 'IMG_1.srt', 'IMG_1.aae', 'IMG_1.JPG_original');
  const stay = ['IMG_1.JPG.txt', 'IMG_1.JPG.comments', 'IMG_1-notes.pdf'];
  for (const name of [...along, ...stay, 'IMG_2.txt']) writeFileSync(join(card, name), name);
  await withLibrary(directory, async (library) => {
    await scan(library, pictures);
    const [photo] = (await library.call('plan', { to: 'trash' })).photos;
    expect(photo!.companions.map((path) => basename(path)).sort()).toEqual(along.toSorted());
    expect(photo!.staying.map((path) => basename(path)).sort()).toEqual(stay.toSorted());
    const { operation, files } = await outcomeOf(library, await library.call('apply', { to: 'trash' }));
    expect(files).toBe(along.length + 1);
    expect(readdirSync(card).sort()).toEqual([...stay, 'IMG_2.txt'].toSorted());
    await outcomeOf(library, await library.call('undo', { operation }));
    expect(readdirSync(card)).toHaveLength(along.length + stay.length + 2);
  });
});

describe('a destination in the library', () => {
  const sizeOf = (folder: string) => readdirSync(folder, { recursive: true }).length;

  test('is refused, unless it is left out from then on: what was put away is not found again', async () => {
    const { pictures, library: directory } = await twoCopies();
    // What looks like a pattern is none.
    const to = join(pictures, 'du[p]s *', 'a b');
    await withLibrary(directory, async (library) => {
      await scan(library, pictures);
      const plan = await library.call('plan', { to });
      expect(plan.foundAgain).toEqual({ folder: pictures, canExclude: true });
      await expect(library.call('apply', { to })).rejects.toThrow(/lies in .+ leave it out of the library from now on/);
      await expect(library.call('export', { folder: to, mode: 'copy' })).rejects.toThrow(/lies in/);
      expect(existsSync(to)).toBe(false);
      const input = { to, excludeDestination: true };
      expect((await library.call('plan', input)).photos).toHaveLength(1);
      expect(await outcomeOf(library, await library.call('apply', input))).toMatchObject({ files: 1 });
      const before = sizeOf(pictures);
      for (let time = 0; time < 2; time++) {
        expect(await scan(library)).toMatchObject({ photos: 1, groups: 0 });
        // It is left out by now, and is no danger.
        expect(await library.call('plan', { to })).toMatchObject({ foundAgain: null, photos: [] });
        await outcomeOf(library, await library.call('apply', { to }));
        expect(sizeOf(pictures)).toBe(before);
      }
    });
  });

  test('that is a folder of the library, or holds one under whose name it would be filled, is refused', async () => {
    const { pictures, library: directory, folder, card } = await twoCopies();
    await withLibrary(directory, async (library) => {
      await scan(library, pictures);
      for (const to of [pictures, folder]) {
        expect((await library.call('plan', { to })).foundAgain).toEqual({ folder: pictures, canExclude: false });
        await expect(library.call('apply', { to, excludeDestination: true })).rejects.toThrow(
          /pick a folder outside the library/,
        );
      }
      expect(readdirSync(card)).toEqual(['IMG_1.JPG']);
      // A name of its own beside it is none of the library's.
      expect(await library.call('plan', { to: `${pictures} away` })).toMatchObject({ foundAgain: null });
    });
  });
});
