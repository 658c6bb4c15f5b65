import { inspect } from 'node:util';
import { Node } from './node.ts';
import type { World } from './world.ts';

/**
 * The processes that should be running: one that does everything (transactional), or two that collect and one that is
 * master, with deposed ones that have not noticed yet. Whatever dies is started again after a while.
 */
export class Cluster {
  readonly #world: World;
  readonly #collecting: Node[] = [];
  #master: Node | undefined;
  #isClosed = false;

  constructor(world: World) {
    this.#world = world;
  }

  start(): void {
    if (this.#world.mode === 'transactional') {
      this.#keep({ collects: true, moves: true });
    } else {
      for (let i = 0; i < 2; i++) this.#keep({ collects: true, moves: false });
      this.#keep({ collects: false, moves: true });
    }
  }

  /** A node that takes events, if one is up. */
  collecting(): Node | undefined {
    const up = this.#collecting.filter(({ process, collector }) => process.alive && collector !== undefined);
    return up.length === 0 ? undefined : this.#world.dice.pick(up);
  }

  master(): Node | undefined {
    return this.#master?.process.alive && this.#master.runner !== undefined ? this.#master : undefined;
  }

  nodes(): readonly Node[] {
    return [...new Set([...this.#collecting, ...(this.#master === undefined ? [] : [this.#master])])].filter(
      ({ process }) => process.alive,
    );
  }

  /** Another node is elected while the old master still runs and believes itself master, for a while. */
  depose(): void {
    const { time, dice, history, mode } = this.#world;
    const old = this.#master;
    if (mode === 'transactional' || old === undefined) return;
    history.counts.depositions++;
    old.isDeposed = true;
    this.#keep({ collects: false, moves: true });
    time.timers.after(dice.next() * 6000, () => old.process.crash());
  }

  /** What the master says of itself, for a failure's message. */
  describe(): string {
    const status = this.master()?.runner?.status();
    return inspect(status ?? 'there is no master', { depth: 5 });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#master?.runner?.close();
  }

  #keep(roles: Node['roles']): void {
    if (this.#isClosed) return;
    const node = new Node(this.#world, roles);
    if (roles.collects) this.#collecting.push(node);
    if (roles.moves) this.#master = node;
    node.process.onCrash(() => {
      const index = this.#collecting.indexOf(node);
      if (index >= 0) this.#collecting.splice(index, 1);
      if (node.isDeposed) return;
      this.#world.time.timers.after(this.#world.dice.next() * 500, () => {
        if (!node.isDeposed) this.#keep(roles);
      });
    });
    node.start().catch(() => node.process.crash());
  }
}
