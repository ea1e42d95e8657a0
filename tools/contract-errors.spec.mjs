import { describe, expect, test } from '@jest/globals';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorsOf } from './contract-errors.mjs';
import { readContracts } from './contract-image.mjs';

const root = join(import.meta.dirname, '..');

/**
 * What the gateway's door refuses, the gateway declares: problem-codes.ts. A spec holds every problem against its
 * operation there.
 */
const atTheDoor = 'gateway';

const { codes, rpcs } = errorsOf(readContracts(root));
const services = readdirSync(join(root, 'services')).filter(
  (service) => service !== atTheDoor && existsSync(join(root, 'proto/vafa', service)),
);

/** Codes that no rpc answers: with them a task, an event or the start of a process ends. */
const elsewhere = {
  imports: ['file_missing', 'gave_up', 'sheet_missing', 'too_many_exceptions', 'too_many_returns'],
  ledger: ['unknown_posting', 'master_key_differs'],
  membership: ['invalid_master_key', 'moment_missing'],
};

/** What any command without a key is answered. */
const general = 'key_missing';

const sourcesOf = (...folders) =>
  folders.flatMap((folder) =>
    globSync(`${folder}/src/**/*.ts`, { cwd: root })
      .filter((file) => !/\.spec\.ts$|\/generated\//.test(file))
      .map((file) => readFileSync(join(root, file), 'utf8')),
  );

/** A function of a file that makes errors of one kind from a code: its name and the kind. */
const makers = (source) =>
  [...source.matchAll(/const (\w+) = \(code: string[^\n]*new DomainError\('(\w+)', code/g)].map(([, name, kind]) => [
    name,
    kind,
  ]);

/** "conflict key_reused" of every error that a text raises with a code that stands there. */
const raisedIn = (source) => [
  ...[...source.matchAll(/new \w*Error\('(\w+)',\s*'(\w+)'/g)].map(([, kind, code]) => `${kind} ${code}`),
  ...[...source.matchAll(/checkFields\('(\w+)'/g)].map(([, code]) => `invalid ${code}`),
  ...makers(source).flatMap(([name, kind]) =>
    [...source.matchAll(new RegExp(`\\b${name}\\('(\\w+)'`, 'g'))].map(([, code]) => `${kind} ${code}`),
  ),
];

/** Services of contracts that are no service of their own. */
const partOf = { ledgerBooks: 'ledger', promotions: 'campaigns' };

const answeredBy = (service) =>
  new Set(
    Object.entries(rpcs).flatMap(([rpc, named]) => {
      const [of] = rpc.split('.');
      return (partOf[of] ?? of) === service ? named : [];
    }),
  );

/** Beside the ledger: whose refusals a service hands on. */
const asked = { campaigns: ['services/membership'] };

describe.each(services)('what %s raises and what its contract says', (service) => {
  const sources = sourcesOf(`services/${service}`);
  const raised = [...new Set(sources.flatMap(raisedIn))]
    .map((one) => one.split(' '))
    .filter(
      ([kind, code]) =>
        kind !== 'unavailable' && kind !== 'internal' && code !== general && !elsewhere[service]?.includes(code),
    );

  test('every code that it raises is declared with that kind, and is an error of one of its rpcs', () => {
    expect(raised.length).toBeGreaterThan(0);
    const answered = answeredBy(service);
    expect(
      raised.filter(([kind, code]) => codes[code]?.kind !== kind || !answered.has(code)).map((one) => one.join(' ')),
    ).toEqual([]);
  });

  test('every error of its rpcs is a code that it, a library or a service that it asks knows', () => {
    const text = [
      ...sources,
      ...sourcesOf('libs/kernel', 'libs/contracts', 'libs/grpc', 'libs/mongo', 'services/ledger'),
      ...sourcesOf(...(asked[service] ?? [])),
    ].join('\n');
    expect([...answeredBy(service)].filter((code) => !new RegExp(`'${code}'|^  ${code}: '`, 'm').test(text))).toEqual(
      [],
    );
  });
});

test('every code that is declared is an error of some rpc, or an outcome of the ledger', () => {
  const answered = new Set(Object.values(rpcs).flat());
  const others = ['exception_not_found', 'exception_settled', general];
  expect(Object.keys(codes).filter((code) => !answered.has(code) && !others.includes(code))).toEqual([]);
});
