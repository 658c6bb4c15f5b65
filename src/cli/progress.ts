import type { Terminal } from './terminal.ts';

const BAR_WIDTH = 24;
const REDRAW_MS = 100;
const PLAIN_LINE_MS = 2000;

/** How far something is: a bar that is redrawn on a terminal, a line every two seconds elsewhere. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #label: string;
  readonly #unit: string;
  readonly #startedAt = performance.now();
  #drawnAt: number;
  #count = 0;

  constructor(terminal: Terminal, options: { readonly label: string; readonly unit: string }) {
    this.#terminal = terminal;
    this.#label = options.label;
    this.#unit = options.unit;
    this.#drawnAt = this.#startedAt;
  }

  /** `fraction` from 0 to 1, where the whole is known. */
  update(count: number, fraction: number | undefined): void {
    this.#count = count;
    const now = performance.now();
    const interval = this.#terminal.isInteractive ? REDRAW_MS : PLAIN_LINE_MS;
    if (now - this.#drawnAt < interval) return;
    this.#drawnAt = now;
    if (this.#terminal.isInteractive)
      this.#terminal.status(`${this.#label}  ${bar(fraction)}${this.#figures(now)}`);
    else this.#terminal.note(`${this.#label}: ${percent(fraction)}${this.#figures(now)}`);
  }

  /** Removes the bar and leaves one line that says what was done. */
  finish(verb: string): void {
    const now = performance.now();
    const seconds = (now - this.#startedAt) / 1000;
    const rate = formatCount(Math.round(this.#count / Math.max(seconds, 0.001)));
    this.#terminal.note(
      `${verb} ${formatCount(this.#count)} ${this.#unit} in ${seconds.toFixed(1)} s: ${rate} ${this.#unit}/s`,
    );
  }

  #figures(now: number): string {
    const rate = this.#count / Math.max((now - this.#startedAt) / 1000, 0.001);
    return `${formatCount(this.#count)} ${this.#unit}, ${formatCount(Math.round(rate))}/s`;
  }
}

function bar(fraction: number | undefined): string {
  if (fraction === undefined) return '';
  const filled = Math.round(Math.min(1, Math.max(0, fraction)) * BAR_WIDTH);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${percent(fraction).padStart(6)}`;
}

function percent(fraction: number | undefined): string {
  return fraction === undefined ? '' : `${Math.floor(Math.min(1, fraction) * 100)} %  `;
}

/** `1,234,567`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
