import 'reflect-metadata';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

// Tests read outcomes, not logs; LOG_LEVEL=debug npm test shows them.
process.env.LOG_LEVEL ??= 'silent';
// Programs that a test starts find what others have compiled.
process.env.NODE_COMPILE_CACHE ??= join(root, '.cache/compiled');
