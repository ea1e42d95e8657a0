// Runs Jest with the engines that are at hand, and says in the end which they were. Started by tools/test.mjs after the
// build.
import { spawn } from 'node:child_process';
import { root } from './installed.mjs';
import { realEngines } from '@vafa/testing';

const engines = await realEngines().catch((error) => {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exit(1);
});
const { mongodbUri: MONGODB_URI, kafkaBrokers: KAFKA_BROKERS } = engines;
const jest = spawn(
  process.execPath,
  ['--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...(MONGODB_URI && { MONGODB_URI }),
      ...(KAFKA_BROKERS && { KAFKA_BROKERS }),
      VAFA_ENGINES_TOLD: engines.told,
    },
  },
);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => jest.kill(signal));
jest.on('exit', (code) => void engines.close().finally(() => process.exit(code ?? 1)));
