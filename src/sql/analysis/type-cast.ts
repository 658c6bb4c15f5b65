import type { Cast } from '../ast/expression.ts';
import { canCast } from '../types/cast-rules.ts';
import { printSqlType } from '../types/print-sql-type.ts';
import type { SqlType } from '../types/sql-type.ts';
import { isNumeric } from '../types/type-traits.ts';
import type { AnalysisState } from './analysis-state.ts';
import type { Place } from './place.ts';
import { resolveType } from './resolve-type.ts';
import { typeExpression } from './type-expression.ts';

export function typeCast(state: AnalysisState, node: Cast, place: Place): SqlType {
  const to = resolveType(state, node.type);
  const from = typeExpression(state, node.value, place);
  if (!canCast(from, to)) {
    throw state.error(
      node,
      'SQL_TYPE_MISMATCH',
      `cannot cast ${printSqlType(from)} to ${printSqlType(to)}`,
      castHint(from, to),
    );
  }
  return to;
}

function castHint(from: SqlType, to: SqlType): string | undefined {
  const isMoment = (type: SqlType) => type.kind === 'date' || type.kind.startsWith('timestamp');
  if (isMoment(from) && isNumeric(to)) return 'to_unixtime(…) gives seconds since 1970';
  if (isNumeric(from) && isMoment(to)) return 'from_unixtime(…) makes a timestamp of seconds since 1970';
  if (to.kind === 'varchar' && (from.kind === 'array' || from.kind === 'map' || from.kind === 'row')) {
    return 'json_format(CAST(… AS json)) makes a text of it';
  }
  if (from.kind === 'varbinary') return 'from_utf8(…) and to_hex(…) make a text of bytes';
  if (from.kind === 'varchar' && (to.kind === 'array' || to.kind === 'map' || to.kind === 'row')) {
    return 'CAST(json_parse(…) AS …) reads it from a text';
  }
  return undefined;
}
