import type { CatalogStore } from '../../src/catalog/catalog-store.ts';
import type { History } from './history.ts';
import type { Mutation } from './mutations.ts';

/** What only the master may do: each takes the epoch first. */
const FENCED: ReadonlySet<string> = new Set([
  'openSegment',
  'planAttempt',
  'commitAttempt',
  'sealSegment',
  'createUnlistedSegment',
  'switchSegments',
]);

/**
 * Rule 5, watched where every process meets the metadata: that positions are checked too would hide it from those who
 * only look at rows. Whatever succeeds under an epoch that is not the current one goes into the history.
 */
export function watchFence(
  store: CatalogStore,
  history: History,
  mutation: Mutation | undefined,
): CatalogStore {
  return new Proxy(store, {
    get(target, member) {
      const value: unknown = Reflect.get(target, member, target);
      if (typeof value !== 'function') return value;
      const method = value.bind(target) as (...args: unknown[]) => Promise<unknown>;
      if (typeof member !== 'string' || !FENCED.has(member)) return method;
      return async (epoch: number, ...rest: unknown[]) => {
        const current = await target.currentEpoch();
        const result = await method(mutation === 'epoch-not-checked' ? current : epoch, ...rest);
        if (epoch !== current) history.staleWrites.push(`${member} under epoch ${epoch}, not ${current}`);
        return result;
      };
    },
  });
}
