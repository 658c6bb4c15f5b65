/** Goal and method: see simulation.ts. This half runs one process over a lake with transactions. */
import test from 'node:test';
import { runSeeds } from './seeds.ts';

test('no interleaving of faults breaks a guarantee: transactional lake', () =>
  runSeeds('transactional', 1000));
