import type { FastifyReply } from 'fastify';

/** Calls it when the client went away before it had the whole answer, which is not worth computing any more. */
export function onClientGone(reply: FastifyReply, listener: () => void): void {
  reply.raw.once('close', () => {
    if (!reply.raw.writableEnded) listener();
  });
}
