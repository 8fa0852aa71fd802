/** What an action says of photos: that a copy goes for the sake of its keeper means that the two are the same to the person. */
import type { Store } from '../../store/store.ts';
import type { Plan } from './plan.ts';

/** Records each photo that went as the same as its keeper, unless the person has said something of the two before. */
export function recordApplied(plan: Plan, operation: number, store: Store, now: Date): void {
  const went = store.operations.files(operation).filter(({ role, state }) => role === 'photo' && state === 'moved');
  store.transaction(() => {
    for (const { unit } of went) {
      const planned = plan.units[unit];
      const [keeper] = planned?.keepers ?? [];
      if (planned === undefined || keeper === undefined || keeper.sha256 === planned.photo.sha256) continue;
      if (store.judgements.of(planned.photo.sha256, keeper.sha256) !== undefined) continue;
      store.judgements.record(planned.photo.sha256, keeper.sha256, 'same', now.toISOString(), 'keeper-applied');
    }
  });
}

/** Takes that back for photos that are back: whether they are the same is open again. */
export function recordUndone(operation: number, store: Store, now: Date): void {
  const { startedAt } = store.operations.operation(operation) ?? { startedAt: '' };
  const back = store.operations.files(operation).filter(({ role, state }) => role === 'photo' && state === 'restored');
  const hashes = new Set(back.map(({ sha256 }) => sha256));
  store.transaction(() => {
    for (const { a, b, origin, judgedAt } of store.judgements.all())
      if (origin === 'keeper-applied' && judgedAt >= startedAt && (hashes.has(a) || hashes.has(b)))
        store.judgements.record(a, b, 'skip', now.toISOString(), 'undo');
  });
}
