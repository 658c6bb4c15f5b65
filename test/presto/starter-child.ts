/** Starts a PrestoDB, says its process id, and waits to be killed. */
import { tpchCatalog } from '../support/presto/catalogs.ts';
import { startPresto } from '../support/presto/start-presto.ts';

const presto = await startPresto({ catalogs: { tpch: tpchCatalog } });
process.stdout.write(`${presto.pid}\n`);
await presto.exited;
