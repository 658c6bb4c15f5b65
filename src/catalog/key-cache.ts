import type { Clock } from '../platform/clock.ts';
import { resourceError } from '../platform/errors.ts';
import type { CatalogStore, KeyKind, KeyRecord } from './catalog-store.ts';
import type { CatalogConfig } from './config.ts';
import { hashKey, isKeyShaped } from './keys.ts';
import type { CatalogTelemetry } from './telemetry.ts';

interface CachedKey<P> {
  readonly record: KeyRecord;
  readonly project: P;
  readonly freshUntil: number;
}

/** A key is found to be invalid for at most this long, so that one that was just created elsewhere soon works. */
const NEGATIVE_TTL_MS = 1000;

/**
 * Keys and what they open. Both sides are bounded: keys that are valid, and keys that were found not to be. Lookups of
 * keys never seen before are limited in number per second, so that whoever sends random keys keeps the database from
 * nobody else: a key that was valid a moment ago is looked up again without counting.
 */
export class KeyCache<P> {
  readonly #store: CatalogStore;
  readonly #clock: Clock;
  readonly #config: CatalogConfig;
  readonly #telemetry: CatalogTelemetry;
  readonly #findProject: (projectId: number) => Promise<P | undefined>;
  readonly #valid = new Map<string, CachedKey<P>>();
  readonly #invalidUntil = new Map<string, number>();
  readonly #underWay = new Map<string, Promise<CachedKey<P> | undefined>>();
  #tokens: number;
  #tokensAt: number;
  /** Raised by every {@link forget}: what was asked before it must not be kept after it. */
  #generation = 0;

  constructor(
    store: CatalogStore,
    clock: Clock,
    config: CatalogConfig,
    telemetry: CatalogTelemetry,
    findProject: (projectId: number) => Promise<P | undefined>,
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#config = config;
    this.#telemetry = telemetry;
    this.#findProject = findProject;
    this.#tokens = config['catalog.max-key-lookups-per-second'];
    this.#tokensAt = clock.monotonic();
  }

  /** Allocates nothing. */
  cached(kind: KeyKind, key: string): P | undefined {
    const entry = this.#valid.get(key);
    if (entry === undefined || entry.record.kind !== kind || entry.freshUntil <= this.#clock.monotonic()) {
      return undefined;
    }
    return entry.project;
  }

  /** What the key opens; `undefined` when it is not valid or of another kind. Error: `KEY_LOOKUPS_BUSY`. */
  async find(kind: KeyKind, key: string): Promise<P | undefined> {
    const entry = await this.#entry(key);
    return entry?.record.kind === kind ? entry.project : undefined;
  }

  /** The record of a key of any kind. */
  async record(key: string): Promise<KeyRecord | undefined> {
    return (await this.#entry(key))?.record;
  }

  /** Every key for which `isGone` holds is looked up anew. */
  forget(isGone: (record: KeyRecord) => boolean): void {
    this.#generation++;
    this.#underWay.clear();
    for (const [key, { record }] of this.#valid) if (isGone(record)) this.#valid.delete(key);
  }

  /** Keys were created: those that were tried before must work at once. */
  forgetInvalid(): void {
    this.#generation++;
    this.#underWay.clear();
    this.#invalidUntil.clear();
  }

  async #entry(key: string): Promise<CachedKey<P> | undefined> {
    const now = this.#clock.monotonic();
    const entry = this.#valid.get(key);
    const isKnown = (entry?.freshUntil ?? 0) > now || (this.#invalidUntil.get(key) ?? 0) > now;
    if (isKnown || !isKeyShaped(key)) {
      this.#telemetry.lookedUp('known');
      return isKnown ? entry : undefined;
    }
    let lookup = this.#underWay.get(key);
    if (lookup === undefined) {
      if (entry === undefined) this.#takeToken(now);
      lookup = this.#lookUp(key, now);
      this.#underWay.set(key, lookup);
      const done = () => {
        if (this.#underWay.get(key) === lookup) this.#underWay.delete(key);
      };
      lookup.then(done, done);
    }
    return lookup;
  }

  async #lookUp(key: string, startedAt: number): Promise<CachedKey<P> | undefined> {
    const generation = this.#generation;
    const record = await this.#store.findKey(hashKey(key));
    const project = record === undefined ? undefined : await this.#findProject(record.projectId);
    const isStale = generation !== this.#generation;
    if (record === undefined || project === undefined) {
      this.#telemetry.lookedUp('invalid');
      if (!isStale) {
        this.#valid.delete(key);
        this.#keep(this.#invalidUntil, key, startedAt + NEGATIVE_TTL_MS);
      }
      return undefined;
    }
    this.#telemetry.lookedUp('valid');
    // Counted from before the question: the answer may be older than its arrival.
    const entry = { record, project, freshUntil: startedAt + this.#config['catalog.key-cache-ttl'] };
    if (!isStale) this.#keep(this.#valid, key, entry);
    return entry;
  }

  #keep<V>(map: Map<string, V>, key: string, value: V): void {
    map.delete(key);
    if (map.size >= this.#config['catalog.key-cache-size']) {
      const [oldest] = map.keys();
      if (oldest !== undefined) map.delete(oldest);
    }
    map.set(key, value);
  }

  #takeToken(now: number): void {
    const perSecond = this.#config['catalog.max-key-lookups-per-second'];
    this.#tokens = Math.min(perSecond, this.#tokens + ((now - this.#tokensAt) / 1000) * perSecond);
    this.#tokensAt = now;
    if (this.#tokens < 1) {
      this.#telemetry.lookedUp('refused');
      throw resourceError('KEY_LOOKUPS_BUSY', 'too many unknown keys are being tried', {
        hint: 'try again in a second; raise "catalog.max-key-lookups-per-second" if the keys are real',
      });
    }
    this.#tokens--;
  }
}
