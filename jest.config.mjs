import { globSync } from 'node:fs';
import { isOfToday } from './libs/testing/src/sweep.ts';

// ESM, sources read directly through the vafa-src condition. Every spec runs on the embedded edition; with MONGODB_URI
// in the environment the specs with an engine run a second time on that one, and on Kafka where KAFKA_BROKERS names it.
const swc = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: true,
      verbatimModuleSyntax: true,
    },
    target: 'es2024',
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

const project = {
  runtime: '<rootDir>/tools/jest-runtime.mjs',
  testEnvironment: '<rootDir>/tools/jest-environment.mjs',
  testEnvironmentOptions: { customExportConditions: ['vafa-src', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', swc] },
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.data/', '<rootDir>/.cache/'],
};
const ignored = ['/node_modules/', '/dist/'];
const onEngines = Boolean(process.env.MONGODB_URI);

const embedded = {
  ...project,
  displayName: 'embedded',
  testMatch: ['<rootDir>/**/*.spec.{ts,mjs}'],
  // What needs real engines is skipped where there are none, and runs below where there are.
  testPathIgnorePatterns: onEngines ? [...ignored, '\\.engines\\.spec\\.ts$'] : ignored,
  setupFiles: ['<rootDir>/tools/jest-setup.mjs', '<rootDir>/tools/jest-embedded.mjs'],
};
// The gateway asks fakes of the services in these; what it keeps in a database is in its specs named int.
const ofOtherDays = globSync('services/gateway/test/*.component.spec.ts', { cwd: import.meta.dirname })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !isOfToday(path))
  .map((path) => `<rootDir>/${path.replaceAll('.', '\\.')}$`);
const engines = {
  ...project,
  displayName: 'engines',
  testMatch: [
    '<rootDir>/**/*.{int,component,engines}.spec.ts',
    '<rootDir>/e2e/test/{editions,engine-faults,tracing}*.spec.ts',
  ],
  testPathIgnorePatterns: [...ignored, '<rootDir>/libs/embedded/test/(?!differential).*\\.int\\.spec', ...ofOtherDays],
  setupFiles: ['<rootDir>/tools/jest-setup.mjs'],
};

export default {
  projects: onEngines ? [embedded, engines] : [embedded],
  testTimeout: 600_000,
  maxWorkers: 2,
  reporters: ['default', '<rootDir>/tools/count-reporter.mjs'],
  workerIdleMemoryLimit: '1GB',
};
