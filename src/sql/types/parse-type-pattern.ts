import type { SimpleTypeName, SqlType } from './sql-type.ts';
import type { NumberPattern, PatternField, TypePattern } from './type-pattern.ts';
import { MAX_CHAR, MAX_PRECISION, varchar } from './types.ts';

const SIMPLE: ReadonlySet<string> = new Set<SimpleTypeName | 'timestamp with time zone'>([
  'unknown',
  'boolean',
  'tinyint',
  'smallint',
  'integer',
  'bigint',
  'real',
  'double',
  'varbinary',
  'json',
  'date',
  'time',
  'time with time zone',
  'timestamp',
  'timestamp with time zone',
  'interval year to month',
  'interval day to second',
  'hyperloglog',
  'tdigest',
]);

const SYNONYMS: Readonly<Record<string, string>> = { int: 'integer', 'double precision': 'double' };

/**
 * Reads a type or, where `variables` says which names are variables, a pattern of one. Capital single letters are how
 * signatures write type variables. Throws with what is wrong.
 */
export class TypePatternReader {
  readonly #tokens: readonly string[];
  readonly #variables: boolean;
  #next = 0;

  constructor(text: string, variables: boolean) {
    this.#tokens = text.match(/"(?:[^"]|"")*"|[A-Za-z_][A-Za-z0-9_]*|\d+|\.\.\.|->|\S/g) ?? [];
    this.#variables = variables;
  }

  get atEnd(): boolean {
    return this.#next >= this.#tokens.length;
  }

  accept(token: string): boolean {
    if (this.#tokens[this.#next]?.toLowerCase() !== token) return false;
    this.#next++;
    return true;
  }

  expect(token: string): void {
    if (!this.accept(token)) {
      throw new Error(`"${token}" is expected before "${this.#tokens[this.#next] ?? 'the end'}"`);
    }
  }

  word(): string {
    const token = this.#tokens[this.#next++];
    if (token === undefined || !/^[A-Za-z_]/.test(token))
      throw new Error(`a name is expected, not "${token}"`);
    return token;
  }

  type(): TypePattern {
    const word = this.word();
    if (this.#variables && /^[A-Z]\d?$/.test(word)) return { kind: 'variable', name: word };
    const name = this.#multiword(word.toLowerCase());
    const base = SYNONYMS[name] ?? name;
    switch (base) {
      case 'array':
      case 'map':
      case 'row':
      case 'function':
        return this.#container(base);
      case 'varchar':
        if (!this.accept('(')) return { kind: 'type', type: varchar(null) };
        return { kind: 'varchar', length: this.#lastNumber() };
      case 'char':
        return { kind: 'type', type: { kind: 'char', length: this.#charLength() } };
      case 'decimal':
        return this.#decimal();
      default:
        if (!SIMPLE.has(base)) throw new Error(`type "${base}" is not known`);
        return { kind: 'type', type: { kind: base as SimpleTypeName } };
    }
  }

  #multiword(word: string): string {
    if (word === 'double' && this.accept('precision')) return 'double precision';
    if (word === 'interval') {
      const from = this.word().toLowerCase();
      this.expect('to');
      return `interval ${from} to ${this.word().toLowerCase()}`;
    }
    if ((word === 'time' || word === 'timestamp') && this.accept('with')) {
      this.expect('time');
      this.expect('zone');
      return `${word} with time zone`;
    }
    return word;
  }

  #container(kind: 'array' | 'map' | 'row' | 'function'): TypePattern {
    this.expect('(');
    if (kind === 'row') return { kind, fields: this.#list(() => this.#field()) };
    const [first, ...others] = this.#list(() => this.type());
    const last = others.at(-1);
    if (kind === 'array' && first !== undefined && last === undefined) return { kind, element: first };
    if (kind === 'map' && first !== undefined && others.length === 1)
      return { kind, key: first, value: last! };
    if (kind === 'function' && first !== undefined) {
      if (last === undefined) return { kind, parameters: [], result: first };
      return { kind, parameters: [first, ...others.slice(0, -1)], result: last };
    }
    throw new Error(`${kind} takes ${kind === 'array' ? 'one type' : 'two types'}`);
  }

  #list<T>(read: () => T): T[] {
    const items: T[] = [];
    do items.push(read());
    while (this.accept(','));
    this.expect(')');
    return items;
  }

  #field(): PatternField {
    const start = this.#next;
    const token = this.#tokens[this.#next] ?? '';
    if (token.startsWith('"')) {
      this.#next++;
      return { name: token.slice(1, -1).replaceAll('""', '"'), type: this.type() };
    }
    const following = this.#tokens[this.#next + 1] ?? '';
    const named = /^[A-Za-z_]/.test(following) && !/^(with|to|precision)$/i.test(following);
    if (named && token.toLowerCase() !== 'interval') return { name: this.word(), type: this.type() };
    this.#next = start;
    return { name: null, type: this.type() };
  }

  #decimal(): TypePattern {
    const number = (value: number): NumberPattern => ({ kind: 'number', value });
    if (!this.accept('(')) return { kind: 'decimal', precision: number(MAX_PRECISION), scale: number(0) };
    const precision = this.#number();
    if (this.accept(')')) return { kind: 'decimal', precision, scale: number(0) };
    this.expect(',');
    return { kind: 'decimal', precision, scale: this.#lastNumber() };
  }

  #charLength(): number {
    const length = this.accept('(') ? this.#lastNumber() : { kind: 'number' as const, value: 1 };
    if (length.kind !== 'number' || length.value > MAX_CHAR)
      throw new Error(`char takes a length up to ${MAX_CHAR}`);
    return length.value;
  }

  #lastNumber(): NumberPattern {
    const number = this.#number();
    this.expect(')');
    return number;
  }

  #number(): NumberPattern {
    let left = this.#term();
    for (;;) {
      const operator = this.accept('+') ? '+' : this.accept('-') ? '-' : undefined;
      if (operator === undefined) return left;
      left = { kind: 'operation', operator, operands: [left, this.#term()] };
    }
  }

  #term(): NumberPattern {
    const digits = this.#tokens[this.#next];
    if (digits !== undefined && /^\d+$/.test(digits)) {
      this.#next++;
      return { kind: 'number', value: Number(digits) };
    }
    if (!this.#variables) throw new Error(`a number is expected, not "${digits}"`);
    const name = this.word();
    if (!this.accept('(')) return { kind: 'variable', name };
    return {
      kind: 'operation',
      operator: name === 'min' ? 'min' : 'max',
      operands: this.#list(() => this.#number()),
    };
  }
}

/** Reads a type as {@link printSqlType} writes it; throws with what is wrong. */
export function parseSqlType(text: string): SqlType {
  const reader = new TypePatternReader(text, false);
  const pattern = reader.type();
  if (!reader.atEnd) throw new Error(`"${text}" goes on after the type`);
  return checked(pattern);
}

/** A pattern without variables as a type. */
function checked(pattern: TypePattern): SqlType {
  switch (pattern.kind) {
    case 'type':
      return pattern.type;
    case 'decimal':
      return checkedDecimal(constant(pattern.precision), constant(pattern.scale));
    case 'varchar':
      return varchar(constant(pattern.length));
    case 'array':
      return { kind: 'array', element: checked(pattern.element) };
    case 'map':
      return { kind: 'map', key: checked(pattern.key), value: checked(pattern.value) };
    case 'row':
      return { kind: 'row', fields: pattern.fields.map(({ name, type }) => ({ name, type: checked(type) })) };
    case 'function':
      return {
        kind: 'function',
        parameters: pattern.parameters.map(checked),
        result: checked(pattern.result),
      };
    case 'variable':
      throw new Error(`type "${pattern.name}" is not known`);
  }
}

function constant(pattern: NumberPattern): number {
  if (pattern.kind !== 'number') throw new Error('a number is expected');
  return pattern.value;
}

/** Throws unless the precision is 1–38 and the scale 0–precision. */
export function checkedDecimal(precision: number, scale: number): SqlType {
  if (precision < 1 || precision > MAX_PRECISION) {
    throw new Error(`a decimal has 1 to ${MAX_PRECISION} digits, not ${precision}`);
  }
  if (scale > precision)
    throw new Error(`a decimal of ${precision} digits cannot have ${scale} after the point`);
  return { kind: 'decimal', precision, scale };
}
