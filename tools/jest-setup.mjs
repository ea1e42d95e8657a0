import 'reflect-metadata';

// Tests read outcomes, not logs; LOG_LEVEL=debug npm test shows them.
process.env.LOG_LEVEL ??= 'silent';
