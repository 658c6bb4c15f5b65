import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, Agent as SecureAgent } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { CommandFailure, EXIT } from './exit-codes.ts';
import { systemProblem } from './system-problem.ts';

/** A server as commands see it: over a socket, or opened in this process. */
export interface ServerClient {
  /** Where it is, for people: a URL, or that it runs in this process. */
  readonly place: string;
  request(request: ClientRequest): Promise<ClientResponse>;
  close(): Promise<void>;
}

/** A server over a socket, whose answers may be of any size. */
export interface StreamingClient extends ServerClient {
  /** Resolves when the answer begins. Rejects, and its body throws, as `request` does. */
  stream(request: ClientRequest): Promise<ClientStream>;
}

export interface ClientStream {
  readonly status: number;
  /** Read once; throws when the connection breaks before the end of the answer. */
  readonly body: AsyncIterable<Buffer>;
  /** What came after the body, in lower case; empty before. */
  readonly trailers: Readonly<Record<string, string | undefined>>;
}

export interface ClientRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly signal?: AbortSignal;
}

export interface ClientResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

/** What is needed of a fastify server to ask it without a socket. */
export interface InjectableServer {
  inject(options: {
    method: 'GET' | 'POST' | 'DELETE';
    url: string;
    headers: Record<string, string>;
    payload?: string | Buffer;
    signal?: AbortSignal;
  }): Promise<{
    readonly statusCode: number;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly rawPayload: Buffer;
  }>;
}

/**
 * Over HTTP or HTTPS with connections that stay open. There is no time limit of the client's own: a backup or a query may take
 * long, and the server has limits.
 */
export function httpClient(url: string, connections = 8): StreamingClient {
  const base = new URL(url);
  const prefix = base.pathname.replace(/\/$/, '');
  const isSecure = base.protocol === 'https:';
  const agent = new (isSecure ? SecureAgent : Agent)({ keepAlive: true, maxSockets: connections });
  const open = isSecure ? httpsRequest : httpRequest;
  const begin = (request: ClientRequest) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const body = request.body ?? '';
      const outgoing = open(
        {
          host: base.hostname.replace(/^\[|\]$/g, ''),
          port: base.port === '' ? (isSecure ? 443 : 80) : Number(base.port),
          path: prefix + request.path,
          method: request.method,
          headers: { ...request.headers, 'content-length': Buffer.byteLength(body) },
          agent,
          ...(request.signal === undefined ? {} : { signal: request.signal }),
        },
        resolve,
      );
      outgoing.on('error', (error) => reject(request.signal?.aborted ? error : unreachable(url, error)));
      outgoing.end(body);
    });
  const bodyOf = async function* (incoming: IncomingMessage) {
    try {
      yield* incoming as AsyncIterable<Buffer>;
    } catch (error) {
      throw unreachable(url, error as Error);
    }
  };
  return {
    place: url.replace(/\/$/, ''),
    async request(request) {
      const incoming = await begin(request);
      const { statusCode: status = 0, headers } = incoming;
      return { status, headers, body: await buffer(bodyOf(incoming)) };
    },
    async stream(request) {
      const incoming = await begin(request);
      return {
        status: incoming.statusCode ?? 0,
        body: bodyOf(incoming),
        get trailers() {
          return incoming.trailers;
        },
      };
    },
    close: async () => agent.destroy(),
  };
}

/** Without a socket, through the same routes. `close` closes what was opened for it. */
export function inProcessClient(server: InjectableServer, close: () => Promise<void>): ServerClient {
  return {
    place: 'this process',
    async request(request) {
      const reply = await server.inject({
        method: request.method,
        url: request.path,
        headers: { ...request.headers },
        ...(request.body === undefined ? {} : { payload: request.body }),
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      });
      return {
        status: reply.statusCode,
        headers: reply.headers as ClientResponse['headers'],
        body: reply.rawPayload,
      };
    },
    close,
  };
}

function unreachable(url: string, cause: Error): CommandFailure {
  return new CommandFailure(EXIT.unreachable, `could not reach the server at ${url}`, {
    detail: systemProblem(cause),
    hint: 'check that it runs (millrace start) and that the address is right',
    cause,
  });
}

/** The answer's JSON; an error answer becomes a failure with the server's own words. */
export async function requestJson(client: ServerClient, request: ClientRequest): Promise<unknown> {
  const response = await client.request(
    request.body === undefined
      ? request
      : { ...request, headers: { 'content-type': 'application/json', ...request.headers } },
  );
  if (response.status >= 300) throw failureOf(response);
  try {
    return JSON.parse(response.body.toString());
  } catch (cause) {
    throw new CommandFailure(EXIT.failed, 'the server answered something that is not JSON', {
      hint: `is it Millrace that answers at ${client.place}?`,
      cause,
    });
  }
}

/** An error answer as the command's failure. */
export function failureOf(response: Pick<ClientResponse, 'status' | 'body'>): CommandFailure {
  const exitCode = response.status === 401 || response.status === 403 ? EXIT.refused : EXIT.failed;
  const said = errorMembers(response.body);
  return new CommandFailure(exitCode, said.message ?? `the server answered with status ${response.status}`, {
    detail: said.detail,
    hint: said.hint,
  });
}

/** Errors are `{error: text, …}`; a failed query's are `{error: {message}}`. */
function errorMembers(body: Buffer): { message?: string; detail?: string; hint?: string } {
  try {
    const parsed = JSON.parse(body.toString()) as {
      error?: string | { message?: string; detail?: string; hint?: string };
      detail?: string;
      hint?: string;
    };
    if (typeof parsed.error === 'object') return parsed.error;
    return { ...parsed, ...(parsed.error === undefined ? {} : { message: parsed.error }) };
  } catch {
    return {};
  }
}
