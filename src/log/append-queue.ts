import { logErrors } from './errors.ts';

/** What the queue must know of a request. */
export interface QueuedAppend {
  readonly owner: number;
  readonly byteCount: number;
}

export interface AppendQueueLimits {
  /** Bytes of all requests that are not yet settled, waiting or being committed. */
  readonly pendingBytes: number;
  /** The same, of one owner. */
  readonly ownerPendingBytes: number;
  /** At about this size a group is closed. */
  readonly groupBytes: number;
}

/** What each owner may take per turn: small enough that over a hundred owners share one group. */
const QUANTUM_BYTES = 64 * 1024;

/** A request costs at least this, so that a flood of tiny requests is bounded and shared out too. */
const REQUEST_OVERHEAD_BYTES = 256;

/**
 * Requests that wait for the next group commit, queued per owner and taken by deficit round robin over bytes, so that
 * one owner's backlog does not keep another's waiting. Bounded: when full it refuses.
 */
export class AppendQueue<T extends QueuedAppend> {
  readonly #limits: AppendQueueLimits;
  readonly #owners = new Map<number, OwnerQueue<T>>();
  /** Owners with waiting requests, the next one to be served first. */
  readonly #turns: OwnerQueue<T>[] = [];
  #pendingBytes = 0;
  #waiting = 0;

  constructor(limits: AppendQueueLimits) {
    this.#limits = limits;
  }

  /** Bytes of requests that are not yet settled. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /** Requests that are not yet taken. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Throws `LOG_BUSY` when there is no room; a request that is alone always finds room. */
  add(request: T): void {
    const cost = costOf(request);
    let queue = this.#owners.get(request.owner);
    if (this.#pendingBytes > 0 && this.#pendingBytes + cost > this.#limits.pendingBytes)
      throw logErrors.busy();
    if (queue === undefined) {
      queue = { owner: request.owner, requests: [], head: 0, deficitBytes: 0, pendingBytes: 0 };
      this.#owners.set(request.owner, queue);
    } else if (queue.pendingBytes + cost > this.#limits.ownerPendingBytes) {
      throw logErrors.busy();
    }
    if (queue.head === queue.requests.length) this.#turns.push(queue);
    queue.requests.push(request);
    queue.pendingBytes += cost;
    this.#pendingBytes += cost;
    this.#waiting += 1;
  }

  /** The next group: at least one request when any waits. Each must be settled with {@link settle} afterwards. */
  takeGroup(): T[] {
    const group: T[] = [];
    let room = this.#limits.groupBytes;
    let queue = this.#turns[0];
    while (queue !== undefined) {
      queue.deficitBytes += QUANTUM_BYTES;
      let request = queue.requests[queue.head];
      while (request !== undefined && costOf(request) <= queue.deficitBytes) {
        const cost = costOf(request);
        if (cost > room && group.length > 0) {
          // The turn goes on with the next group; the quantum was not used up.
          queue.deficitBytes -= QUANTUM_BYTES;
          return this.#taken(group);
        }
        group.push(request);
        room -= cost;
        queue.deficitBytes -= cost;
        pass(queue);
        request = queue.requests[queue.head];
      }
      this.#turns.shift();
      if (request === undefined) emptied(queue);
      else this.#turns.push(queue);
      queue = this.#turns[0];
    }
    return this.#taken(group);
  }

  /** The request is durable or refused: its memory no longer counts. */
  settle(request: T): void {
    const cost = costOf(request);
    this.#pendingBytes -= cost;
    const queue = this.#owners.get(request.owner)!;
    queue.pendingBytes -= cost;
    if (queue.pendingBytes === 0) this.#owners.delete(request.owner);
  }

  #taken(group: T[]): T[] {
    this.#waiting -= group.length;
    return group;
  }
}

interface OwnerQueue<T> {
  readonly owner: number;
  /** `undefined` before `head`. */
  requests: (T | undefined)[];
  head: number;
  deficitBytes: number;
  pendingBytes: number;
}

/** The first request was taken. A queue that never runs empty must not keep it, nor its place. */
function pass<T>(queue: OwnerQueue<T>): void {
  queue.requests[queue.head] = undefined;
  queue.head += 1;
  if (2 * queue.head < queue.requests.length) return;
  queue.requests = queue.requests.slice(queue.head);
  queue.head = 0;
}

function emptied<T>(queue: OwnerQueue<T>): void {
  queue.requests = [];
  queue.head = 0;
  queue.deficitBytes = 0;
}

function costOf(request: QueuedAppend): number {
  return request.byteCount + REQUEST_OVERHEAD_BYTES;
}
