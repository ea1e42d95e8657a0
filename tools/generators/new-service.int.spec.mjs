// What the generators write is held against the ledger, and compiles, is tidy and serves in a copy of the repository.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { renamed } from './names.mjs';
import { copied, cut, deployed } from './new-service.mjs';
import { copyRepository } from './repository-copy.mjs';

const root = join(import.meta.dirname, '../..');
const run = (script, ...args) =>
  spawnSync(process.execPath, [`tools/${script}.mjs`, ...args], { cwd: copy.place, encoding: 'utf8' });
const bin = (command, ...args) =>
  spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'node_modules', command), ...args], {
    cwd: copy.place,
    encoding: 'utf8',
  });
const read = (path) => readFileSync(join(copy.place, path), 'utf8');
const ofLedger = (path) => readFileSync(join(root, 'services/ledger', path), 'utf8');
// Imports name by name: the ledger has more of them on a line.
const imported = (line) => {
  const [, names, module] = /^import (?:type )?\{ (.*) \} from (.*);$/.exec(line) ?? [];
  return names === undefined
    ? [line]
    : names.split(', ').map((name) => `import ${name.replace('type ', '')} from ${module}`);
};
const linesOf = (text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .flatMap(imported);
const every = () =>
  readdirSync(copy.place, { recursive: true, encoding: 'utf8' }).filter((path) => !path.startsWith('node_modules'))
    .length;
let copy;
let made;

beforeAll(() => {
  copy = copyRepository(root);
  const guide = readFileSync(join(root, 'docs/add-a-use-case.md'), 'utf8');
  made = [...guide.matchAll(/^ *npm run new:([a-z-]+) -- (.+)$/gm)].map(([, script, args]) =>
    run(`new-${script}`, ...args.split(' ')),
  );
  const generated = run('generate');
  if (generated.status !== 0) throw new Error(generated.stdout + generated.stderr);
}, 600_000);
afterAll(() => {
  copy.remove();
});

describe('a service that was made', () => {
  test('says what it wrote and what is left to do', () => {
    expect(made.map(({ status, stderr }) => [status, stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    const wrote = made.flatMap(({ stdout }) =>
      stdout
        .split('\n')
        .filter((line) => line.startsWith('wrote '))
        .map((line) => line.slice('wrote '.length)),
    );
    expect(wrote.filter((path) => !existsSync(join(copy.place, path)))).toEqual([]);
    expect(wrote).toContain('services/gift-cards/src/gift-cards.module.ts');
    expect(made[0].stdout).toContain('next: npm run generate');
    expect(made[1].stdout).toContain('rpc ListCards(ListCardsRequest) returns (ListCardsResponse)');
  });

  test('has the files that it takes from the ledger as they stand there', () => {
    for (const file of copied) expect(read(`services/gift-cards/${file}`)).toBe(renamed(ofLedger(file), 'gift-cards'));
    const { exports, ...manifest } = JSON.parse(read('services/gift-cards/package.json'));
    const { exports: exportsOfLedger, ...manifestOfLedger } = JSON.parse(
      renamed(ofLedger('package.json'), 'gift-cards'),
    );
    expect([exports, manifest]).toEqual([{ '.': exportsOfLedger['.'] }, manifestOfLedger]);
  });

  // How many lines at most each says in its own words: it has no collections, keys and reactions yet.
  test.each([
    ['service', 'README.md', 6],
    ['service', 'src/main.ts', 2],
    ['service', 'src/ledger.module.ts', 4],
    ['service', 'src/adapters/grpc/ledger.controller.ts', 3],
    ['service', 'test/ledger.component.spec.ts', 5],
    ['service', 'proto/ledger.proto', 1],
    ['use-case', 'list-units.ts', 9],
    ['use-case', 'list-units.spec.ts', 4],
  ])('says for a %s in %s what the ledger says', (kind, file, own) => {
    const sources = kind === 'service' ? cut[file] : [`src/use-cases/${file}`];
    const known = new Set(sources.flatMap((source) => linesOf(ofLedger(source))));
    const lines = linesOf(readFileSync(join(root, 'tools/generators', kind, `${file}.txt`), 'utf8'));
    const different = lines.filter((line) => !known.has(line));
    // Told with the lines, where there are more.
    expect(different.length > own ? different : []).toEqual([]);
  });

  test('has the files that the guide names', () => {
    const named = [
      ...readFileSync(join(root, 'docs/add-a-use-case.md'), 'utf8').matchAll(
        /`((?:services|proto|tools)\/[a-z0-9/_.-]+)`/g,
      ),
    ].map((found) => found[1]);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((path) => !existsSync(join(copy.place, path)))).toEqual([]);
  });

  test('has a name in each form', () => {
    expect(read('libs/contracts/src/topics.ts')).toContain("  giftCards: 'vafa.gift_cards.v1',\n");
    expect(read('services/gift-cards/src/main.ts')).toContain('await runService(giftCardsService.process);');
    expect(read('proto/vafa/gift_cards/v1/gift_cards.proto')).toContain('service GiftCardsService {');
    expect(read('services/gift-cards/src/gift-cards.module.ts')).toContain(
      "export const giftCardsService = defineService({\n  name: 'gift-cards',\n  topic: topics.giftCards,",
    );
    expect(read('services/gift-cards/README.md')).toMatch(/^# gift-cards\n[^]*0\.0\.0\.0:71\d\d \|\n$/);
    expect(read('docs/contracts.md')).toContain('## vafa.gift_cards.v1');
  });

  test('keeps within the walls, but that nothing uses the new use case yet', () => {
    execFileSync('git', ['init', '-q'], { cwd: copy.place });
    const { stderr } = spawnSync(process.execPath, ['tools/walls/main.ts'], { cwd: copy.place, encoding: 'utf8' });
    const about = stderr.split('\n').filter((line) => line.includes('gift-cards'));
    expect(about).toEqual([expect.stringMatching(/list-cards\.ts:1 {2}tests-only /)]);
  }, 600_000);

  // All that follows is said of the service with what the guide adds to it: once for both.
  test('answers a rpc of its own with at most 60 lines written by hand', () => {
    const byHand = /```diff\n([^]*?\n)```/.exec(readFileSync(join(root, 'docs/add-a-use-case.md'), 'utf8'))?.[1] ?? '';
    const lines = byHand.split('\n').filter((line) => line.startsWith('+') && !line.startsWith('+++')).length;
    expect([lines > 0, lines <= 60]).toEqual([true, true]);
    execFileSync('git', ['apply', '--unidiff-zero', '-'], { cwd: copy.place, input: byHand });
    expect(run('generate').status).toBe(0);
  }, 600_000);

  test('compiles with the settings of the repository', () => {
    const settings = {
      extends: './tsconfig.json',
      compilerOptions: { incremental: false },
      include: ['services/gift-cards/src', 'services/gift-cards/test', 'libs/contracts/src', 'libs/mongo/src/*.d.ts'],
    };
    writeFileSync(join(copy.place, 'tsconfig.made.json'), JSON.stringify(settings));
    expect(bin('typescript/bin/tsc', '-p', 'tsconfig.made.json').stdout).toBe('');
  }, 600_000);

  test('lints', () => {
    expect(bin('eslint/bin/eslint.js', 'services/gift-cards', '--max-warnings=0').stdout).toBe('');
  }, 600_000);

  test('passes tidy, and its specs serve its rpc', () => {
    const { stdout, stderr } = bin(
      'jest/bin/jest.js',
      'tools/tidy.spec.mjs',
      'services/gift-cards',
      '-w',
      '1',
      '--selectProjects',
      'embedded',
      '--verbose',
      '-t',
      '^(?!.*dependenc)',
    );
    expect(stderr).not.toContain('✕');
    // Tidy (but for what the packages of others need), the spec of the use case, the component spec.
    expect(stderr).toContain('Test Suites: 3 passed, 3 total');
    // The two of the use case, that of the relay, and the one that was written by hand.
    const own = stderr.split(/^(?=PASS )/m).filter((suite) => /^PASS .*services\/gift-cards\//.test(suite));
    expect(own.join('').match(/✓/g)).toHaveLength(4);
    expect(stdout).toMatch(/, 0 failed, 2 skipped\n$/);
  }, 600_000);

  test('is to be deployed by naming it where the ledger is named', () => {
    expect(deployed.filter((path) => !/\bledger\b/.test(readFileSync(join(root, path), 'utf8')))).toEqual([]);
    for (const path of deployed) expect(made[0].stdout).toContain(path);
  });
});

describe('what cannot be made', () => {
  let count;
  beforeAll(() => {
    count = every();
  });

  test.each([
    ['new-service', [], 'usage: npm run new:service -- <name>'],
    ['new-service', ['a', 'b'], 'usage: npm run new:service -- <name>'],
    ['new-service', ['ledger'], 'it exists: services/ledger'],
    ['new-service', ['gift-cards'], 'it exists: services/gift-cards'],
    ['new-service', ['kernel'], 'the name is taken by the platform: kernel'],
    [
      'new-service',
      ['GiftCards'],
      'the name of a service must be kebab-case (a-z, 0-9 and single hyphens, at most 40): "GiftCards"',
    ],
    [
      'new-service',
      ['../escape'],
      'the name of a service must be kebab-case (a-z, 0-9 and single hyphens, at most 40): "../escape"',
    ],
    ['new-service', ['gift-service'], 'the name of a service repeats its folder with "service": gift-service'],
    ['new-service', ['common'], 'the name of a service says nothing with "common" in it: common'],
    ['new-use-case', ['nowhere', 'list-units'], 'there is no service "nowhere"'],
    ['new-use-case', ['ledger', 'list-units'], 'it exists: services/ledger/src/use-cases/list-units.ts'],
    ['new-use-case', ['ledger', 'list'], 'a use case is a verb and a noun: list'],
    [
      'new-use-case',
      ['ledger', 'list-units-use-case'],
      'the name of a use case repeats its folder with "use-case": list-units-use-case',
    ],
    ['new-use-case', ['ledger', 'list-units.ts'], 'the name of a use case must be kebab-case'],
    ['new-use-case', ['ledger', ''], 'the name of a use case is missing'],
  ])('%s %j is refused in one line, and nothing is written', (script, args, said) => {
    const { status, stderr, stdout } = run(script, ...args);
    expect([status, stdout, stderr.trimEnd().split('\n').length]).toEqual([64, '', 1]);
    expect(stderr.startsWith(said)).toBe(true);
    expect(every()).toBe(count);
  });
});
