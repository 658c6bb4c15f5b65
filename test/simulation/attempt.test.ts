/** Goal and method: see simulation.ts. This half runs collectors and masters over an engine without transactions. */
import test from 'node:test';
import { runSeeds } from './seeds.ts';

test('no interleaving of faults breaks a guarantee: attempt-based lake', () => runSeeds('attempt', 1000));
