import type { Terminal } from './terminal.ts';

const BAR_WIDTH = 24;
const NARROWEST_BAR = 6;
/** `100 %  ` */
const PERCENT_WIDTH = 7;
const ENOUGH_FOR_A_RATE = 1000;
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
    const figures = this.#figures(now);
    if (this.#terminal.isInteractive) {
      const room = this.#terminal.columns - this.#label.length - figures.length - PERCENT_WIDTH - 4;
      this.#terminal.status(`${this.#label}  ${bar(fraction, Math.min(BAR_WIDTH, room))}${figures}`);
    } else this.#terminal.note(`${this.#label}: ${percent(fraction)}${figures}`);
  }

  /** Removes the bar and leaves one line that says what was done; how fast, where that says something. */
  finish(verb: string): void {
    const ms = performance.now() - this.#startedAt;
    const unit = this.#count === 1 ? this.#unit.replace(/s$/, '') : this.#unit;
    const time = ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
    const rate = formatCount(Math.round((this.#count * 1000) / Math.max(ms, 1)));
    const speed = this.#count >= ENOUGH_FOR_A_RATE ? `: ${rate} ${this.#unit}/s` : '';
    this.#terminal.note(`${verb} ${formatCount(this.#count)} ${unit} in ${time}${speed}`);
  }

  #figures(now: number): string {
    const rate = this.#count / Math.max((now - this.#startedAt) / 1000, 0.001);
    return `${formatCount(this.#count)} ${this.#unit}, ${formatCount(Math.round(rate))}/s`;
  }
}

/** Nothing where there is no room for a bar that shows anything. */
function bar(fraction: number | undefined, width: number): string {
  if (fraction === undefined) return '';
  const text = percent(fraction).padStart(PERCENT_WIDTH);
  if (width < NARROWEST_BAR) return text;
  const filled = Math.round(Math.min(1, Math.max(0, fraction)) * width);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${text}`;
}

function percent(fraction: number | undefined): string {
  return fraction === undefined ? '' : `${Math.floor(Math.min(1, fraction) * 100)} %  `;
}

/** `1,234,567`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
