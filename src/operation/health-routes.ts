import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { messageOf } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';

/** Something that must work for the server to be of use. */
export interface HealthCheck {
  /** For people: `event log`. */
  readonly name: string;
  /** Rejects when it does not work. */
  check(): Promise<void>;
}

/**
 * Whether requests should be sent here: not before everything is open and recovered, and not while it closes.
 * The composition root says how far it is.
 */
export class Readiness {
  #reason: string | undefined = 'starting';

  /** What it is busy with, e.g. `recovering`. */
  notReady(reason: string): void {
    this.#reason = reason;
  }

  ready(): void {
    this.#reason = undefined;
  }

  /** Why not; `undefined` when it is ready. */
  get reason(): string | undefined {
    return this.#reason;
  }
}

export interface HealthOptions {
  readonly platform: Platform;
  readonly readiness: Readiness;
  readonly checks: readonly HealthCheck[];
}

/** A check that answers later than this has failed. */
const CHECK_TIMEOUT_MS = 2000;

const Status = Type.Object({
  status: Type.Union([Type.Literal('ok'), Type.Literal('unavailable')]),
  reason: Type.Optional(Type.String()),
});

/** `/health/live`: the process answers. `/health/ready`: send requests here. */
export function healthRoutes({ platform, readiness, checks }: HealthOptions): FastifyPluginAsyncTypebox {
  return async (server) => {
    const config = { alwaysAnswered: true };
    server.get(
      '/health/live',
      { config, schema: { tags: ['operation'], summary: 'The process answers', response: { 200: Status } } },
      () => ({ status: 'ok' as const }),
    );
    server.get(
      '/health/ready',
      {
        config,
        schema: {
          tags: ['operation'],
          summary: 'Everything is open and recovered',
          response: { 200: Status, 503: Status },
        },
      },
      async (_request, reply) => {
        const reason = readiness.reason ?? (await firstFailure(checks, platform));
        if (reason === undefined) return { status: 'ok' as const };
        return reply.code(503).send({ status: 'unavailable' as const, reason });
      },
    );
  };
}

async function firstFailure(
  checks: readonly HealthCheck[],
  { timers, logger }: Platform,
): Promise<string | undefined> {
  const failures = await Promise.all(
    checks.map(async ({ name, check }) => {
      const timeout = new AbortController();
      const tooLate = timers
        .sleep(CHECK_TIMEOUT_MS, timeout.signal)
        .then(() => Promise.reject(new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)));
      // The timer is stopped when the check has answered, which rejects a promise that nobody waits for any more.
      tooLate.catch(() => {});
      try {
        await Promise.race([check(), tooLate]);
        return undefined;
      } catch (error) {
        logger.warn({ error, check: name }, 'health check failed');
        return `${name}: ${messageOf(error)}`;
      } finally {
        timeout.abort();
      }
    }),
  );
  return failures.find((failure) => failure !== undefined);
}
