import { Type } from 'typebox';
import { assert } from '../platform/assert.ts';
import { bytes, type ConfigKind, type ConfigOf, duration, flag, integer } from '../platform/config-types.ts';

const LISTEN_ADDRESS =
  '^(?:\\[([0-9A-Fa-f:.]+)\\]|([^:\\[\\]\\s]+)):(\\d{1,4}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d\\d|655[0-2]\\d|6553[0-5])$';

export const httpConfig = Type.Object({
  'http.server.address': Type.String({
    default: '127.0.0.1:9999',
    description:
      'Address and port to listen on; port 0 takes a free one. Use 0.0.0.0:9999 or [::]:9999 for every interface.',
    kind: 'text' satisfies ConfigKind,
    pattern: LISTEN_ADDRESS,
    expected: 'an address and port such as 127.0.0.1:9999 or [::]:9999',
  }),
  'http.server.proxy-protocol': flag(
    false,
    'Whether a proxy in front sets X-Forwarded-For, which then tells the address of the client.',
  ),
  'http.server.debug': flag(false, 'Whether each request is logged, without its query string.'),
  'http.server.max-body-size': bytes(
    1024 * 1024,
    'Largest request body, except where a route has a limit of its own.',
    { minimum: 1024, maximum: 256 * 1024 * 1024 },
  ),
  'http.server.max-inflight-bytes': bytes(
    32 * 1024 * 1024,
    'Bodies being received at the same time, those with events not counted; more get 503 with Retry-After.',
    { minimum: 1024 },
  ),
  'http.server.max-connections': integer(10_000, 'Open connections; more are closed at once.', {
    minimum: 1,
  }),
  'http.server.max-requests-in-flight': integer(
    2000,
    'Requests, whole as they are, being answered at the same time; more get 503 with Retry-After. Health and metrics are not counted.',
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

/** Takes apart what the configuration has checked. */
export function parseListenAddress(address: string): ListenAddress {
  const match = new RegExp(LISTEN_ADDRESS, 'u').exec(address);
  assert(match !== null, `listen address "${address}" was not checked`);
  return { host: match[1] ?? match[2] ?? '', port: Number(match[3]) };
}
