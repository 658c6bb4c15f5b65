/** The whole server in this process, on a temporary data directory, without a socket. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Millrace, openMillrace } from '../../src/app/compose.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { systemPlatform } from '../../src/platform/platform.ts';
import { removeDirectory } from './server-process.ts';

export interface OpenedMillrace extends Millrace {
  readonly dataDirectory: string;
  /** Closes it and removes its data. */
  dispose(): Promise<void>;
}

/** `environment` sets configuration keys, as `MILLRACE_…` variables do. */
export async function openTestMillrace(
  environment: Readonly<Record<string, string>> = {},
): Promise<OpenedMillrace> {
  const dataDirectory = mkdtempSync(path.join(tmpdir(), 'millrace-test-'));
  const { config } = loadConfig({ environment });
  const millrace = await openMillrace({ config, platform: systemPlatform('silent'), dataDirectory });
  return {
    ...millrace,
    dataDirectory,
    async dispose() {
      await millrace.close();
      removeDirectory(dataDirectory);
    },
  };
}
