import type { Literal, TypedLiteral } from '../ast/literal.ts';
import { canonicalName } from '../ast/name.ts';
import type { SqlType } from '../types/sql-type.ts';
import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  decimal,
  INTEGER,
  MAX_PRECISION,
  UNKNOWN,
  VARCHAR,
  varchar,
} from '../types/types.ts';
import type { AnalysisState } from './analysis-state.ts';
import {
  intervalProblem,
  isDate,
  isDecimal,
  isDouble,
  isJson,
  isWholeNumber,
  timestampZone,
  timeZoneOffset,
} from './literal-texts.ts';
import { didYouMean } from './near.ts';
import { quote } from './quote.ts';

const MAX_INTEGER = 2_147_483_647;

export function typeLiteral(state: AnalysisState, literal: Literal): SqlType {
  switch (literal.kind) {
    case 'null':
      return UNKNOWN;
    case 'boolean':
      return BOOLEAN;
    case 'integer':
      return literal.digits.length <= 10 && Number(literal.digits) <= MAX_INTEGER ? INTEGER : BIGINT;
    case 'decimal':
      return decimalType(state, literal, literal.text);
    case 'double':
      return DOUBLE;
    case 'string':
      return varchar(lengthOf(literal.value));
    case 'binary':
      return { kind: 'varbinary' };
    case 'interval': {
      const problem = intervalProblem(literal);
      if (problem !== undefined) throw state.error(literal, 'SQL_INVALID', problem.reason, problem.hint);
      const inMonths = literal.from === 'year' || literal.from === 'month';
      return { kind: inMonths ? 'interval year to month' : 'interval day to second' };
    }
    case 'typed-literal':
      return typedLiteralType(state, literal);
  }
}

/** In characters, as Presto counts them. */
function lengthOf(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length - 1; at++) {
    if ((text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) length--;
  }
  return length;
}

/** As many digits as are written, without zeros before them. */
function decimalType(state: AnalysisState, node: Pick<Literal, 'position'>, text: string): SqlType {
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.');
  const precision = Math.max(1, whole.replace(/^0+/, '').length + fraction.length);
  if (precision > MAX_PRECISION) {
    throw state.error(
      node,
      'SQL_INVALID',
      `the number has ${precision} digits, and a decimal has at most ${MAX_PRECISION}`,
      'write it as a double, with an exponent: 1.5e0',
    );
  }
  return decimal(precision, fraction.length);
}

interface LiteralForm {
  readonly type: SqlType;
  readonly fits: (text: string) => boolean;
  readonly example: string;
}

const FORMS: ReadonlyMap<string, LiteralForm> = new Map<string, LiteralForm>([
  ['boolean', { type: BOOLEAN, fits: (text) => /^(true|false)$/i.test(text), example: "BOOLEAN 'true'" }],
  ['tinyint', { type: { kind: 'tinyint' }, fits: (text) => isWholeNumber(text, 8n), example: "TINYINT '1'" }],
  [
    'smallint',
    { type: { kind: 'smallint' }, fits: (text) => isWholeNumber(text, 16n), example: "SMALLINT '1'" },
  ],
  ['integer', { type: INTEGER, fits: (text) => isWholeNumber(text, 32n), example: "INTEGER '1'" }],
  ['int', { type: INTEGER, fits: (text) => isWholeNumber(text, 32n), example: "INTEGER '1'" }],
  ['bigint', { type: BIGINT, fits: (text) => isWholeNumber(text, 64n), example: "BIGINT '1'" }],
  ['real', { type: { kind: 'real' }, fits: isDouble, example: "REAL '1.5'" }],
  ['double', { type: DOUBLE, fits: isDouble, example: "DOUBLE '1.5'" }],
  ['date', { type: DATE, fits: isDate, example: "DATE '2024-02-29'" }],
  ['json', { type: { kind: 'json' }, fits: isJson, example: `JSON '{"a": 1}'` }],
]);

const OTHER_FORMS = ['varchar', 'char', 'decimal', 'time', 'timestamp'];

function typedLiteralType(state: AnalysisState, literal: TypedLiteral): SqlType {
  const name = canonicalName(literal.type);
  const { value } = literal;
  const refuse = (example: string) =>
    state.error(
      literal,
      'SQL_INVALID',
      `${quote(value)} is no ${name.toUpperCase()}`,
      `write it as ${example}`,
    );
  const form = FORMS.get(name);
  if (form !== undefined) {
    if (!form.fits(value)) throw refuse(form.example);
    return form.type;
  }
  switch (name) {
    case 'varchar':
      return VARCHAR;
    case 'char':
      return { kind: 'char', length: Math.max(1, lengthOf(value)) };
    case 'decimal':
      if (!isDecimal(value)) throw refuse("DECIMAL '1.50'");
      return decimalType(state, literal, value);
    case 'time': {
      const offset = timeZoneOffset(value);
      if (offset === undefined) throw refuse("TIME '13:30:00.000'");
      return { kind: offset === null ? 'time' : 'time with time zone' };
    }
    case 'timestamp': {
      const zone = timestampZone(value);
      if (zone === undefined) throw refuse("TIMESTAMP '2024-02-29 13:30:00.000'");
      return zone === null ? { kind: 'timestamp' } : { kind: 'timestamp with time zone', zone };
    }
    default:
      throw state.error(
        literal.type,
        'SQL_TYPE_NOT_FOUND',
        `type ${quote(literal.type.name)} is not known before a text`,
        didYouMean(name, [...FORMS.keys(), ...OTHER_FORMS]) ?? "write CAST('…' AS …)",
      );
  }
}
