// Mutation testing of the ledger's domain; docs/mutation-testing.md tells how to read what comes of it.
export default {
  plugins: ['@stryker-mutator/jest-runner'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { projectType: 'custom', configFile: 'tools/stryker/jest.config.mjs', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  mutate: ['services/ledger/src/domain/**/*.ts', '!services/ledger/src/domain/**/*.spec.ts'],
  // Only these are copied; everything else is found through node_modules.
  ignorePatterns: ['**', '!package.json', '!tsconfig.json', '!jest.config.mjs', '!tools', '!tools/stryker', '!tools/stryker/**', '!services', '!services/ledger', '!services/ledger/package.json', '!services/ledger/src', '!services/ledger/src/domain/**', '!services/ledger/test', '!services/ledger/test/*.ts'],
  tempDirName: '.cache/stryker',
  cleanTempDir: 'always',
  concurrency: 2,
  timeoutMS: 20_000,
  timeoutFactor: 3,
  reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: '.cache/mutation/mutation.json' },
  htmlReporter: { fileName: '.cache/mutation/mutation.html' },
  thresholds: { high: 95, low: 85, break: 85 },
  allowEmpty: false,
  disableTypeChecks: 'services/ledger/**/*.ts',
};
