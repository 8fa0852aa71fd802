/**
 * A process that applies, undoes or exports is killed at a random instant, again and again, over one library of real
 * files. `TWINLENS_KILLS=500 TWINLENS_SEED=7 npm test -- killed-at-random` sets how often, and repeats a run.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../photos.ts';
import { expectAccounted } from './accounts.ts';
import { fill, household, openHousehold, recovered, tree, undone } from './household.ts';
import { random } from '../grouping/random.ts';

const kills = Number(process.env.TWINLENS_KILLS ?? 40);
const seed = Number(process.env.TWINLENS_SEED ?? Date.now() % 1_000_000);

/** A folder on another volume, where this system has one for everybody. */
function otherVolume(root: string): string | null {
  const other = ['/dev/shm', '/tmp'].find((one) => existsSync(one) && statSync(one).dev !== statSync(root).dev);
  if (other === undefined) return null;
  const folder = mkdtempSync(join(other, 'twinlens-volume-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test(`${kills} random kills lose nothing`, { timeout: kills * 15_000 }, async () => {
  const root = temporaryFolder();
  const house = household(root);
  const next = random(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item;
  let store = openHousehold(house);
  const groups = fill(store, house, { groups: 12, size: 3, bytes: 20_000 });
  writeFileSync(join(root, 'groups.json'), JSON.stringify(groups));
  const before = tree(house.photos);
  const volume = otherVolume(root);
  const place = join(root, 'place');
  const folders = [house.photos, place, house.home, ...(volume === null ? [] : [volume])];
  const counts: Record<string, number> = {};
  const note = (name: string) => (counts[name] = (counts[name] ?? 0) + 1);
  /** How long an action takes, so that kills come while it runs. */
  let milliseconds = 300;
  for (let killed = 0, round = 0; killed < kills; round++) {
    const done = store.operations.all().filter(({ moved }) => moved > 0);
    const atHome = store.photos.files().length;
    const act = done.length > 0 && (next() < 0.5 || atHome < 24) ? 'undo' : pick(['apply', 'export']);
    const away = volume === null || next() < 0.5 ? place : volume;
    const where =
      act === 'undo'
        ? String(pick(done).id)
        : act === 'export'
          ? join(away, `${round}`)
          : pick(['trash', join(away, 'a')]);
    store.close();
    const child = fork(new URL('./victim.ts', import.meta.url), [root, act, where], { stdio: 'inherit' });
    const gone = once(child, 'exit');
    await once(child, 'message');
    const started = performance.now();
    const ending = once(child, 'message').then(
      () => 'ends' as const,
      () => 'exit' as const,
    );
    const ended = await Promise.race([ending, wait(next() * milliseconds).then(() => 'kill' as const)]);
    child.kill('SIGKILL');
    await gone;
    const isKilled = ended === 'kill';
    if (isKilled) killed++;
    else milliseconds = Math.max(20, 0.7 * milliseconds + 0.3 * (performance.now() - started));
    if (isKilled && next() < 0.1) milliseconds *= 1.1;
    store = openHousehold(house);
    const working = store.operations.unfinished().flatMap(({ id }) => store.operations.files(id));
    if (isKilled) {
      note(
        act === 'apply'
          ? `apply to ${where === 'trash' ? 'the trash' : away === place ? 'a folder' : 'another volume'}`
          : act,
      );
      if (working.length > 0) note('(cut off in its work)');
      if (working.some(({ state }) => state === 'moving' || state === 'restoring')) note('(with a photo on its way)');
    }
    await recovered({ store, house });
    expectAccounted(store, before, folders);
  }
  for (const { id, moved } of store.operations.all()) if (moved > 0) await undone({ store, house }, id);
  expect(tree(house.photos)).toEqual(before);
  expect(tree(...folders)).toEqual(before);
  store.close();
  console.log(`Seed ${seed}: ${kills} kills.`, counts);
});
