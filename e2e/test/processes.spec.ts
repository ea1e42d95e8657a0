import { describe, expect, test } from '@jest/globals';
import { missingEngines, readOptions, UsageError } from '../src/processes/options.ts';
import { addressesOf, defaultPort, planProcesses, targetOf } from '../src/processes/plan.ts';

describe('the plan of processes', () => {
  test('replicas have ports of their own, and the others know all of them', async () => {
    const planned = await planProcesses({ ledger: 2 }, 9000, defaultPort);
    expect(planned.map(({ name, port }) => `${name} ${port}`)).toEqual([
      'imports 7107',
      'checkout 7105',
      'rewards 7104',
      'campaigns 7103',
      'feedback 7106',
      'membership 7101',
      'ledger-1 7102',
      'ledger-2 7202',
      'gateway 9000',
    ]);
    expect(targetOf(planned, 'ledger')).toBe('ipv4:127.0.0.1:7102,127.0.0.1:7202');
    const [checkout, gateway] = [planned[1], planned.at(-1)];
    expect(checkout && addressesOf(planned, checkout)).toMatchObject({
      GRPC_URL: '127.0.0.1:7105',
      LEDGER_URL: 'ipv4:127.0.0.1:7102,127.0.0.1:7202',
      CAMPAIGNS_URL: 'ipv4:127.0.0.1:7103',
    });
    expect(gateway && addressesOf(planned, gateway)).toMatchObject({
      HOST: '127.0.0.1',
      PORT: '9000',
      CHECKOUT_URL: 'ipv4:127.0.0.1:7105',
    });
  });
});

describe('the options of start:services', () => {
  test('are read', () => {
    expect(readOptions([])).toMatchObject({
      port: 8080,
      replicas: {},
      restarts: true,
      sample: false,
      dataFolder: expect.stringMatching(/\.data\/services$/),
    });
    expect(
      readOptions(['--replicas', 'ledger=2,checkout=3', '--port', '9000', '--no-restart', '--sample']),
    ).toMatchObject({ port: 9000, replicas: { ledger: 2, checkout: 3 }, restarts: false, sample: true });
    expect(readOptions(['--help'])).toBeUndefined();
  });

  test.each([
    ['--replicas', 'gateway=2'],
    ['--replicas', 'ledger=0'],
    ['--replicas', 'ledger'],
    ['--replicas', 'ledger=11'],
    ['--port', 'http'],
    ['--port', '0'],
    ['--unknown'],
  ])('%s %s is refused', (...args) => {
    expect(() => readOptions(args)).toThrow(UsageError);
  });

  test('missing engines are named, with what brings them', () => {
    expect(missingEngines({})).toEqual([
      expect.stringContaining('tools/engines/mongodb up'),
      expect.stringContaining('tools/engines/kafka up'),
    ]);
    expect(missingEngines({ MONGODB_URI_FILE: '/run/secrets/uri', EVENTS: 'log' })).toEqual([]);
    expect(missingEngines({ MONGODB_URI: 'mongodb://x', KAFKA_BROKERS: 'x:1' })).toEqual([]);
  });
});
