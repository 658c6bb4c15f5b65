import type {
  AdminCollection,
  AdminKeySet,
  AdminLedger,
  AdminProject,
  NewKeys,
} from '../operation/admin-routes.ts';
import type { BackupReport } from '../operation/backup.ts';
import { CommandFailure, EXIT, usageFailure } from './exit-codes.ts';
import { type ClientRequest, type ClientResponse, requestJson, type ServerClient } from './server-client.ts';

/** The routes under `/admin/`, which need no key but the token of the data directory. */
export class AdminClient<C extends ServerClient = ServerClient> {
  readonly client: C;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(client: C, token: string) {
    this.client = client;
    this.#headers = { authorization: `Bearer ${token}` };
  }

  status(): Promise<unknown> {
    return this.#ask('GET', '/admin/status');
  }

  projects(): Promise<readonly AdminProject[]> {
    return this.#ask('GET', '/admin/projects');
  }

  createProject(name: string): Promise<NewKeys> {
    return this.#ask('POST', '/admin/projects', { name });
  }

  collections(project: string): Promise<readonly AdminCollection[]> {
    return this.#ask('GET', `${pathOf(project)}/collections`);
  }

  keySets(project: string): Promise<readonly AdminKeySet[]> {
    return this.#ask('GET', `${pathOf(project)}/keys`);
  }

  createKeys(project: string): Promise<NewKeys> {
    return this.#ask('POST', `${pathOf(project)}/keys`, {});
  }

  async revokeKeys(project: string, keySetId: number): Promise<void> {
    await this.#ask('DELETE', `${pathOf(project)}/keys/${keySetId}`);
  }

  /** The reply of `/query/execute`, errors included. */
  query(project: string, body: string, signal?: AbortSignal): Promise<ClientResponse> {
    return this.client.request({
      method: 'POST',
      path: `${pathOf(project)}/query`,
      headers: { ...this.#headers, 'content-type': 'application/json' },
      body,
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** What asks for an export of the project; its answer is that of `/query/export`. */
  exportRequest(project: string, body: string, signal: AbortSignal): ClientRequest {
    return {
      method: 'POST',
      path: `${pathOf(project)}/export`,
      headers: { ...this.#headers, 'content-type': 'application/json' },
      body,
      signal,
    };
  }

  ledger(project: string, verify: boolean): Promise<AdminLedger> {
    return this.#ask('GET', `${pathOf(project)}/ledger${verify ? '?verify=1' : ''}`);
  }

  backup(directory: string): Promise<BackupReport> {
    return this.#ask('POST', '/admin/backup', { directory });
  }

  /** The project of `--project`, or the only one there is. */
  async projectOf(named: string | undefined): Promise<string> {
    if (named !== undefined) return named;
    const names = (await this.projects())
      .filter((project) => project.state === 'active')
      .map(({ name }) => name);
    if (names.length === 1) return names[0]!;
    if (names.length === 0) {
      throw new CommandFailure(EXIT.failed, 'there is no project yet', {
        hint: 'make one: millrace project create NAME',
      });
    }
    throw usageFailure('which project?', `say --project with one of: ${names.join(', ')}`);
  }

  close(): Promise<void> {
    return this.client.close();
  }

  async #ask<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
    const answer = await requestJson(this.client, {
      method,
      path,
      headers: this.#headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    // Both ends are of one version: the token is made anew at every start.
    return answer as T;
  }
}

function pathOf(project: string): string {
  return `/admin/projects/${encodeURIComponent(project)}`;
}
