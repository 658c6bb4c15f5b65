import { openapiOf } from '../../src/http/server.ts';
import { openTestMillrace } from './open-millrace.ts';

/** The description of every route of the composed server, as it is committed. */
export async function describeApi(): Promise<string> {
  const millrace = await openTestMillrace();
  try {
    return `${JSON.stringify(await openapiOf(millrace.server), null, 2)}\n`;
  } finally {
    await millrace.dispose();
  }
}
