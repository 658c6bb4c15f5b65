import type { EventLog } from '../log/event-log.ts';
import { covers, type Position } from '../model/position.ts';
import type { Platform } from '../platform/platform.ts';

interface Checkpoint {
  readonly atMs: number;
  readonly position: Position;
}

/** Places remembered per topic within one retention time: trimming is that much coarser than asked for. */
const CHECKPOINTS = 32;

/** Above this part of its bound the log is trimmed before its time, so that it never refuses events for old ones. */
const FULL = 0.75;

/**
 * Rule 21: the log forgets what has been in the tables for `retentionMs`, or sooner when its room runs out, but never
 * anything that is not committed. Time is measured from the moment when this process saw a position committed (by a
 * clock that does not jump), so a restart only lengthens the retention.
 */
export class LogRetention {
  readonly #log: EventLog;
  readonly #platform: Platform;
  readonly #retentionMs: number;
  readonly #topics = new Map<string, { committed: Position; checkpoints: Checkpoint[]; trimmed: Position }>();
  #holds = 0;

  constructor(log: EventLog, platform: Platform, retentionMs: number) {
    this.#log = log;
    this.#platform = platform;
    this.#retentionMs = retentionMs;
  }

  /** Everything of the topic before `position` is in the tables. */
  committed(topic: string, position: Position): void {
    const atMs = this.#platform.clock.monotonic();
    let entry = this.#topics.get(topic);
    if (entry === undefined) {
      entry = { committed: position, checkpoints: [], trimmed: [] };
      this.#topics.set(topic, entry);
    }
    entry.committed = position;
    const last = entry.checkpoints.at(-1);
    if (last === undefined || atMs - last.atMs >= this.#retentionMs / CHECKPOINTS) {
      entry.checkpoints.push({ atMs, position });
    }
  }

  /** Topics that begin so were deleted. */
  forget(prefix: string): void {
    for (const topic of this.#topics.keys()) if (topic.startsWith(prefix)) this.#topics.delete(topic);
  }

  /** Nothing is trimmed until the returned function is called: for a backup that copies the log. */
  hold(): () => void {
    this.#holds++;
    let held = true;
    return () => {
      if (held) this.#holds--;
      held = false;
    };
  }

  async run(): Promise<void> {
    for (const part of [1, 1 / 2, 1 / 4, 1 / 8, 0]) {
      if (part < 1 && !(await this.#isFilling())) return;
      await this.#trim(this.#retentionMs * part);
    }
  }

  async #trim(ageMs: number): Promise<void> {
    const now = this.#platform.clock.monotonic();
    for (const [topic, entry] of this.#topics) {
      if (this.#holds > 0) return;
      const old = entry.checkpoints.filter((checkpoint) => now - checkpoint.atMs >= ageMs);
      const position = ageMs === 0 ? entry.committed : old.at(-1)?.position;
      if (position === undefined || covers(entry.trimmed, position)) continue;
      try {
        await this.#log.trim(topic, position);
        entry.trimmed = position;
        entry.checkpoints = entry.checkpoints.slice(Math.max(0, old.length - 1));
      } catch (error) {
        this.#platform.logger.warn({ error, topic }, 'could not trim the log');
      }
    }
  }

  async #isFilling(): Promise<boolean> {
    const { bytes, limitBytes } = await this.#log.usage();
    return limitBytes !== undefined && bytes > limitBytes * FULL;
  }
}
