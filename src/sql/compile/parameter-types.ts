import { userError } from '../../platform/errors.ts';
import type { ParameterValue } from '../print/parameter-value.ts';
import type { SqlType } from '../types/sql-type.ts';
import { BIGINT, BOOLEAN, DOUBLE, INTEGER, UNKNOWN, varchar } from '../types/types.ts';

/** The types of the values bound to `?`: whole numbers are integers, others doubles, as JSON has them. */
export function parameterTypes(values: readonly ParameterValue[]): readonly SqlType[] {
  return values.map((value, index) => {
    switch (typeof value) {
      case 'string':
        return varchar([...value].length);
      case 'boolean':
        return BOOLEAN;
      case 'bigint':
      case 'number':
        return numberType(value, index);
      default:
        return UNKNOWN;
    }
  });
}

function numberType(value: number | bigint, index: number): SqlType {
  if (typeof value === 'number' && !Number.isInteger(value)) return DOUBLE;
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return DOUBLE;
  const whole = BigInt(value);
  if (whole >= -(2n ** 31n) && whole < 2n ** 31n) return INTEGER;
  if (whole >= -(2n ** 63n) && whole < 2n ** 63n) return BIGINT;
  throw userError('SQL_PARAMETERS', `parameter ${index + 1} is beyond what a bigint can hold`);
}
