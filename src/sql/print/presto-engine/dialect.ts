import { same } from '../../functions/forms.ts';
import type { EngineForm, FunctionDefinition } from '../../functions/function-definition.ts';

export type PrestoEngine = 'presto' | 'trino';

/** Where the two engines of the family part: what each has, and what it is called there. */
export interface Dialect {
  /** For messages. */
  readonly name: string;
  form(definition: FunctionDefinition): EngineForm;
  /** Times have their precision in their type; of a literal it is the number of its digits. */
  readonly precisionInTypes: boolean;
  readonly recursion: boolean;
  readonly offset: boolean;
  /** INTERSECT ALL, EXCEPT ALL. */
  readonly countingSets: boolean;
  readonly leftJoinUnnest: boolean;
  readonly leftJoinLateral: boolean;
  readonly windowFilter: boolean;
  /** A lambda in a subquery can name columns of the queries around it. */
  readonly lambdasSeeOuterQueries: boolean;
  /** A timestamp with time zone becomes the time that its own clocks show, and not that of the session's. */
  readonly castsToOwnClock: boolean;
  /** The smallest tinyint, smallint or integer by -1: the planner that computes it never comes back. */
  readonly stallsOnQuotients: boolean;
}

const PRESTO: Dialect = {
  name: 'PrestoDB',
  form: ({ presto = same }) => presto,
  precisionInTypes: false,
  recursion: false,
  offset: false,
  countingSets: false,
  leftJoinUnnest: false,
  leftJoinLateral: false,
  windowFilter: false,
  lambdasSeeOuterQueries: false,
  castsToOwnClock: false,
  stallsOnQuotients: true,
};

const TRINO: Dialect = {
  name: 'Trino',
  form: ({ trino = same }) => trino,
  precisionInTypes: true,
  recursion: true,
  offset: true,
  countingSets: true,
  leftJoinUnnest: true,
  leftJoinLateral: true,
  windowFilter: true,
  lambdasSeeOuterQueries: true,
  castsToOwnClock: true,
  stallsOnQuotients: false,
};

export const DIALECTS: Readonly<Record<PrestoEngine, Dialect>> = { presto: PRESTO, trino: TRINO };
