/** A call that the engine cannot answer as the others do: the query is refused with the reason. */
export class EngineRefusal extends Error {
  override readonly name = 'EngineRefusal';
}

export function refuse(reason: string): never {
  throw new EngineRefusal(reason);
}
