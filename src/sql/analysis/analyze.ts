/**
 * Resolves, authorises and types a query. Names are looked up in the scopes that the standard gives them, tables are
 * only those that the environment has, functions and types only those of their tables: whatever is not known is
 * refused with its place. The tree is not changed; what is found stands beside it (see `Analysis`).
 *
 * Pure and synchronous. Time and memory are linear in the steps taken, and these are bounded (see `limits.ts`): a text
 * cannot stall the server.
 */
import type { Query } from '../ast/query.ts';
import type { Analysis } from './analysis.ts';
import { AnalysisState } from './analysis-state.ts';
import { analyzeQuery } from './analyze-query.ts';
import { CommonTableScope } from './common-table-scope.ts';
import type { AnalysisEnvironment } from './environment.ts';

/** `text` is what `query` was parsed from. Throws `SqlAnalysisError`. */
export function analyze(query: Query, text: string, environment: AnalysisEnvironment): Analysis {
  return analyzeInto(new AnalysisState(text, environment), query);
}

/** The same, into a state that tells the steps it took. */
export function analyzeInto(state: AnalysisState, query: Query): Analysis {
  const columns = analyzeQuery(state, query, {
    outer: undefined,
    commonTables: new CommonTableScope(undefined, []),
  });
  checkParameters(state, query);
  return state.finish(query, columns);
}

function checkParameters(state: AnalysisState, query: Query): void {
  const given = state.environment.parameters.length;
  const used = state.parameters.length;
  if (used >= given) return;
  throw state.error(
    query,
    'SQL_PARAMETERS',
    `${given} ${given === 1 ? 'value is' : 'values are'} given, and the query has ${used} ${used === 1 ? 'parameter' : 'parameters'}`,
    'each ? takes one value, in the order of the text',
  );
}
