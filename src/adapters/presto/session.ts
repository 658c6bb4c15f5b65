import { userError } from '../../platform/errors.ts';

/** In whose name and in which surroundings a statement runs; sent as headers with each statement. */
export interface PrestoSession {
  readonly user: string;
  /** Who asks, for the engine's list of queries. Default `millrace`. */
  readonly source?: string;
  /** Where unqualified names are looked up. */
  readonly catalog?: string;
  readonly schema?: string;
  /** An IANA zone or an offset. Default `UTC`, whatever the zone of the engine's machine. */
  readonly timeZone?: string;
  /** Session properties, e.g. `query_max_run_time: '10s'` or `hive.compression_codec: 'ZSTD'`. */
  readonly properties?: Readonly<Record<string, string>>;
}

export type RequestHeaders = Readonly<Record<string, string | string[]>>;

/** Error: `PRESTO_SESSION_INVALID`, for text that cannot stand in a header. */
export function sessionHeaders(session: PrestoSession): RequestHeaders {
  const headers: Record<string, string | string[]> = {
    'X-Presto-User': headerText('user', session.user),
    'X-Presto-Source': headerText('source', session.source ?? 'millrace'),
    'X-Presto-Time-Zone': headerText('timeZone', session.timeZone ?? 'UTC'),
  };
  if (session.catalog !== undefined) headers['X-Presto-Catalog'] = headerText('catalog', session.catalog);
  if (session.schema !== undefined) headers['X-Presto-Schema'] = headerText('schema', session.schema);
  const properties = Object.entries(session.properties ?? {});
  if (properties.length > 0) headers['X-Presto-Session'] = properties.map(propertyText);
  return headers;
}

/** The engine takes lists of `name=value` apart at commas and decodes values as those of a URL. */
function propertyText([name, value]: readonly [string, string]): string {
  if (!PROPERTY_NAME.test(name)) {
    throw userError('PRESTO_SESSION_INVALID', `session property "${name}" has no valid name`);
  }
  return `${name}=${encodeURIComponent(value)}`;
}

const PROPERTY_NAME = /^[A-Za-z0-9_.-]+$/;

function headerText(field: string, value: string): string {
  // The engine trims, and reads bytes above 0x7e as Latin-1.
  if (/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value)) return value;
  throw userError(
    'PRESTO_SESSION_INVALID',
    `the session's ${field} ${JSON.stringify(value)} cannot be sent to the query engine`,
    { hint: 'use printable ASCII without spaces at the ends' },
  );
}
