/** Goal and method: see simulation.ts. This half runs collectors and masters over an engine without transactions. */
import test from 'node:test';
import { runApart } from './run-apart.ts';

test('no interleaving of faults breaks a guarantee: attempt-based lake', () => runApart('attempt', 1000));
