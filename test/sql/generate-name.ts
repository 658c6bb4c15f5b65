import type { Identifier, QualifiedName } from '../../src/sql/ast/name.ts';
import type { Dice } from '../simulation/dice.ts';

/** Generated trees have no text. */
export const NOWHERE = { start: 0, end: 0 };

/** Plain names, keywords of every sort, and names that only quotes make possible. */
const NAMES = [
  ...[
    'a',
    'b',
    'Total',
    'event_type',
    '_time',
    'x1',
    'select',
    'order',
    'limit',
    'offset',
    'fetch',
    'filter',
    'over',
  ],
  ...[
    'all',
    'any',
    'array',
    'row',
    'rows',
    'range',
    'groups',
    'map',
    'time',
    'date',
    'interval',
    'year',
    'desc',
  ],
  ...[
    'asc',
    'nulls',
    'first',
    'last',
    'at',
    'partition',
    'preceding',
    'unbounded',
    'current',
    'tablesample',
    'trim',
  ],
  ...[
    'substring',
    'position',
    'try_cast',
    'lateral',
    'window',
    'double',
    'precision',
    'to',
    'of',
    'zone',
    'ignore',
  ],
  ...[
    'skip',
    'json_value',
    'two words',
    'quote"d',
    'ünïcode',
    '1st',
    'a;b',
    '-- x',
    'Ａ',
    '😀',
    'table',
    'create',
  ],
  ...['some', 'ordinality', 'both', 'system', 'ties', 'only', 'if', 'x', 'u', 'e'],
];

export function generateIdentifier(dice: Dice): Identifier {
  return { kind: 'identifier', name: dice.pick(NAMES), quoted: false, position: NOWHERE };
}

export function generateName(dice: Dice, most: number): QualifiedName {
  const parts = Array.from({ length: dice.between(1, most) }, () => generateIdentifier(dice));
  return { kind: 'qualified-name', parts, position: NOWHERE };
}

export function generateFunctionName(dice: Dice): QualifiedName {
  const name = dice.pick([
    ...[
      'count',
      'sum',
      'f',
      'array_agg',
      'date_trunc',
      'trim',
      'substring',
      'position',
      'filter',
      'map',
      'try_cast',
    ],
    ...[
      'row',
      'any',
      'over',
      'year',
      'some function',
      'array',
      'limit',
      'interval',
      'lateral',
      'normal',
      'first',
    ],
  ]);
  const part: Identifier = { kind: 'identifier', name, quoted: false, position: NOWHERE };
  const rest = dice.chance(0.1) ? [generateIdentifier(dice)] : [];
  return { kind: 'qualified-name', parts: [...rest, part], position: NOWHERE };
}
