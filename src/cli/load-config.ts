import { readFile } from 'node:fs/promises';
import { type ConfigInput, type LoadedConfig, loadConfig } from '../config/load-config.ts';
import { parseListenAddress } from '../http/config.ts';
import type { Invocation } from './command.ts';
import { usageFailure } from './exit-codes.ts';
import { systemProblem } from './system-problem.ts';

const DEFAULT_FILE = 'config.properties';

/** A name, an IPv4 address or, with colons, an IPv6 address. */
const HOST = /^[^\s[\]:]+$|^[0-9A-Fa-f:.]+$/;

/** What is in force for a command line: file, environment, then `--port` and `--host`. */
export async function loadConfigOf(invocation: Invocation): Promise<LoadedConfig> {
  const { options, env } = invocation;
  const file = await readConfigFile(options.text('config'));
  const input: ConfigInput = { environment: env, ...(file === undefined ? {} : { file }) };
  const port = options.integer('port', { minimum: 0, maximum: 65_535 });
  const host = options.text('host');
  if (port === undefined && host === undefined) return loadConfig(input);
  if (host !== undefined && !HOST.test(host)) {
    throw usageFailure(`option "--host" cannot be "${host}"`, 'give a name or an IP address without a port');
  }
  const configured = parseListenAddress(loadConfig(input).config['http.server.address']);
  const value = formatAddress(host ?? configured.host, port ?? configured.port);
  const source = [port === undefined ? '' : '--port', host === undefined ? '' : '--host'].join(' ').trim();
  return loadConfig({ ...input, options: [{ key: 'http.server.address', value, source }] });
}

async function readConfigFile(named: string | undefined): Promise<ConfigInput['file']> {
  try {
    const path = named ?? DEFAULT_FILE;
    return { path, text: await readFile(path, 'utf8') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (named === undefined && code === 'ENOENT') return undefined;
    throw usageFailure(`could not read configuration "${named ?? DEFAULT_FILE}": ${systemProblem(error)}`);
  }
}

export function formatAddress(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
