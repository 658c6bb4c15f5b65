import { canonicalName } from '../ast/name.ts';
import type { AstNode } from '../ast/node.ts';
import type { Analysis, BoundColumn, OutputValue } from './analysis.ts';

type Names = Pick<Analysis, 'columnsByName' | 'rowFields'>;

/**
 * Numbers for expressions: two have the same one if they are the same expression, whatever their names and letters: the
 * test that GROUP BY and DISTINCT need. Subqueries are the same as nothing else. Linear: every node is visited once.
 */
export class ExpressionIds {
  readonly #state: Names;
  readonly #ofNode = new Map<AstNode, number>();
  readonly #ofKey = new Map<string, number>();
  readonly #ofObject = new Map<object, number>();
  readonly #lambdaDepths = new Map<object, number>();
  #lambdaDepth = 0;

  constructor(state: Names) {
    this.#state = state;
  }

  of(node: AstNode): number {
    let id = this.#ofNode.get(node);
    if (id === undefined) {
      id = this.#ofKeyed(this.#keyOf(node));
      this.#ofNode.set(node, id);
    }
    return id;
  }

  ofValue(value: OutputValue): number {
    switch (value.kind) {
      case 'expression':
        return this.of(value.expression);
      case 'star-column':
        return this.#ofKeyed(this.#columnKey(value.column));
      case 'row-field':
        return this.#ofKeyed(`field ${value.index} ${this.of(value.row)}`);
    }
  }

  #ofKeyed(key: string): number {
    let id = this.#ofKey.get(key);
    if (id === undefined) {
      id = this.#ofKey.size;
      this.#ofKey.set(key, id);
    }
    return id;
  }

  #keyOf(node: AstNode): string {
    switch (node.kind) {
      case 'query':
        return `query ${this.#identity(node)}`;
      case 'identifier': {
        const column = this.#state.columnsByName.get(node);
        return column === undefined ? `name ${canonicalName(node)}` : this.#columnKey(column);
      }
      case 'dereference': {
        const column = this.#state.columnsByName.get(node);
        if (column !== undefined) return this.#columnKey(column);
        return `field ${this.#state.rowFields.get(node)} ${this.of(node.base)}`;
      }
      case 'lambda':
        return this.#lambdaKey(node);
      default:
        return this.#structure(node);
    }
  }

  #lambdaKey(node: Extract<AstNode, { readonly kind: 'lambda' }>): string {
    this.#lambdaDepths.set(node, this.#lambdaDepth++);
    const body = this.of(node.body);
    this.#lambdaDepth--;
    return `lambda ${node.parameters.length} ${body}`;
  }

  #columnKey(column: BoundColumn): string {
    switch (column.kind) {
      case 'column':
        return `column ${this.#identity(column.relation)} ${column.index}`;
      case 'merged-column':
        return `column ${this.#identity(column.join)} ${column.index}`;
      case 'output-column':
        return `output ${this.#identity(column.body)} ${column.index}`;
      case 'lambda-parameter':
        return `parameter ${this.#lambdaDepths.get(column.lambda)} ${column.index}`;
    }
  }

  #structure(node: AstNode): string {
    let key: string = node.kind;
    for (const [member, value] of Object.entries<unknown>({ ...node })) {
      if (member === 'kind' || member === 'position') continue;
      key += ` ${member}=`;
      if (Array.isArray(value)) key += value.map((item) => this.of(item as AstNode)).join(',');
      else if (typeof value === 'object' && value !== null) key += this.of(value as AstNode);
      else key += JSON.stringify(value);
    }
    return key;
  }

  #identity(object: object): number {
    let identity = this.#ofObject.get(object);
    if (identity === undefined) {
      identity = this.#ofObject.size;
      this.#ofObject.set(object, identity);
    }
    return identity;
  }
}
