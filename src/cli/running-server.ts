import { parseListenAddress } from '../http/config.ts';
import { type Platform, systemPlatform } from '../platform/platform.ts';
import { VERSION } from '../platform/version.ts';
import type { Invocation } from './command.ts';
import { dataDirectoryOf } from './data-option.ts';
import { CommandFailure, EXIT } from './exit-codes.ts';
import { formatAddress, loadConfigOf } from './load-config.ts';
import { openMillrace } from './open-millrace.ts';
import { removeServerFile, type ServerFile, writeServerFile } from './server-file.ts';

/** A server in this process that listens and has announced itself in its data directory. */
export interface RunningServer {
  readonly file: ServerFile;
  readonly directory: string;
  readonly platform: Platform;
  close(): Promise<void>;
}

/** `isQuiet`: unless the configuration says otherwise, only warnings and errors are logged. */
export async function startServer(
  invocation: Invocation,
  { isQuiet }: { readonly isQuiet: boolean },
): Promise<RunningServer> {
  const directory = dataDirectoryOf(invocation);
  const { config, sources } = await loadConfigOf(invocation);
  const platform = systemPlatform(isQuiet && !sources.has('log.level') ? 'warn' : config['log.level']);
  const millrace = await openMillrace(directory, config, platform);
  try {
    const { address } = await millrace.listen();
    const file: ServerFile = {
      pid: process.pid,
      url: localUrl(address),
      token: millrace.adminToken,
      version: VERSION,
    };
    await writeServerFile(directory, file);
    return {
      file,
      directory,
      platform,
      async close() {
        await removeServerFile(directory);
        await millrace.close();
      },
    };
  } catch (error) {
    await millrace.close();
    throw cannotListen(error, config['http.server.address']);
  }
}

/** `http://host:port` or `host:port` as a URL that this machine can use: a wildcard address is no place to connect to. */
function localUrl(address: string): string {
  const { host, port } = parseListenAddress(address.replace(/^https?:\/\//, ''));
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${formatAddress(reachable, port)}`;
}

function cannotListen(error: unknown, address: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new CommandFailure(EXIT.failed, `address ${address} is in use`, {
      hint: 'take another with --port N (0: any free one), or stop what listens there',
      cause: error,
    });
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new CommandFailure(EXIT.failed, `cannot listen on ${address}`, {
      detail: code,
      hint: 'name an address of this machine with --host, and a port above 1023 with --port',
      cause: error,
    });
  }
  return error;
}
