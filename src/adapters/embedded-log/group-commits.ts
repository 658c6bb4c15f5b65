/**
 * Group commit, two deep. Requests that come while a commit runs are gathered; the next commit writes all of them in one
 * transaction and syncs it; then they are acknowledged together. While the writer's thread syncs one group the next one
 * already lies before it, so that the thread need not wait for the main thread, which may just be reading requests.
 *
 * What can go wrong: the disk is full or fails. Then the group is refused, and so is the one behind it, because its
 * places begin where the failed one would have ended: the writer commits no group of a generation in which one failed.
 * When none is under way any more, the ends of the partitions are read back from what is durable, and a new generation
 * begins there.
 */
import { setImmediate } from 'node:timers';
import type { AppendQueue } from '../../log/append-queue.ts';
import { logErrors } from '../../log/errors.ts';
import type { LogTelemetry } from '../../log/telemetry.ts';
import type { MessageBatch } from '../../model/messages.ts';
import { assert } from '../../platform/assert.ts';
import type { Platform } from '../../platform/platform.ts';
import { type Environment, withSnapshot } from './environment.ts';
import { commitFailed } from './errors.ts';
import { Frame } from './frame.ts';
import { writeGroup } from './group.ts';
import { type Appended, appendedOf } from './snapshot.ts';
import type { SpaceBound } from './space-bound.ts';
import type { PartitionState, Topics } from './topics.ts';
import type { WriterClient } from './writer-client.ts';

/** What a commit writes beside its messages at most: pages of the tree, copied on write. */
const COMMIT_SPACE_BYTES = 1024 * 1024;

/** Groups that the writer has at the same time. */
const DEPTH = 2;

/**
 * A second group is worth its sync with so many requests. With fewer, small groups would follow each other so closely
 * that the disk does nothing but sync; they go together as soon as the first is done.
 */
const WORTH_A_SYNC = 8;

export interface AppendRequest {
  readonly owner: number;
  readonly byteCount: number;
  readonly eventCount: number;
  readonly batches: readonly MessageBatch[];
  readonly resolve: (offsets: readonly number[]) => void;
  readonly reject: (error: unknown) => void;
  /** The place after each batch, once staged. */
  offsets: readonly number[];
}

export interface GroupCommitsOptions {
  readonly platform: Platform;
  readonly queue: AppendQueue<AppendRequest>;
  readonly topics: Topics;
  readonly writer: Pick<WriterClient, 'execute'>;
  readonly environment: Environment;
  readonly space: SpaceBound;
  readonly telemetry: LogTelemetry;
  /** Asks the writer how much space there is. Never rejects. */
  measure(): Promise<void>;
  /** What the partition has now is durable, and its requests were told. */
  onCommitted(partition: PartitionState): void;
}

interface Group {
  readonly frame: Frame;
  readonly requests: readonly AppendRequest[];
  readonly partitions: readonly PartitionState[];
  /** The partitions' states when the group is durable, in their order. */
  readonly states: readonly Appended[];
  readonly startedMs: number;
}

export class GroupCommits {
  readonly #options: GroupCommitsOptions;
  readonly #freeFrames = Array.from({ length: DEPTH }, () => new Frame(64 * 1024));
  /** What the writer has, in the order in which it commits. */
  readonly #underWay: Group[] = [];
  /** Groups that failed, until none is under way. */
  readonly #failed: Group[] = [];
  #failure: unknown;
  #generation = 0;
  #isScheduled = false;
  #whenIdle: (() => void)[] = [];

  constructor(options: GroupCommitsOptions) {
    this.#options = options;
  }

  /** A request was added to the queue. It is taken at the end of this turn of the event loop, with all of that turn. */
  announce(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#proceed();
    });
  }

  /** Resolves when every request that was announced is settled. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenIdle.push(resolve);
      this.announce();
    });
  }

  #proceed(): void {
    const { queue } = this.#options;
    while (queue.waiting > 0 && this.#mayCommit()) this.#commit(queue.takeGroup());
    if (queue.waiting > 0 || this.#underWay.length > 0 || this.#failed.length > 0) return;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  /** A second group waits until it is worth its sync, and has half as many requests as the one before it. */
  #mayCommit(): boolean {
    if (this.#failed.length > 0 || this.#freeFrames.length === 0) return false;
    const last = this.#underWay.at(-1);
    if (last === undefined) return true;
    return this.#options.queue.waiting >= Math.max(WORTH_A_SYNC, last.requests.length / 2);
  }

  #commit(taken: readonly AppendRequest[]): void {
    const { platform, writer } = this.#options;
    const requests: AppendRequest[] = [];
    const partitions: PartitionState[] = [];
    for (const request of taken) if (this.#stage(request, partitions)) requests.push(request);
    if (requests.length === 0) return;
    const frame = this.#freeFrames.pop();
    assert(frame !== undefined, 'a group is taken when a frame is free');
    const states = writeGroup(frame, partitions, platform.clock.now());
    for (const [i, partition] of partitions.entries()) {
      partition.staged = [];
      partition.planned = states[i]!;
    }
    const group = { frame, requests, partitions, states, startedMs: platform.clock.monotonic() };
    this.#underWay.push(group);
    const { shared, length } = frame;
    writer.execute({ kind: 'commit', shared, length, generation: this.#generation }).then(
      (space) => {
        this.#options.space.measured(space);
        this.#settle(group, undefined);
      },
      (error: unknown) => this.#settle(group, error),
    );
  }

  /** Adds the request's batches to their partitions; false when one of its topics was deleted meanwhile. */
  #stage(request: AppendRequest, touched: PartitionState[]): boolean {
    const { topics, queue } = this.#options;
    const gone = request.batches.find((batch) => !topics.has(batch.topic));
    if (gone !== undefined) {
      queue.settle(request);
      request.reject(logErrors.topicNotFound(gone.topic));
      return false;
    }
    request.offsets = request.batches.map((batch) => {
      const partition = topics.partition(batch.topic, batch.partition);
      if (batch.lengths.length === 0) return partition.stagedNext;
      if (partition.staged.length === 0) touched.push(partition);
      partition.staged.push(batch);
      partition.stagedNext += batch.lengths.length;
      return partition.stagedNext;
    });
    return true;
  }

  #settle(group: Group, error: unknown): void {
    assert(this.#underWay.shift() === group, 'groups are committed in their order');
    if (error === undefined) {
      assert(this.#failed.length === 0, 'no group is committed behind one that failed');
      this.#acknowledge(group);
      this.#freeFrames.push(group.frame);
    } else {
      if (this.#failed.length === 0) this.#failure = error;
      this.#failed.push(group);
      if (this.#underWay.length === 0) void this.#recover();
    }
    if (this.#options.queue.waiting > 0 || this.#whenIdle.length > 0) this.announce();
  }

  #acknowledge({ requests, partitions, states, startedMs }: Group): void {
    const { space, queue, telemetry, platform, onCommitted } = this.#options;
    for (const [i, partition] of partitions.entries()) {
      space.storedBytes += states[i]!.bytes - partition.appended.bytes;
      partition.appended = states[i]!;
    }
    let events = 0;
    let bytes = 0;
    for (const request of requests) {
      events += request.eventCount;
      bytes += request.byteCount;
      queue.settle(request);
      request.resolve(request.offsets);
    }
    telemetry.committed(requests.length, events, bytes, (platform.clock.monotonic() - startedMs) / 1000);
    for (const partition of partitions) onCommitted(partition);
  }

  /** A failed commit may be durable all the same: what is there decides where the partitions go on. */
  async #recover(): Promise<void> {
    const { environment, telemetry, queue, space, platform, measure } = this.#options;
    await measure();
    const groups = [...this.#failed];
    const requests = groups.flatMap((group) => group.requests);
    platform.logger.error(
      { error: this.#failure, requests: requests.length },
      'could not commit to the event log',
    );
    telemetry.commitFailed(requests.length);
    withSnapshot(environment, () => {
      for (const partition of new Set(groups.flatMap((group) => group.partitions))) {
        const stored = appendedOf(environment, partition.number, partition.partition);
        space.storedBytes += stored.bytes - partition.appended.bytes;
        partition.appended = stored;
        partition.planned = stored;
        partition.stagedNext = stored.next;
      }
    });
    const wantedBytes = groups.reduce((sum, { frame }) => sum + frame.length, COMMIT_SPACE_BYTES);
    const refusal = commitFailed(this.#failure, space.hasSpace(wantedBytes));
    for (const request of requests) {
      queue.settle(request);
      request.reject(refusal);
    }
    this.#failed.length = 0;
    this.#failure = undefined;
    this.#generation++;
    this.#freeFrames.push(...groups.map(({ frame }) => frame));
    this.announce();
  }
}
