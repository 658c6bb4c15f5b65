import { refuse } from './engine-refusal.ts';

/** A regular expression of Presto's (Java's notation) as RE2, which DuckDB has, writes it. */
export interface TranslatedRegexp {
  readonly pattern: string;
  readonly groups: readonly RegexpGroup[];
  /** Whether it can match an empty text somewhere. */
  readonly matchesEmpty: boolean;
}

export interface RegexpGroup {
  readonly name: string | undefined;
  /** Whether a match of the whole may be without it: then its value is NULL. */
  readonly optional: boolean;
}

const CLASSES: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: '0-9A-Za-z',
  XDigit: '0-9A-Fa-f',
};

const REPEATS_MAX = 1000;

/** Error: `EngineRefusal` with the part that RE2 does not have. */
export function translateRegexp(pattern: string): TranslatedRegexp {
  const state: State = { text: pattern, at: 0, groups: [] };
  const out = alternatives(state, false);
  if (state.at < pattern.length) refuse(`the regular expression ${pattern} has a ")" without a "("`);
  return { pattern: out.text, groups: state.groups, matchesEmpty: out.empty };
}

interface State {
  readonly text: string;
  at: number;
  readonly groups: { name: string | undefined; optional: boolean }[];
}

interface Part {
  readonly text: string;
  readonly empty: boolean;
}

function alternatives(state: State, inner: boolean): Part {
  const first = state.groups.length;
  const branches: Part[] = [sequence(state)];
  while (state.text[state.at] === '|') {
    state.at++;
    branches.push(sequence(state));
  }
  if (branches.length > 1) markOptional(state, first);
  if (inner) {
    if (state.text[state.at] !== ')') refuse(`the regular expression ${state.text} has a "(" without a ")"`);
    state.at++;
  }
  return { text: branches.map(({ text }) => text).join('|'), empty: branches.some(({ empty }) => empty) };
}

function markOptional(state: State, from: number): void {
  for (const group of state.groups.slice(from)) group.optional = true;
}

function sequence(state: State): Part {
  let text = '';
  let empty = true;
  while (state.at < state.text.length && !'|)'.includes(state.text[state.at]!)) {
    const first = state.groups.length;
    const item = atom(state);
    const repeat = repetition(state);
    if (repeat.none) markOptional(state, first);
    text += item.text + repeat.text;
    if (!item.empty && !repeat.none) empty = false;
  }
  return { text, empty };
}

function repetition(state: State): { readonly text: string; readonly none: boolean } {
  const match = /^(?:[*+?]|\{(\d*)(,(\d*))?\})[?+]?/.exec(state.text.slice(state.at));
  if (match === null) return { text: '', none: false };
  const [text, from, , to] = match;
  if (text.startsWith('{') && from === '')
    return refuse(`"${text}" in the regular expression has no lower bound`);
  if (text.length > 1 && text.endsWith('+'))
    refuse(`possessive repetition (${text}) is not in DuckDB's regular expressions`);
  if (Number(from ?? 0) > REPEATS_MAX || Number(to || 0) > REPEATS_MAX) {
    refuse(`DuckDB's regular expressions repeat at most ${REPEATS_MAX} times`);
  }
  state.at += text.length;
  return { text, none: /^[*?]/.test(text) || (from !== undefined && Number(from) === 0) };
}

function atom(state: State): Part {
  const rest = state.text.slice(state.at);
  const take = (length: number) => {
    state.at += length;
    return rest.slice(0, length);
  };
  if (rest.startsWith('(')) return group(state, rest);
  if (rest.startsWith('[')) return { text: characterClass(state), empty: false };
  if (rest.startsWith('\\')) return escapeAtom(state, rest);
  if (rest.startsWith('^') || rest.startsWith('$')) return { text: take(1), empty: true };
  if (/^[*+?]/.test(rest))
    return refuse(`"${rest[0]}" in the regular expression has nothing before it to repeat`);
  return { text: take(rest.codePointAt(0)! > 0xffff ? 2 : 1), empty: false };
}

function group(state: State, rest: string): Part {
  const look = /^\(\?(<?[=!])/.exec(rest);
  if (look !== null) refuse(`look-around (${look[0]}) is not in DuckDB's regular expressions`);
  if (rest.startsWith('(?>')) refuse(`atomic groups ((?>) are not in DuckDB's regular expressions`);
  const flags = /^\(\?([a-zA-Z]*(?:-[a-zA-Z]+)?)([:)])/.exec(rest);
  if (flags !== null) {
    if (!/^[ims-]*$/.test(flags[1]!))
      refuse(`the flags (?${flags[1]}) are not in DuckDB's regular expressions: it has i, m and s`);
    state.at += flags[0].length;
    if (flags[2] === ')') return { text: flags[0], empty: true };
    const inner = alternatives(state, true);
    return { text: `${flags[0]}${inner.text})`, empty: inner.empty };
  }
  const named = /^\(\?<([A-Za-z][A-Za-z0-9]*)>/.exec(rest);
  if (named === null && rest.startsWith('(?'))
    refuse(`"${rest.slice(0, 3)}" is not in DuckDB's regular expressions`);
  state.at += named?.[0].length ?? 1;
  state.groups.push({ name: named?.[1], optional: false });
  const inner = alternatives(state, true);
  return { text: `(${inner.text})`, empty: inner.empty };
}

function escapeAtom(state: State, rest: string): Part {
  const next = rest[1];
  if (next === undefined) return refuse('the regular expression ends in a backslash');
  if (/[1-9k]/.test(next)) refuse(`back references (\\${next}) are not in DuckDB's regular expressions`);
  const property = /^\\([pP])(?:\{\^?([A-Za-z_]+)\}|([A-Z]))/.exec(rest);
  if (property !== null) {
    state.at += property[0].length;
    return { text: propertyClass(property[1]!, property[2] ?? property[3]!, false), empty: false };
  }
  const code = /^\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|x\{([0-9A-Fa-f]+)\})/.exec(rest);
  if (code !== null) {
    state.at += code[0].length;
    return { text: `\\x{${code[1] ?? code[2] ?? code[3]}}`, empty: false };
  }
  const quoted = /^\\Q([\s\S]*?)(?:\\E|$)/.exec(rest);
  if (quoted !== null) {
    state.at += quoted[0].length;
    return { text: quoted[1]!.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&'), empty: quoted[1] === '' };
  }
  if (/[A-Za-z0]/.test(next) && !'dDwWsSbBAztnrfav'.includes(next)) {
    refuse(`\\${next} is not in DuckDB's regular expressions`);
  }
  state.at += 2;
  return { text: rest.slice(0, 2), empty: 'bBAz'.includes(next) };
}

function propertyClass(letter: string, name: string, inside: boolean): string {
  const ranges = CLASSES[name];
  if (ranges !== undefined) {
    if (!inside) return `[${letter === 'P' ? '^' : ''}${ranges}]`;
    if (letter === 'p') return ranges;
  } else if (/^(L|M|N|P|S|Z|C)[a-z]?$/.test(name)) {
    return `\\${letter}{${name}}`;
  }
  return refuse(`the character class \\${letter}{${name}} is not in DuckDB's regular expressions`);
}

function characterClass(state: State): string {
  let out = '[';
  state.at++;
  if (state.text[state.at] === '^') {
    out += '^';
    state.at++;
  }
  for (let first = true; ; first = false) {
    const rest = state.text.slice(state.at);
    const next = rest[0];
    if (next === undefined) return refuse('a character class of the regular expression is not closed');
    if (next === ']' && !first) break;
    if (rest.startsWith('&&'))
      refuse(`intersections of character classes (&&) are not in DuckDB's regular expressions`);
    const posix = /^\[:\^?[a-z]+:\]/.exec(rest);
    if (posix !== null) {
      out += posix[0];
      state.at += posix[0].length;
    } else if (next === '[') {
      refuse(
        `a character class within another is not in DuckDB's regular expressions: write \\[ for the character`,
      );
    } else if (next === '\\') {
      const property = /^\\([pP])(?:\{([A-Za-z_]+)\}|([A-Z]))/.exec(rest);
      if (property !== null) {
        state.at += property[0].length;
        out += propertyClass(property[1]!, property[2] ?? property[3]!, true);
      } else {
        out +=
          rest[1] === 'b'
            ? refuse('\\b in a character class is not in the language')
            : escapeAtom(state, rest).text;
      }
    } else {
      out += next === ']' ? '\\]' : next;
      state.at++;
    }
  }
  state.at++;
  return `${out}]`;
}
