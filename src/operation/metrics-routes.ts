import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Metrics } from '../platform/metrics.ts';

/** `/metrics`: every module's figures for Prometheus. They name no project, user or key, so no key is asked for. */
export function metricsRoutes(metrics: Metrics): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/metrics',
      {
        config: { alwaysAnswered: true },
        schema: {
          tags: ['operation'],
          summary: 'Metrics in the text format of Prometheus',
          produces: ['text/plain'],
          response: { 200: Type.String() },
        },
      },
      async (_request, reply) => {
        const text = await metrics.render();
        return reply.type(metrics.contentType).send(text);
      },
    );
  };
}
