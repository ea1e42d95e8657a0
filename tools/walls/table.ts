// Who may import whom: the one table that the checker reads and that docs/architecture.md shows.

/** Kind of a project: the tag `type:…` of its project.json. Code that belongs to no project is `scripts`. */
export type Kind =
  | 'kernel'
  | 'contracts'
  | 'lib'
  | 'contract-lib'
  | 'database'
  | 'client'
  | 'testing'
  | 'service'
  | 'web'
  | 'deploy'
  | 'tool'
  | 'bench'
  | 'e2e'
  | 'scripts';

/**
 * What a file of a service is for, by the first folder under `src` that has a role; files directly in `src` are the
 * wiring. Of libs/contracts only `src/domain` has a role: what the domains of services agree on, pure as they are.
 */
export type Role = 'domain' | 'ports' | 'use-cases' | 'reading' | 'adapters' | 'wiring';

export interface ProjectRule {
  readonly kind: Kind;
  readonly what: string;
  /** Kinds of other projects that its code imports, through their named exports. */
  readonly mayUse: readonly Kind[];
  /** What its tests import beyond that. */
  readonly testsMayUse: readonly Kind[];
  /** Its code is test code: it may import libs/testing and development packages. */
  readonly isTest?: true;
  /** Imports files of other projects that these do not export. */
  readonly looksInside?: true;
  /** Third-party packages and modules of Node; without it, any that package.json lists. */
  readonly packages?: readonly string[];
}

export interface RoleRule {
  readonly role: Role;
  /** Names of the folders that have the role. */
  readonly folders: readonly string[];
  readonly mayUse: readonly Role[];
  /** Kinds of other projects. */
  readonly projects: readonly Kind[];
  /** Imports what libs/contracts keeps in its domain, where it may not import the messages. */
  readonly mayAgree?: true;
  /** Third-party packages and modules of Node; without it, any that package.json lists. */
  readonly packages?: readonly string[];
  /** Reads no clock, no chance and no environment, but for these names; without it, all that it likes. */
  readonly pureBut?: readonly string[];
}

const libs: readonly Kind[] = ['kernel', 'lib'];
const withContracts: readonly Kind[] = [...libs, 'contracts', 'contract-lib'];

export const projectRules: readonly ProjectRule[] = [
  {
    kind: 'kernel',
    what: 'libs/kernel',
    mayUse: [],
    testsMayUse: [],
    packages: ['uuid', '@internationalized/date'],
  },
  { kind: 'contracts', what: 'libs/contracts', mayUse: ['kernel'], testsMayUse: [] },
  { kind: 'lib', what: 'the other libs', mayUse: libs, testsMayUse: ['testing'] },
  { kind: 'contract-lib', what: 'libs/process', mayUse: [...libs, 'contracts'], testsMayUse: ['testing'] },
  { kind: 'database', what: 'libs/embedded', mayUse: [], testsMayUse: [] },
  { kind: 'client', what: 'libs/client', mayUse: [], testsMayUse: [], packages: [] },
  { kind: 'testing', what: 'libs/testing', mayUse: ['lib', 'database'], testsMayUse: [], isTest: true },
  { kind: 'service', what: 'services/*', mayUse: withContracts, testsMayUse: ['testing'] },
  {
    kind: 'web',
    what: 'services/web',
    mayUse: ['client'],
    testsMayUse: [],
    packages: [
      '@internationalized/date',
      '@tanstack/react-query',
      '@tanstack/react-router',
      'lean-qr',
      'lucide-react',
      'react',
      'react-aria-components',
      'react-dom',
      'react-intl',
    ],
  },
  { kind: 'tool', what: 'tools/vafa-cli', mayUse: ['client', 'service'], testsMayUse: [] },
  {
    kind: 'deploy',
    what: 'deploy/all-in-one',
    mayUse: [...withContracts, 'client', 'database', 'service', 'tool'],
    testsMayUse: ['testing'],
  },
  {
    kind: 'bench',
    what: 'bench',
    mayUse: [...libs, 'contracts', 'client', 'database', 'service', 'e2e'],
    testsMayUse: [],
    isTest: true,
    looksInside: true,
  },
  {
    kind: 'e2e',
    what: 'e2e',
    mayUse: [...withContracts, 'client', 'testing', 'service', 'deploy', 'tool'],
    testsMayUse: [],
    isTest: true,
    looksInside: true,
  },
  {
    kind: 'scripts',
    what: 'tools, deploy/containers, deploy/kubernetes',
    mayUse: ['testing'],
    testsMayUse: [...libs, 'contract-lib', 'service'],
    isTest: true,
    looksInside: true,
  },
];

export const roleRules: readonly RoleRule[] = [
  {
    role: 'domain',
    folders: ['domain'],
    mayUse: ['domain'],
    projects: ['kernel'],
    mayAgree: true,
    packages: ['zod'],
    pureBut: [],
  },
  {
    role: 'ports',
    folders: ['ports'],
    mayUse: ['domain', 'ports'],
    projects: ['kernel'],
    mayAgree: true,
    packages: [],
    pureBut: [],
  },
  {
    role: 'use-cases',
    folders: ['use-cases'],
    mayUse: ['domain', 'ports', 'use-cases'],
    projects: ['kernel'],
    mayAgree: true,
    packages: [],
    pureBut: ['newId', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'queueMicrotask'],
  },
  { role: 'reading', folders: ['reading'], mayUse: ['domain', 'reading'], projects: ['kernel', 'lib'], mayAgree: true },
  {
    role: 'adapters',
    folders: ['adapters'],
    mayUse: ['domain', 'ports', 'use-cases', 'reading', 'adapters'],
    projects: withContracts,
  },
  {
    role: 'wiring',
    folders: [],
    mayUse: ['domain', 'ports', 'use-cases', 'reading', 'adapters', 'wiring'],
    projects: withContracts,
  },
];

/** Rooms of the web app: folders under its `src` that know what they share, and nothing of each other. */
export const webRooms: readonly string[] = ['till', 'console', 'club'];

/**
 * Where the kernel reads the clock and chance, and the names through which others would; no pure code may import these.
 */
export const kernelSources: Readonly<Record<string, readonly string[]>> = {
  'libs/kernel/src/clock.ts': ['systemClock'],
  'libs/kernel/src/ids.ts': ['newId'],
};
