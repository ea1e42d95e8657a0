// Mutation testing of a service's domain; docs/mutation-testing.md tells how to read what comes of it.
import { domainOf, mutatedService, noticedLeast } from './domains.mjs';

export const configurationFor = (service) => ({
  plugins: ['@stryker-mutator/jest-runner'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { projectType: 'custom', configFile: 'tools/stryker/jest.config.mjs', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  mutate: [`${domainOf(service)}/**/*.ts`, `!${domainOf(service)}/**/*.spec.ts`],
  // Only these are copied; everything else is found through node_modules.
  ignorePatterns: [
    '**',
    '!package.json',
    '!tsconfig.json',
    '!jest.config.mjs',
    '!tools',
    '!tools/stryker',
    '!tools/stryker/**',
    '!libs',
    '!libs/testing',
    '!libs/testing/src',
    '!libs/testing/src/sweep.ts',
    '!services',
    `!services/${service}`,
    `!services/${service}/package.json`,
    `!services/${service}/src`,
    `!services/${service}/src/domain/**`,
    `!services/${service}/test`,
    `!services/${service}/test/**/*.ts`,
    '!docs',
    '!docs/promotions.md',
  ],
  tempDirName: '.cache/stryker',
  cleanTempDir: 'always',
  concurrency: 2,
  timeoutMS: 20_000,
  timeoutFactor: 3,
  reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: '.cache/mutation/mutation.json' },
  htmlReporter: { fileName: '.cache/mutation/mutation.html' },
  thresholds: { high: 95, low: noticedLeast[service], break: noticedLeast[service] },
  allowEmpty: false,
  disableTypeChecks: `services/${service}/**/*.ts`,
});

export default configurationFor(mutatedService);
