import type { FunctionCall } from '../ast/call.ts';
import type { Grouping } from '../ast/expression.ts';
import type { Select } from '../ast/select.ts';
import type { WindowSpecification } from '../ast/window.ts';
import type { ResolvedWindow } from './analysis.ts';
import type { CommonTableScope } from './common-table-scope.ts';
import type { Scope } from './scope.ts';

/** Where an expression stands: what names mean there, and what is allowed. */
export interface Place {
  readonly scope: Scope;
  readonly commonTables: CommonTableScope;
  /** As messages call it: `WHERE`. */
  readonly clause: string;
  /** The select whose aggregates and windows can stand here; undefined where none can. */
  readonly select: SelectContext | undefined;
  readonly windowsAllowed: boolean;
  /** The call whose argument this is in, of an aggregate or a window function. */
  readonly inAggregate: FunctionCall | undefined;
  readonly inWindow: FunctionCall | undefined;
  readonly inLambda: boolean;
  /** Canonical aliases of SELECT, where they cannot be used: for hints. */
  readonly aliases: ReadonlySet<string>;
}

/** What is found in the clauses of one SELECT. */
export interface SelectContext {
  readonly node: Select;
  readonly aggregates: FunctionCall[];
  readonly windows: FunctionCall[];
  readonly groupings: Grouping[];
  readonly namedWindows: Map<string, NamedWindowInUse>;
}

export interface NamedWindowInUse {
  readonly specification: WindowSpecification;
  readonly resolved: ResolvedWindow;
}

const NO_ALIASES: ReadonlySet<string> = new Set();

/** A place that allows neither aggregates nor window functions. */
export function plainPlace(scope: Scope, commonTables: CommonTableScope, clause: string): Place {
  return {
    scope,
    commonTables,
    clause,
    select: undefined,
    windowsAllowed: false,
    inAggregate: undefined,
    inWindow: undefined,
    inLambda: false,
    aliases: NO_ALIASES,
  };
}
