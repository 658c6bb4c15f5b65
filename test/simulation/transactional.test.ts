/** Goal and method: see simulation.ts. This half runs one process over a lake with transactions. */
import test from 'node:test';
import { runApart } from './run-apart.ts';

test('no interleaving of faults breaks a guarantee: transactional lake', () =>
  runApart('transactional', 1000));
