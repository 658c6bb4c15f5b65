import type { Millrace } from '../app/compose.ts';
import type { Config } from '../config/keys.ts';
import { MillraceError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { CommandFailure, EXIT } from './exit-codes.ts';

/**
 * Opens the data directory in this process. What it needs is loaded only here, so that a command that talks to a
 * running server, or prints help, begins at once.
 */
export async function openMillrace(
  dataDirectory: string,
  config: Config,
  platform: Platform,
): Promise<Millrace> {
  const compose = await import('../app/compose.ts');
  try {
    return await compose.openMillrace({ config, platform, dataDirectory });
  } catch (error) {
    if (!(error instanceof MillraceError && error.code.startsWith('DATA_DIRECTORY_'))) throw error;
    throw new CommandFailure(EXIT.unreachable, error.message, {
      detail: error.detail,
      hint: error.hint,
      cause: error,
    });
  }
}
