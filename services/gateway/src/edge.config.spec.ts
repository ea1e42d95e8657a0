import { expect, test } from '@jest/globals';
import { ConfigError, readConfig } from '@vafa/config';
import { connectionLimitsDefault } from './adapters/http/connections.ts';
import { ratesDefault } from './adapters/http/limits.ts';
import { signInTimesDefault } from './domain/sign-in.ts';
import { edgeConfig, edgeOf } from './edge.config.ts';

const read = (environment: Record<string, string>) => edgeOf(readConfig(edgeConfig, environment));

test('without settings the defaults hold', () => {
  expect(read({})).toEqual({
    rates: ratesDefault,
    limits: connectionLimitsDefault,
    trustedProxies: [],
    signInTimes: signInTimesDefault,
  });
});

test('each setting changes what it names', () => {
  const settings: Record<string, string> = {
    RATE_PER_KEY: '5/7',
    RATE_PER_ADDRESS: '6/7',
    RATE_PER_TILL: '7/7',
    RATE_WRONG_KEYS: '0.5/7',
    RATE_WRONG_PASSWORDS: '12/7',
    RATE_WRONG_CODES: '9/7',
    RATE_WRONG_CODES_ALIKE: '10/7',
    RATE_LOOK_UPS: '8/7',
    CONNECTIONS_MAX: '11',
    CONNECTIONS_PER_ADDRESS_MAX: '12',
    HEADERS_SECONDS: '13',
    BODY_SECONDS: '14',
    SILENCE_SECONDS: '15',
    KEEP_ALIVE_SECONDS: '16',
    BYTES_PER_SECOND_MIN: '17',
    TRUSTED_PROXIES: '10.0.0.0/8, ::1',
    SIGN_IN_IDLE_MINUTES: '18',
    SIGN_IN_HOURS: '19',
  };
  expect(Object.keys(settings).sort()).toEqual(Object.keys(edgeConfig.shape).sort());
  for (const [name, value] of Object.entries(settings)) expect(read({ [name]: value })).not.toEqual(read({}));
  expect(read(settings)).toMatchObject({
    rates: { wrongKeys: { perSecond: 0.5, burst: 7 } },
    limits: { headersMs: 13_000, bytesPerSecondMin: 17 },
    trustedProxies: ['10.0.0.0/8', '::1'],
    signInTimes: { idleMs: 1_080_000, wholeMs: 68_400_000 },
  });
});

test.each([
  ['RATE_PER_KEY', '5'],
  ['RATE_PER_KEY', '0/5'],
  ['RATE_PER_KEY', '5/0'],
  ['CONNECTIONS_MAX', '0'],
  ['BODY_SECONDS', '1.5'],
  ['TRUSTED_PROXIES', '10.0.0.0/33'],
  ['TRUSTED_PROXIES', 'proxy.example'],
])('%s=%s is refused', (name, value) => {
  expect(() => read({ [name]: value })).toThrow(ConfigError);
});
