import { Type } from 'typebox';
import { bytes, type ConfigOf, duration, flag, integer, text } from '../platform/config-types.ts';

export const httpConfig = Type.Object({
  'http.server.address': text(
    '127.0.0.1:9999',
    'Address and port to listen on; port 0 takes a free one. Use 0.0.0.0:9999 or [::]:9999 for every interface.',
  ),
  'http.server.proxy-protocol': flag(
    false,
    'Whether a proxy in front sets X-Forwarded-For, which then tells the address of the client.',
  ),
  'http.server.debug': flag(false, 'Whether each request is logged, without its query string.'),
  'http.server.max-body-size': bytes(
    1024 * 1024,
    'Largest request body, except where a route has a limit of its own.',
    {
      minimum: 1024,
    },
  ),
  'http.server.max-connections': integer(10_000, 'Open connections; more are closed at once.', {
    minimum: 1,
  }),
  'http.server.max-requests-in-flight': integer(
    2000,
    'Requests being answered at the same time; more get 503 with Retry-After. Health and metrics are not counted.',
    { minimum: 1 },
  ),
  'http.server.header-timeout': duration(10_000, 'Time in which the head of a request must have arrived.', {
    minimum: 100,
  }),
  'http.server.request-timeout': duration(60_000, 'Time in which a whole request must have arrived.', {
    minimum: 100,
  }),
  'http.server.keep-alive-timeout': duration(
    72_000,
    'How long an idle connection stays open; longer than the idle timeout of a load balancer in front.',
    { minimum: 0 },
  ),
});

export type HttpConfig = ConfigOf<typeof httpConfig>;

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** Reads `host:port` or `[ipv6]:port`; `undefined` when the text is neither. */
export function parseListenAddress(address: string): ListenAddress | undefined {
  const match = /^(?:\[([0-9A-Fa-f:.]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(address);
  if (match === null) return undefined;
  const port = Number(match[3]);
  return port > 65_535 ? undefined : { host: match[1] ?? match[2] ?? '', port };
}
