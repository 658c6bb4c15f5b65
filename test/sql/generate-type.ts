import type { TypeNode } from '../../src/sql/ast/type.ts';
import type { Dice } from '../simulation/dice.ts';
import { generateIdentifier, NOWHERE } from './generate-name.ts';

export function generateType(dice: Dice, depth: number): TypeNode {
  switch (dice.below(depth > 0 ? 7 : 4)) {
    case 0:
      return dateTime(dice);
    case 1:
      return dice.chance(0.5)
        ? { kind: 'interval-type', from: 'day', to: 'second', position: NOWHERE }
        : { kind: 'interval-type', from: 'year', to: 'month', position: NOWHERE };
    case 2:
      return named(dice.pick(['varchar', 'char']), [
        { kind: 'type-number', value: dice.below(100), position: NOWHERE },
      ]);
    case 3:
      return named(
        dice.pick(['bigint', 'double', 'json', 'boolean', 'odd type', 'row', 'array', 'interval']),
        [],
      );
    case 4:
      return named('array', [generateType(dice, depth - 1)]);
    case 5:
      return named('map', [generateType(dice, 0), generateType(dice, depth - 1)]);
    default:
      return {
        kind: 'row-type',
        fields: Array.from({ length: dice.between(1, 3) }, () => ({
          kind: 'row-field',
          name: dice.chance(0.8) ? generateIdentifier(dice) : null,
          type: generateType(dice, depth - 1),
          position: NOWHERE,
        })),
        position: NOWHERE,
      };
  }
}

type Parameters = Extract<TypeNode, { kind: 'named-type' }>['parameters'];

function named(name: string, parameters: Parameters): TypeNode {
  const part = { kind: 'identifier', name, quoted: false, position: NOWHERE } as const;
  const qualified = { kind: 'qualified-name', parts: [part], position: NOWHERE } as const;
  return { kind: 'named-type', name: qualified, parameters, position: NOWHERE };
}

function dateTime(dice: Dice): TypeNode {
  return {
    kind: 'date-time-type',
    base: dice.pick(['time', 'timestamp'] as const),
    precision: dice.chance(0.2) ? dice.below(10) : null,
    withTimeZone: dice.chance(0.3),
    position: NOWHERE,
  };
}
