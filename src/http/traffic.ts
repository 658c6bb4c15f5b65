import type { Server, ServerResponse } from 'node:http';
import { resourceError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import type { HttpConfig } from './config.ts';
import { type HttpTelemetry, httpTelemetry } from './telemetry.ts';

/** What is said of a request in metrics and logs. */
export interface RequestLabel {
  readonly method: string;
  /** The route's pattern, never the address as sent: query strings carry keys. */
  readonly route: string;
  /** For the log. */
  requestId(): string;
}

/** What every request passes, whichever way it is answered: timed, counted, and turned away when there are too many. */
export class Traffic {
  readonly #platform: Platform;
  readonly #telemetry: HttpTelemetry;
  readonly #limit: number;
  readonly #logsAll: boolean;
  #inFlight = 0;
  #connections = 0;

  constructor(platform: Platform, config: HttpConfig) {
    this.#platform = platform;
    this.#limit = config['http.server.max-requests-in-flight'];
    this.#logsAll = config['http.server.debug'];
    this.#telemetry = httpTelemetry(platform.metrics, {
      inFlight: () => this.#inFlight,
      connections: () => this.#connections,
    });
  }

  /** Counts the server's connections. */
  watch(server: Server): void {
    server.on('connection', (socket) => {
      this.#connections++;
      socket.once('close', () => this.#connections--);
    });
  }

  /** Times a request from now until its answer is sent or its client is gone. */
  time(response: ServerResponse, label: RequestLabel): void {
    const { clock, logger } = this.#platform;
    const startedAt = clock.monotonic();
    response.once('close', () => {
      const status = response.writableEnded ? response.statusCode : 499;
      const durationMs = clock.monotonic() - startedAt;
      const { method, route } = label;
      this.#telemetry.answered(method, route, status, durationMs);
      if (this.#logsAll) {
        const requestId = label.requestId();
        logger.info({ requestId, method, route, status, durationMs }, 'request answered');
      }
    });
  }

  /**
   * Counts a request as in flight until it is answered. To be called when its body is there, not before: clients that
   * send theirs slowly, or not at all, must not keep others out. Error: `SERVER_BUSY`.
   */
  admit(response: ServerResponse, isAlwaysAnswered = false): void {
    this.#inFlight++;
    response.once('close', () => this.#inFlight--);
    if (this.#inFlight <= this.#limit || isAlwaysAnswered) return;
    this.#telemetry.turnedAway();
    throw resourceError('SERVER_BUSY', 'too many requests are in flight', {
      hint: 'try again a little later',
    });
  }
}
