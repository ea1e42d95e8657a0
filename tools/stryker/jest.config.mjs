// The specs of the service's domain, and nothing else, for Stryker: as the repository's configuration has them, in one
// file.
import { join } from 'node:path';
import jest from '../../jest.config.mjs';

// Stryker changes code between runs of a file, which Jest's own runtime loads anew.
const [{ displayName: _name, setupFiles: _setup, runtime: _runtime, ...embedded }] = jest.projects;

export default {
  ...embedded,
  testEnvironment: 'node',
  rootDir: join(import.meta.dirname, '../..'),
  testMatch: ['<rootDir>/tools/stryker/domain-specs.mjs'],
  setupFiles: ['<rootDir>/tools/stryker/jest-setup.mjs'],
};
