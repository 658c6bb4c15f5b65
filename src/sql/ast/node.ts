import type { CaseBranch, Expression } from './expression.ts';
import type { Identifier, QualifiedName } from './name.ts';
import type { CommonTable, Limit, Query, QueryBody, RowCount, With } from './query.ts';
import type { JoinCriteria, Relation, TableVersion } from './relation.ts';
import type { GroupBy, GroupingElement, SelectItem } from './select.ts';
import type { SortItem } from './sort.ts';
import type { RowField, TypeNode, TypeNumber } from './type.ts';
import type { FrameBound, NamedWindow, WindowFrame, WindowName, WindowSpecification } from './window.ts';

/** Any node of a tree. */
export type AstNode =
  | Query
  | QueryBody
  | With
  | CommonTable
  | RowCount
  | Limit
  | SelectItem
  | GroupBy
  | GroupingElement
  | SortItem
  | Relation
  | TableVersion
  | JoinCriteria
  | Expression
  | CaseBranch
  | Identifier
  | QualifiedName
  | TypeNode
  | TypeNumber
  | RowField
  | WindowSpecification
  | WindowName
  | NamedWindow
  | WindowFrame
  | FrameBound;
