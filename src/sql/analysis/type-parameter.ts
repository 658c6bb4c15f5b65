import type { Parameter } from '../ast/expression.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { AnalysisState } from './analysis-state.ts';

export function typeParameter(state: AnalysisState, parameter: Parameter): SqlType {
  const types = state.environment.parameters;
  const type = types[parameter.index];
  if (type === undefined) {
    throw state.error(
      parameter,
      'SQL_PARAMETERS',
      `no value is given for parameter ${parameter.index + 1}`,
      types.length === 0 ? 'the request gives no values' : `the request gives ${types.length}`,
    );
  }
  state.parameters[parameter.index] = parameter;
  return type;
}
