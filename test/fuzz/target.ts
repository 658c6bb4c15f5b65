/** What the fuzz aims at: a listening server, the routes that it describes, and the events that it acknowledged. */
export interface Target {
  readonly port: number;
  readonly routes: readonly Route[];
  /** Keys of the project whose events are followed: only ever used to send events. */
  readonly writeKey: string;
  /** Keys of a project that anything may be done to. */
  readonly keys: Readonly<Record<KeyName, string>>;
  /** Numbers of the events that were acknowledged. */
  readonly acknowledged: Set<number>;
  /** Numbers never given twice. */
  nextNumber(): number;
}

export type KeyName = 'master_key' | 'read_key' | 'write_key';

export interface Route {
  readonly method: string;
  readonly path: string;
  /** Names of the members of its body, and of its query parameters. */
  readonly members: readonly string[];
  readonly parameters: readonly string[];
}

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: { readonly properties?: object } }>>;
  };
}

/** Every route of the description of the API. */
export function routesOf(description: unknown): readonly Route[] {
  return Object.entries((description as Described).paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      members: Object.keys(requestBody?.content['application/json']?.schema.properties ?? {}),
      parameters: parameters.map(({ name }) => name),
    })),
  );
}
