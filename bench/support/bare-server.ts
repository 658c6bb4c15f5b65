/**
 * The limits that the ingest benchmarks are measured against: bare `node:http` servers that do one thing.
 * - `parse`: JSON.parse of the body, answer;
 * - `commit`: append the body to a file, answer after an fdatasync that all waiting requests share (group commit).
 *
 * Usage: node bare-server.ts parse|commit DIRECTORY; prints its port.
 */
import { fdatasync, openSync, writev } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import process from 'node:process';

const [, , kind = 'parse', directory = '.'] = process.argv;

const file = kind === 'commit' ? openSync(path.join(directory, 'bare.log'), 'a') : -1;
let waiting: { readonly body: Buffer; readonly response: ServerResponse }[] = [];
let committing = false;

function commit(): void {
  if (committing || waiting.length === 0) return;
  committing = true;
  const group = waiting;
  waiting = [];
  writev(
    file,
    group.map((entry) => entry.body),
    (writeError) => {
      if (writeError !== null) throw writeError;
      fdatasync(file, (syncError) => {
        if (syncError !== null) throw syncError;
        for (const entry of group) entry.response.end('1');
        committing = false;
        commit();
      });
    },
  );
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    if (kind === 'parse') {
      JSON.parse(body.toString());
      response.end('1');
    } else {
      waiting.push({ body, response });
      commit();
    }
  });
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
process.on('SIGTERM', () => process.exit(0));
