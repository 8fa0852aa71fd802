import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jpeg, temporaryFolder, writeFiles } from '../../photos.ts';
import { withLibrary } from '../scanning.ts';

test('groups are there while a scan goes on: files of one content before anything is compared', async () => {
  const root = temporaryFolder();
  const folder = join(root, 'photos');
  const twice = await jpeg(0);
  const others = await Promise.all(Array.from({ length: 20 }, (_, at) => jpeg(at + 1)));
  await writeFiles(folder, {
    'a.jpg': twice,
    'b.jpg': twice,
    ...Object.fromEntries(others.map((bytes, at) => [`other ${at}.jpg`, bytes])),
  });
  await withLibrary(join(root, 'library'), async (library) => {
    const seen: Promise<{ phase: string; kinds: string[]; awaiting: number }>[] = [];
    let phase = '';
    library.on('job', (job) => (phase = job.phase));
    library.on('groups', ({ soFar }) => {
      const at = phase;
      const ask = async () => {
        const { groups, awaiting } = await library.call('groups', {});
        return { phase: at, kinds: groups.map(({ kind }) => kind), awaiting };
      };
      if (soFar === true) seen.push(ask());
    });
    const { job } = await library.call('scan', { folders: [folder] });
    await library.finished(job);
    const soFar = await Promise.all(seen);
    const compared = soFar.find((one) => one.phase === 'comparing');
    expect(compared?.kinds).toEqual(['identical']);
    expect(compared?.awaiting).toBe(21);
    expect(soFar.length).toBeLessThan(12);
    expect((await library.call('groups', {})).awaiting).toBe(0);
  });
});
