import { pino } from 'pino';

/**
 * Structured log. ERROR: someone must act; WARN: unexpected but survived; INFO: a status changed; DEBUG: off.
 * Values go into fields, never into the text. Keys are never logged.
 */
export interface Logger {
  error(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  info(fields: Record<string, unknown>, message: string): void;
  debug(fields: Record<string, unknown>, message: string): void;
  child(fields: Record<string, unknown>): Logger;
}

export type LogLevel = 'error' | 'warn' | 'info' | 'debug' | 'silent';

/** JSON lines on standard error, so that standard output stays for a command's answer. */
export function createLogger(level: LogLevel): Logger {
  return pino(
    {
      level,
      base: null,
      // A word, not the library's number.
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { error: pino.stdSerializers.err },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** Says nothing. For tests. */
export const silentLogger: Logger = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => silentLogger,
};
