import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { messageOf } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';

/** Something that must work for the server to be of use. */
export interface HealthCheck {
  /** For people: `event log`. */
  readonly name: string;
  /**
   * Rejects when it does not work. Resolves to what is wrong where it works only in part: then requests should still be
   * sent here, since nobody else could answer them, but somebody must act.
   */
  check(): Promise<string | undefined>;
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
  status: Type.Union([Type.Literal('ok'), Type.Literal('degraded'), Type.Literal('unavailable')], {
    description: 'degraded: requests are answered, but not all of them as they should be, see "reason".',
  }),
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
        const unavailable = (reason: string) =>
          reply.code(503).send({ status: 'unavailable' as const, reason });
        if (readiness.reason !== undefined) return unavailable(readiness.reason);
        const { failures, troubles } = await runChecks(checks, platform);
        if (failures[0] !== undefined) return unavailable(failures[0]);
        if (troubles.length === 0) return { status: 'ok' as const };
        return { status: 'degraded' as const, reason: troubles.join('; ') };
      },
    );
  };
}

async function runChecks(
  checks: readonly HealthCheck[],
  { timers, logger }: Platform,
): Promise<{ readonly failures: readonly string[]; readonly troubles: readonly string[] }> {
  const failures: string[] = [];
  const troubles: string[] = [];
  await Promise.all(
    checks.map(async ({ name, check }) => {
      const timeout = new AbortController();
      const tooLate = timers
        .sleep(CHECK_TIMEOUT_MS, timeout.signal)
        .then(() => Promise.reject(new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)));
      // The timer is stopped when the check has answered, which rejects a promise that nobody waits for any more.
      tooLate.catch(() => {});
      try {
        const trouble = await Promise.race([check(), tooLate]);
        if (trouble !== undefined) troubles.push(`${name}: ${trouble}`);
      } catch (error) {
        logger.warn({ error, check: name }, 'health check failed');
        failures.push(`${name}: ${messageOf(error)}`);
      } finally {
        timeout.abort();
      }
    }),
  );
  return { failures, troubles };
}
