/** In characters. More is no line but a file of another kind. */
export const MAX_LINE_LENGTH = 64 * 1024 * 1024;

/** A line is longer than {@link MAX_LINE_LENGTH}. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
  /** Counted from 1. */
  readonly place: number;

  constructor(place: number) {
    super(`line ${place} is longer than ${MAX_LINE_LENGTH} characters`);
    this.place = place;
  }
}

/**
 * The lines of a stream of UTF-8 bytes, ended by `\n` or `\r\n` and by nothing else: Node's own reader also splits at
 * U+2028 and U+2029, which JSON texts may hold. A byte order mark at the beginning is left out.
 *
 * Errors: {@link LineTooLong}, and those of the stream.
 */
export async function* textLines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let place = 1;
  let begun: string[] = [];
  let length = 0;
  for await (const piece of stream) {
    const [head = '', ...more] = decoder.decode(piece, { stream: true }).split('\n');
    begun.push(head);
    length += head.length;
    if (length > MAX_LINE_LENGTH) throw new LineTooLong(place);
    const rest = more.pop();
    if (rest === undefined) continue;
    yield withoutReturn(begun.join(''));
    for (const line of more) yield withoutReturn(line);
    begun = [rest];
    length = rest.length;
    place += more.length + 1;
  }
  const last = begun.join('') + decoder.decode();
  if (last !== '') yield last;
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
