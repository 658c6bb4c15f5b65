import { open, type RootDatabase } from 'lmdb';

export type Environment = RootDatabase<Buffer, Buffer>;

export interface EnvironmentOptions {
  readonly directory: string;
  /** `undefined`: for reading only; the writer must be open already, in this process or another. */
  readonly mapBytes: number | undefined;
}

/**
 * `overlappingSync: false` is LMDB's own order: data synced, then the meta page, then the commit returns. Within one
 * process all threads share one native environment, so the reader's options do not undo the writer's.
 */
export function openEnvironment({ directory, mapBytes }: EnvironmentOptions): Environment {
  return open<Buffer, Buffer>({
    path: directory,
    noSubdir: false,
    encoding: 'binary',
    keyEncoding: 'binary',
    overlappingSync: false,
    cache: false,
    ...(mapBytes === undefined ? { readOnly: true } : { mapSize: mapBytes }),
  });
}

/**
 * Runs `read` over one state of the log, the newest. It must be synchronous and keep no view of what it read, because
 * the snapshot is released at once: a snapshot that stays open keeps the file from reusing its pages.
 */
export function withSnapshot<T>(environment: Environment, read: () => T): T {
  environment.resetReadTxn();
  try {
    return read();
  } finally {
    environment.resetReadTxn();
  }
}

/** The value in memory that is overwritten by the next call: copy what is kept. */
export function readValue(environment: Environment, key: Buffer): Buffer | undefined {
  const buffer = environment.getBinaryFast(key);
  // The buffer is longer than the value and bears the value's length as a property of its own.
  return buffer?.subarray(0, buffer.length);
}

/** The keys in `[start, end)`. */
export function keysBetween(environment: Environment, start: Buffer, end: Buffer): Iterable<Buffer> {
  return environment.getKeys({ start, end });
}

/** The last key below `end` and not below `start`. */
export function lastKeyBefore(environment: Environment, start: Buffer, end: Buffer): Buffer | undefined {
  // Reverse ranges begin at their start, which is inclusive, and no key is as short as a bound.
  for (const key of environment.getKeys({ start: end, reverse: true, limit: 1 })) {
    return Buffer.compare(key, start) >= 0 ? key : undefined;
  }
  return undefined;
}

/** The first key in `[start, end)`. */
export function firstKeyBetween(environment: Environment, start: Buffer, end: Buffer): Buffer | undefined {
  for (const key of environment.getKeys({ start, end, limit: 1 })) return key;
  return undefined;
}
