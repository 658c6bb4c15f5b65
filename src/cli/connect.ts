import { existsSync } from 'node:fs';
import { systemPlatform } from '../platform/platform.ts';
import { AdminClient } from './admin-client.ts';
import type { Invocation } from './command.ts';
import { dataDirectoryOf } from './data-option.ts';
import { CommandFailure, EXIT, usageFailure } from './exit-codes.ts';
import { loadConfigOf } from './load-config.ts';
import { openMillrace } from './open-millrace.ts';
import { httpClient, inProcessClient, type StreamingClient } from './server-client.ts';
import { readServerFile } from './server-file.ts';

/** What `--url` and `--key` say: a server elsewhere, asked with a key. */
export interface KeyConnection {
  readonly client: StreamingClient;
  readonly key: string;
}

/** A connection with a key, when the command line names one; otherwise the command administers the local server. */
export async function connectWithKey(invocation: Invocation): Promise<KeyConnection | undefined> {
  const key = invocation.options.text('key');
  const url = invocation.options.text('url');
  if (key === undefined) {
    if (url === undefined) return undefined;
    throw usageFailure(
      'option "--url" needs "--key"',
      'keys are shown when they are made: millrace keys create',
    );
  }
  if (url !== undefined && !/^https?:\/\/[^/]/.test(url)) {
    throw usageFailure(
      `option "--url" cannot be "${url}"`,
      'it is like http://127.0.0.1:9999 or https://events.example.com',
    );
  }
  const local = url === undefined ? await readServerFile(dataDirectoryOf(invocation)) : undefined;
  return { client: httpClient(url ?? local?.url ?? 'http://127.0.0.1:9999'), key };
}

/**
 * The server of the data directory: over HTTP when one runs on it, otherwise opened in this process, through the same
 * routes. `mayCreate`: a directory that is not there is made.
 */
export async function connectAsAdmin(
  invocation: Invocation,
  { mayCreate }: { readonly mayCreate: boolean },
): Promise<AdminClient> {
  const directory = dataDirectoryOf(invocation);
  return (await connectToRunning(directory, mayCreate)) ?? openInProcess(invocation, directory);
}

/** The same for answers of any size: a directory opened in this process is asked over a socket too. */
export async function connectAsStreamingAdmin(invocation: Invocation): Promise<AdminClient<StreamingClient>> {
  const directory = dataDirectoryOf(invocation);
  return (await connectToRunning(directory, false)) ?? openOnSocket(invocation, directory);
}

/** `undefined`: none runs on the directory, which may be opened. */
async function connectToRunning(
  directory: string,
  mayCreate: boolean,
): Promise<AdminClient<StreamingClient> | undefined> {
  const file = await readServerFile(directory);
  if (file !== undefined) {
    const admin = new AdminClient(httpClient(file.url), file.token);
    if (await isThere(admin)) return admin;
  }
  if (mayCreate || existsSync(directory)) return undefined;
  throw new CommandFailure(
    EXIT.unreachable,
    `there is no data directory "${directory}" and no server on it`,
    {
      hint: 'start one with millrace start, or name another directory with --data',
    },
  );
}

/** A server that was killed leaves its file behind, and its process id may be another's by now. */
async function isThere(admin: AdminClient): Promise<boolean> {
  try {
    await admin.status();
    return true;
  } catch (error) {
    await admin.close();
    if (error instanceof CommandFailure && error.exitCode === EXIT.failed) throw error;
    return false;
  }
}

async function openInProcess(invocation: Invocation, directory: string): Promise<AdminClient> {
  const { config } = await loadConfigOf(invocation);
  const millrace = await openMillrace(directory, config, systemPlatform('error'));
  return new AdminClient(
    inProcessClient(millrace.server, () => millrace.close()),
    millrace.adminToken,
  );
}

/** On a port of its own, open to this machine alone. */
async function openOnSocket(
  invocation: Invocation,
  directory: string,
): Promise<AdminClient<StreamingClient>> {
  const { config } = await loadConfigOf(invocation);
  const local = { ...config, 'http.server.address': '127.0.0.1:0' };
  const millrace = await openMillrace(directory, local, systemPlatform('error'));
  const client = httpClient((await millrace.listen()).address);
  const close = async () => {
    await client.close();
    await millrace.close();
  };
  return new AdminClient({ ...client, close }, millrace.adminToken);
}
