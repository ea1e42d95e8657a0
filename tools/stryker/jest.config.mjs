// The specs of the service's domain, and nothing else, for Stryker: as the repository's configuration has them, in one
// file.
import { join } from 'node:path';
import jest from '../../jest.config.mjs';

const [{ displayName: _name, setupFiles: _setup, ...embedded }] = jest.projects;

export default {
  ...embedded,
  rootDir: join(import.meta.dirname, '../..'),
  testMatch: ['<rootDir>/tools/stryker/domain-specs.mjs'],
  setupFiles: ['<rootDir>/tools/stryker/jest-setup.mjs'],
};
