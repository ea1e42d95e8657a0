// npm run check: everything short of the slow tests. With --static: without the unit tests (CI runs all tests
// afterwards).
import { execFileSync } from 'node:child_process';
import { runSteps } from './check-steps.mjs';
import { ensureInstalled, projectNode, root } from './installed.mjs';

ensureInstalled();
const node = projectNode();
const bin = (name) => `node_modules/.bin/${name}`;
const jest = ['--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

const git = (...args) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
const hasBase = () => {
  try {
    return git('ls-tree', '-r', '--name-only', 'main', 'proto/').length > 0;
  } catch {
    return false;
  }
};

const steps = /** @type {import('./check-steps.mjs').Step[]} */ ([
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

// Each step is one thread's work. What is generated is looked at first: the others read it.
const { failed, stopped } = await runSteps(steps.slice(0, 1), steps.slice(1), {
  cwd: root,
  env: { ...process.env, PATH: `${root}/node_modules/.bin:${process.env.PATH}` },
});
if (failed !== undefined) {
  console.error(`check failed: ${failed}${stopped.length > 0 ? ` (stopped: ${stopped.join(', ')})` : ''}`);
  process.exitCode = 1;
}
