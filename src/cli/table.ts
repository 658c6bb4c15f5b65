import { jsonText } from './json-text.ts';
import type { Style } from './terminal.ts';

export interface TableColumn {
  readonly name: string;
  readonly align: 'left' | 'right';
}

export interface TableOptions {
  /** Width to stay within where the columns can be narrowed. */
  readonly width: number;
  readonly style: Style;
}

type Value = unknown;

/** No column is narrowed below this. */
const NARROWEST = 8;

/**
 * Rows as a table for people: numbers right-aligned, NULL dim, one line a row. Where it is too wide the widest columns
 * are cut with `…`, never a number; what is still too wide then runs over.
 */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly Value[])[],
  options: TableOptions,
): string {
  const { style } = options;
  const cells = rows.map((row) => columns.map((_, index) => renderCell(row[index])));
  const widths = fitWidths(columns, cells, options.width);
  const line = (texts: readonly string[]) => texts.join('  ').trimEnd();
  const header = line(
    columns.map((column, index) => style.bold(pad(oneLine(column.name), widths[index]!, column.align))),
  );
  const rule = style.dim(line(widths.map((width) => '─'.repeat(width))));
  const body = cells.map((row, rowIndex) =>
    line(
      row.map((cell, index) => {
        const padded = pad(cell, widths[index]!, columns[index]!.align);
        return isAbsent(rows[rowIndex]![index]) ? style.dim(padded) : padded;
      }),
    ),
  );
  return [header, rule, ...body].join('\n');
}

function isAbsent(value: Value): boolean {
  return value === null || value === undefined;
}

function renderCell(value: Value): string {
  if (isAbsent(value)) return 'NULL';
  if (typeof value === 'string') return oneLine(value);
  if (typeof value === 'object') return oneLine(jsonText(value));
  return String(value);
}

/** Control characters would break the table, or the terminal. */
function oneLine(text: string): string {
  return text.replaceAll('\n', '⏎').replaceAll(/\p{Cc}/gu, '·');
}

function fitWidths(
  columns: readonly TableColumn[],
  cells: readonly (readonly string[])[],
  available: number,
): readonly number[] {
  const widths = columns.map((column, index) =>
    cells.reduce(
      (widest, row) => Math.max(widest, displayWidth(row[index]!)),
      displayWidth(oneLine(column.name)),
    ),
  );
  let surplus = widths.reduce((sum, width) => sum + width + 2, -2) - available;
  while (surplus > 0) {
    let widest = -1;
    for (const [index, width] of widths.entries()) {
      const canShrink = columns[index]!.align === 'left' && width > NARROWEST;
      if (canShrink && (widest < 0 || width > widths[widest]!)) widest = index;
    }
    if (widest < 0) break;
    widths[widest]!--;
    surplus--;
  }
  return widths;
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const cut = displayWidth(text) > width ? cutTo(text, width) : text;
  const space = ' '.repeat(width - displayWidth(cut));
  return align === 'right' ? space + cut : cut + space;
}

function cutTo(text: string, width: number): string {
  let kept = '';
  let used = 0;
  for (const { segment } of segmenter.segment(text)) {
    const next = segmentWidth(segment);
    if (used + next > width - 1) break;
    kept += segment;
    used += next;
  }
  return `${kept}…${' '.repeat(width - 1 - used)}`;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How many columns of a terminal the text takes. */
export function displayWidth(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII, where one character is one column.
  if (/^[\x00-\x7f]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += segmentWidth(segment);
  return width;
}

/** East Asian wide and full-width forms, and emoji: two columns. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

function segmentWidth(segment: string): number {
  if (/^\p{Mark}+$/u.test(segment) || segment === '\u200b') return 0;
  return WIDE.test(segment) || segment.includes('\ufe0f') ? 2 : 1;
}
