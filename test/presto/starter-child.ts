/** Starts a PrestoDB, says its process id and its folder, and waits to be killed. */
import path from 'node:path';
import { tpchCatalog } from '../support/presto/catalogs.ts';
import { startPresto } from '../support/presto/start-presto.ts';

const presto = await startPresto({ catalogs: { tpch: tpchCatalog } });
process.stdout.write(`${presto.pid} ${path.dirname(presto.logFile)}\n`);
await presto.exited;
