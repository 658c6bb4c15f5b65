import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { LogConfig } from '../../log/config.ts';
import type { LogTelemetry } from '../../log/telemetry.ts';
import { syncDirectory, writeFileDurably } from '../../platform/files.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Timers } from '../../platform/timers.ts';
import { openEnvironment, withSnapshot } from './environment.ts';
import { openFailed } from './errors.ts';
import { EmbeddedEventLog } from './event-log.ts';
import { EmbeddedEventLogReader } from './event-log-reader.ts';
import { FORMAT_FILE, FORMAT_TEXT, hasLog } from './format.ts';
import { SpaceBound } from './space-bound.ts';
import { Topics } from './topics.ts';
import { WriterClient } from './writer-client.ts';

export type { EmbeddedEventLog, EmbeddedEventLogReader };

export interface EmbeddedEventLogOptions {
  /** The server's data directory; the log is in `log` below it. */
  readonly dataDirectory: string;
  readonly config: LogConfig;
  readonly telemetry: LogTelemetry;
  /** Nothing can be appended any more: every append fails, and the server must end. A new start recovers. */
  onFailure(error: Error): void;
}

const PAGE_BYTES = 4096;

/**
 * Opens the log for writing, creating it when it is not there. The data directory must be locked: two writing processes
 * would not see each other's appends. Errors: `LOG_CORRUPT`, `LOG_FORMAT_UNKNOWN`, `LOG_OPEN_FAILED` (external).
 */
export async function openEmbeddedEventLog(
  platform: Platform,
  { dataDirectory, config, telemetry, onFailure }: EmbeddedEventLogOptions,
): Promise<EmbeddedEventLog> {
  const directory = logDirectoryOf(dataDirectory);
  await mkdir(directory, { recursive: true });
  const isNew = !hasLog(directory);
  const limitBytes = config['log.disk-limit'];
  const mapBytes = mapBytesFor(limitBytes);
  const fail = (error: Error) => onFailure(error);
  const writer = await WriterClient.open({ directory, mapBytes }, fail).catch((error: unknown) => {
    throw openFailed(directory, error);
  });
  if (isNew) {
    await syncDirectory(directory);
    await writeFileDurably(path.join(directory, FORMAT_FILE), FORMAT_TEXT);
    await syncDirectory(dataDirectory);
  }
  const environment = openEnvironment({ directory, mapBytes: undefined });
  const topics = new Topics();
  const { storedBytes, deleted } = withSnapshot(environment, () => topics.load(environment));
  const space = new SpaceBound(
    { limitBytes, minFreeBytes: config['log.min-free-disk'] },
    await writer.execute({ kind: 'measure' }),
    storedBytes,
  );
  const log = new EmbeddedEventLog(platform, {
    directory,
    config,
    environment,
    writer,
    telemetry,
    space,
    topics,
  });
  for (const topic of deleted) {
    log.purge(topic).catch((error: unknown) => {
      platform.logger.warn({ error, topic }, 'could not finish the deletion of a topic');
    });
  }
  return log;
}

export interface EmbeddedEventLogReaderOptions {
  readonly dataDirectory: string;
}

/** Opens the log for reading in another thread of the process that has it open for writing. */
export function openEmbeddedEventLogReader(
  timers: Timers,
  { dataDirectory }: EmbeddedEventLogReaderOptions,
): EmbeddedEventLogReader {
  const environment = openEnvironment({ directory: logDirectoryOf(dataDirectory), mapBytes: undefined });
  return new EmbeddedEventLogReader(environment, timers);
}

export function logDirectoryOf(dataDirectory: string): string {
  return path.join(dataDirectory, 'log');
}

/** The bound on stored messages, and room beside it for gaps between them and for what removing itself needs. */
function mapBytesFor(limitBytes: number): number {
  const bytes = limitBytes * 1.25 + 256 * 1024 * 1024;
  return Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;
}
