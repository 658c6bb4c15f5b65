import { logErrors } from '../../log/errors.ts';
import type { MessageBatch } from '../../model/messages.ts';
import { type Environment, keysBetween, readValue } from './environment.ts';
import { KIND, topicNameOf } from './keys.ts';
import { type Appended, appendedOf, readTopic, removedBytesOf } from './snapshot.ts';

/** A partition as the writing process keeps it in memory. */
export interface PartitionState {
  readonly topic: string;
  readonly number: number;
  readonly partition: number;
  /** As it is durable. */
  appended: Appended;
  /** As it will be when all groups are durable that are on their way. */
  planned: Appended;
  /** Batches of the group that is being made, in order. */
  staged: MessageBatch[];
  /** The next offset with them. */
  stagedNext: number;
}

export interface TopicState {
  readonly number: number;
  readonly partitions: readonly PartitionState[];
}

/** The topics and the ends of their partitions, so that appends need not ask the environment. */
export class Topics {
  readonly #byName = new Map<string, TopicState>();

  get(topic: string): TopicState {
    const state = this.#byName.get(topic);
    if (state === undefined) throw logErrors.topicNotFound(topic);
    return state;
  }

  get names(): readonly string[] {
    return [...this.#byName.keys()];
  }

  has(topic: string): boolean {
    return this.#byName.has(topic);
  }

  partition(topic: string, partition: number): PartitionState {
    const { partitions } = this.get(topic);
    const state = partitions[partition];
    if (state === undefined) throw logErrors.partitionNotFound(topic, partition, partitions.length);
    return state;
  }

  add(
    topic: string,
    number: number,
    partitionCount: number,
    appended: (partition: number) => Appended,
  ): void {
    const partitions = Array.from({ length: partitionCount }, (_, partition): PartitionState => {
      const stored = appended(partition);
      return {
        topic,
        number,
        partition,
        appended: stored,
        planned: stored,
        staged: [],
        stagedNext: stored.next,
      };
    });
    this.#byName.set(topic, { number, partitions });
  }

  /** Returns the way to undo it. */
  delete(topic: string): () => void {
    const state = this.#byName.get(topic);
    this.#byName.delete(topic);
    return () => {
      if (state !== undefined && !this.#byName.has(topic)) this.#byName.set(topic, state);
    };
  }

  /**
   * Reads the registry, inside a snapshot. Returns what is stored altogether and the numbers of the topics whose
   * deletion was interrupted.
   */
  load(environment: Environment): { readonly storedBytes: number; readonly deleted: readonly number[] } {
    const names = keysOfKind(environment, KIND.topic).map(topicNameOf);
    for (const name of names) {
      const value = readValue(environment, Buffer.concat([Buffer.of(KIND.topic), Buffer.from(name)]))!;
      const { number, partitionCount } = readTopic(value);
      this.add(name, number, partitionCount, (partition) => appendedOf(environment, number, partition));
    }
    let storedBytes = 0;
    for (const key of keysOfKind(environment, KIND.appended)) {
      const number = key.readUInt32BE(1);
      const partition = key.readUInt32BE(5);
      storedBytes += appendedOf(environment, number, partition).bytes;
      storedBytes -= removedBytesOf(environment, number, partition);
    }
    const deleted = keysOfKind(environment, KIND.deletion).map((key) => key.readUInt32BE(1));
    return { storedBytes, deleted };
  }
}

function keysOfKind(environment: Environment, kind: number): Buffer[] {
  return Array.from(keysBetween(environment, Buffer.of(kind), Buffer.of(kind + 1)));
}
