/**
 * The thread that alone writes the log. LMDB syncs inside the commit, so the commit blocks its thread: here nobody
 * else waits for it, and no other work of the process (queries fill libuv's pool) can come before it.
 */
import { statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../platform/assert.ts';
import { errorToWire } from '../../platform/errors.ts';
import { type Environment, keysBetween, openEnvironment, readValue } from './environment.ts';
import { forEachRecord } from './frame.ts';
import {
  blockBound,
  deletionKey,
  KIND,
  NEXT_TOPIC_KEY,
  partitionKey,
  readBlockKey,
  storedBytes,
  topicKey,
} from './keys.ts';
import { readTopic, removedBytesOf } from './snapshot.ts';
import { verifyEnvironment } from './verify.ts';
import type {
  Removal,
  Space,
  WriterCommand,
  WriterData,
  WriterReply,
  WriterResults,
} from './writer-messages.ts';

/** Bounds of one removing transaction, so that a commit never waits long behind it. */
const REMOVAL_BLOCKS = 256;
const REMOVAL_BYTES = 32 * 1024 * 1024;

const { directory, mapBytes } = workerData as WriterData;
const port = parentPort!;
let environment: Environment;
let failedGeneration = -1;

function commit(shared: SharedArrayBuffer, length: number, generation: number): Space {
  if (generation === failedGeneration) throw new Error('a group before this one was not committed');
  // Whatever is thrown from here on, the group counts as failed.
  const before = failedGeneration;
  failedGeneration = generation;
  environment.transactionSync(() => {
    forEachRecord(shared, length, (key, value) => environment.putSync(key, value));
  });
  const space = measure();
  failedGeneration = before;
  return space;
}

function measure(): Space {
  const { bavail, bsize } = statfsSync(directory);
  return { fileBytes: statSync(path.join(directory, 'data.mdb')).size, freeBytes: bavail * bsize };
}

function createTopic(topic: string, partitionCount: number): WriterResults['create-topic'] {
  return environment.transactionSync(() => {
    const existing = readValue(environment, topicKey(topic));
    if (existing !== undefined) return readTopic(existing);
    const number = readValue(environment, NEXT_TOPIC_KEY)?.readUInt32LE(0) ?? 1;
    environment.putSync(NEXT_TOPIC_KEY, words(number + 1));
    environment.putSync(topicKey(topic), words(number, partitionCount));
    return { number, partitionCount };
  });
}

function deleteTopic(topic: string): number | undefined {
  return environment.transactionSync(() => {
    const existing = readValue(environment, topicKey(topic));
    if (existing === undefined) return undefined;
    const { number, partitionCount } = readTopic(existing);
    environment.removeSync(topicKey(topic));
    environment.putSync(deletionKey(number), words(partitionCount));
    return number;
  });
}

/** Removes blocks from the front of the partition; the first one that ends after `before` stays. */
function trim(topic: number, partition: number, before: number): Removal {
  return environment.transactionSync(() => {
    const keys: Buffer[] = [];
    let removedBytes = 0;
    let isDone = true;
    const range = keysBetween(
      environment,
      blockBound(topic, partition, 0),
      blockBound(topic, partition + 1, 0),
    );
    for (const key of range) {
      const { base, count, valueBytes } = readBlockKey(key);
      if (base + count > before) break;
      if (keys.length === REMOVAL_BLOCKS || removedBytes >= REMOVAL_BYTES) {
        isDone = false;
        break;
      }
      keys.push(key);
      removedBytes += storedBytes(valueBytes);
    }
    for (const key of keys) environment.removeSync(key);
    if (removedBytes > 0) {
      const total = Buffer.alloc(8);
      total.writeDoubleLE(removedBytesOf(environment, topic, partition) + removedBytes);
      environment.putSync(partitionKey(KIND.removed, topic, partition), total);
    }
    return { removedBytes, isDone };
  });
}

function purge(topic: number): Removal {
  const partitionCount = readValue(environment, deletionKey(topic))?.readUInt32LE(0);
  if (partitionCount === undefined) return { removedBytes: 0, isDone: true };
  for (let partition = 0; partition < partitionCount; partition++) {
    const removal = trim(topic, partition, Number.MAX_SAFE_INTEGER);
    if (removal.removedBytes > 0) return { ...removal, isDone: false };
  }
  environment.transactionSync(() => {
    for (let partition = 0; partition < partitionCount; partition++) {
      environment.removeSync(partitionKey(KIND.appended, topic, partition));
      environment.removeSync(partitionKey(KIND.removed, topic, partition));
    }
    environment.removeSync(deletionKey(topic));
  });
  return { removedBytes: 0, isDone: true };
}

function words(...values: number[]): Buffer {
  const buffer = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) buffer.writeUInt32LE(value, 4 * i);
  return buffer;
}

function execute(command: WriterCommand): unknown {
  switch (command.kind) {
    case 'commit':
      return commit(command.shared, command.length, command.generation);
    case 'create-topic':
      return createTopic(command.topic, command.partitionCount);
    case 'delete-topic':
      return deleteTopic(command.topic);
    case 'trim':
      return trim(command.topic, command.partition, command.before);
    case 'purge':
      return purge(command.topic);
    case 'measure':
      return measure();
    case 'close':
      return environment.close();
  }
}

async function answer(id: number, work: () => unknown): Promise<void> {
  let reply: WriterReply;
  try {
    reply = { id, result: await work() };
  } catch (error) {
    const { code } = error as { code?: string | number };
    reply = { id, error: errorToWire(error), ...(code === undefined ? {} : { reason: String(code) }) };
  }
  port.postMessage(reply);
}

port.on('message', ({ id, command }: { id: number; command: WriterCommand }) => {
  void answer(id, () => execute(command)).then(() => {
    if (command.kind === 'close') port.close();
  });
});

void answer(0, () => {
  assert(environment === undefined, 'the environment is opened once');
  environment = openEnvironment({ directory, mapBytes });
  verifyEnvironment(environment, directory);
});
