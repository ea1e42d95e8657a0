// npm run check: everything short of the slow tests. With --static: without the unit tests (CI runs all tests
// afterwards).
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { ensureInstalled, projectNode, root } from './installed.mjs';

ensureInstalled();
const node = projectNode();
const bin = (name) => `node_modules/.bin/${name}`;
const jest = ['--disable-warning=ExperimentalWarning', '--experimental-vm-modules', 'node_modules/jest/bin/jest.js'];

const git = (...args) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
const hasBase = () => {
  try {
    return git('ls-tree', '-r', '--name-only', 'main', 'proto/').length > 0;
  } catch {
    return false;
  }
};

const steps = /** @type {[name: string, command: string, args: string[]][]} */ ([
  ['generated code', node, ['tools/generate.mjs', '--check']],
  // As long as all the others together.
  ['lint', node, ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0']],
  ...(hasBase() ? [['buf breaking against main', bin('buf'), ['breaking', '--against', '.git#branch=main']]] : []),
  ['walls', node, ['tools/walls/main.ts']],
  ['format', bin('biome'), ['format', '.']],
  ['types', node, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']],
  ['types of the web app', node, ['node_modules/typescript/bin/tsc', '-p', 'services/web/tsconfig.json']],
  ['types of scripts', node, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.scripts.json']],
  ...(process.argv.includes('--static')
    ? []
    : [
        [
          'unit tests and tidy',
          node,
          [
            ...jest,
            '--testPathIgnorePatterns',
            '/node_modules/',
            '/dist/',
            '\\.int\\.spec',
            '\\.component\\.spec',
            '<rootDir>/e2e/',
          ],
        ],
      ]),
]);

/** What a step prints is kept until it ends, so that two at once are read one after the other. */
const run = async ([name, command, args]) => {
  const started = Date.now();
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${root}/node_modules/.bin:${process.env.PATH}` },
  });
  const printed = /** @type {Buffer[]} */ ([]);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => printed.push(part));
  const [code] = await once(child, 'close');
  process.stdout.write(Buffer.concat(printed));
  if (code !== 0) {
    console.error(`check failed: ${name}`);
    process.exit(1);
  }
  console.log(`✓ ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
};

// Each step is one thread's work. What is generated is looked at first: the others read it.
const [first, ...others] = steps;
if (first !== undefined) await run(first);
const lane = async () => {
  for (let step = others.shift(); step !== undefined; step = others.shift()) await run(step);
};
await Promise.all([lane(), lane()]);
