import type { Logger } from './logger.ts';

/** A part of the running program that holds something open. */
export interface Component {
  readonly name: string;
  /** Releases everything; called once; later calls on the component may fail. */
  close(): Promise<void>;
}

/**
 * Opened components, closed in the reverse order of opening. A failure to close one is logged and does not keep the
 * others open.
 */
export class Lifecycle {
  readonly #components: Component[] = [];
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  add<T extends Component>(component: T): T {
    this.#components.push(component);
    return component;
  }

  async close(): Promise<void> {
    for (
      let component = this.#components.pop();
      component !== undefined;
      component = this.#components.pop()
    ) {
      try {
        await component.close();
      } catch (error) {
        this.#logger.error({ error, component: component.name }, 'could not close component');
      }
    }
  }
}
