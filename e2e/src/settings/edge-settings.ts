import { connect, type Socket } from 'node:net';
import { DomainError } from '@vafa/kernel';
import { eventually, openTestEngine, type TestEngine } from '@vafa/testing';
import { edgeConfig, edgeOf } from '../../../services/gateway/src/edge.config.ts';
import { asking, type Ask, type Asking, type Method } from '../../../services/gateway/test/asking.ts';
import { fakeServices, smallMembership } from '../../../services/gateway/test/fake-services.ts';
import { session } from '../../../services/gateway/test/full-services.ts';
import { openHttpFixture } from '../../../services/gateway/test/http-fixture.ts';
import { compared, shown, type Effect, type Rows } from './walked-fields.ts';

type Environment = Readonly<Record<string, string>>;

const services = fakeServices({
  membership: {
    ...smallMembership,
    findMembers: () => Promise.resolve({ members: [], nextPageToken: '' }),
    getTiers: () => Promise.resolve({ periodDays: 365, tiers: [], revision: 1 }),
  },
  checkout: { putSession: () => Promise.resolve({ session }) },
  rewards: { getVoucher: () => Promise.reject(new DomainError('not_found', 'voucher_not_found', 'no such voucher')) },
});

interface Door {
  readonly ask: Asking;
  /** Secret of a new API key. */
  key(branches?: readonly string[]): Promise<string>;
  /** A connection of its own, on which this is sent. */
  talk(...lines: readonly string[]): Talk;
  readonly adminKey: string;
}

interface Talk {
  readonly isOpen: boolean;
  readonly isClosed: boolean;
  readonly answer: string;
  send(text: string): void;
  end(): void;
}

class Connection implements Talk {
  isOpen = false;
  isClosed = false;
  answer = '';
  private readonly socket: Socket;

  constructor(port: number, lines: readonly string[]) {
    this.socket = connect(port, '127.0.0.1', () => {
      this.isOpen = true;
      this.send(lines.map((line) => `${line}\r\n`).join(''));
    });
    this.socket
      .setEncoding('latin1')
      .on('error', () => undefined)
      .on('data', (text: string) => (this.answer += text));
    this.socket.once('close', () => (this.isClosed = true));
  }

  send(text: string): void {
    this.socket.write(text);
  }

  end(): void {
    this.socket.destroy();
  }
}

let engine: Promise<TestEngine> | undefined;
const sharedEngine = (): Promise<TestEngine> => (engine ??= openTestEngine());

/** Ends what all doors stood on. */
export const closeEdge = async (): Promise<void> => (await engine)?.close();

/** The gateway's door with these settings, over services that answer next to nothing. Its clock stands still. */
const atDoor = async <T>(environment: Environment, work: (door: Door) => Promise<T>): Promise<T> => {
  const fixture = await openHttpFixture(services, edgeOf(edgeConfig.parse(environment)), await sharedEngine());
  const ask = asking(() => fixture);
  const talks: Talk[] = [];
  await fixture.app.listen(0, '127.0.0.1');
  const port = Number(new URL(await fixture.app.getUrl()).port);
  const talk = (...lines: readonly string[]): Talk => {
    const begun = new Connection(port, lines);
    talks.push(begun);
    return begun;
  };
  try {
    return await work({
      ask,
      talk,
      adminKey: fixture.adminKey,
      key: async (branches) =>
        String(
          (await ask('POST', '/v1/api-keys', { body: { name: 'till', verbs: ['*'], ...(branches && { branches }) } }))
            .body.secret,
        ),
    });
  } finally {
    for (const each of talks) each.end();
    await fixture.close();
  }
};

/** Two doors that differ in one setting. */
const setting = (
  name: string,
  [one, other]: readonly [string, string],
  see: (door: Door) => Promise<unknown>,
  beside: Environment = {},
): Effect =>
  compared(async () => [
    await atDoor({ ...beside, [name]: one }, see),
    await atDoor({ ...beside, [name]: other }, see),
  ]);

const statuses = async (
  { ask }: Door,
  count: number,
  of: (place: number) => readonly [Method, string, Ask?],
): Promise<number[]> => {
  const found: number[] = [];
  for (let place = 0; place < count; place++) found.push((await ask(...of(place))).status);
  return found;
};

const home = (address: string) =>
  ['GET', '/', { token: null, club: null, headers: { 'x-forwarded-for': address } }] as const;
const basket = { branch: 'shop', till: '1', receipt: '1', lines: [{ sku: 'A', quantity: 1, unit_price: '1' }] };
/** Silence alone ends nothing then. */
const silent = { SILENCE_SECONDS: '3600' };
const rates = ['100/300', '1/3'] as const;

/**
 * A connection at a door that is patient and was opened first, and two after each other at one that is not: when those
 * are over, the first is still open. Were the setting without effect, it would end before the second of them.
 */
const outlived = (name: string, open: (door: Door) => Talk, beside: Environment = {}): Effect =>
  compared(() =>
    atDoor({ ...beside, [name]: '3600' }, (patient) =>
      atDoor({ ...beside, [name]: '1' }, async (impatient) => {
        const first = open(patient);
        for (let turn = 0; turn < 2; turn++) {
          const talk = open(impatient);
          await eventually(() => talk.isClosed, 120_000);
        }
        return [first.isClosed, true] as const;
      }),
    ),
  );

const halfBody = ({ talk, adminKey }: Door): Talk =>
  talk(
    'PUT /v1/sessions/a HTTP/1.1',
    'Host: x',
    `Authorization: Bearer ${adminKey}`,
    'Vafa-Club: demo',
    'Content-Type: application/json',
    'Content-Length: 100000',
    '',
    '{',
  );

const heldMax = 3;

/** What a connection beside three that stay is answered. */
const beside = async ({ talk }: Door): Promise<string> => {
  const held = Array.from({ length: heldMax }, () => talk());
  await eventually(() => held.every(({ isOpen }) => isOpen), 120_000);
  const another = talk('GET /health/live HTTP/1.1', 'Host: x', 'Connection: close', '');
  await eventually(() => another.isClosed, 120_000);
  return another.answer.slice(0, 12);
};

const bounded = (name: string): Effect =>
  setting(name, ['100', String(heldMax)], beside, { HEADERS_SECONDS: '3600', SILENCE_SECONDS: '3600' });

export const edgeSettings: Rows = {
  RATE_PER_KEY: setting('RATE_PER_KEY', rates, async (door) => statuses(door, 5, () => ['GET', '/v1/tiers'])),
  RATE_PER_ADDRESS: setting('RATE_PER_ADDRESS', rates, (door) => statuses(door, 5, () => home('192.0.2.1'))),
  RATE_PER_TILL: setting('RATE_PER_TILL', rates, (door) =>
    statuses(door, 5, () => ['PUT', '/v1/sessions/a', { body: basket }]),
  ),
  RATE_WRONG_KEYS: setting('RATE_WRONG_KEYS', rates, (door) =>
    statuses(door, 5, (place) => ['GET', '/v1/tiers', { token: `vafa_${String(place).padStart(44, 'x')}` }]),
  ),
  RATE_WRONG_PASSWORDS: setting('RATE_WRONG_PASSWORDS', rates, (door) =>
    statuses(door, 5, (place) => [
      'POST',
      '/v1/sign-in',
      { token: null, body: { username: `nobody ${String(place)}`, password: 'not a password' } },
    ]),
  ),
  RATE_WRONG_CODES: setting('RATE_WRONG_CODES', rates, (door) =>
    statuses(door, 5, (place) => ['POST', `/v1/vouchers/${String(place).repeat(4)}-X/use`, { body: {} }]),
  ),
  RATE_WRONG_CODES_ALIKE: setting('RATE_WRONG_CODES_ALIKE', rates, async (door) => {
    const keys = await Promise.all(Array.from({ length: 5 }, () => door.key()));
    return statuses(door, 5, (place) => [
      'POST',
      `/v1/vouchers/ABCD-${String(place)}/use`,
      { body: {}, club: null, token: keys[place] },
    ]);
  }),
  RATE_LOOK_UPS: setting('RATE_LOOK_UPS', rates, async (door) => {
    const token = await door.key(['shop']);
    return statuses(door, 5, () => ['GET', '/v1/members?external_id=nobody', { token, club: null }]);
  }),
  CONNECTIONS_MAX: bounded('CONNECTIONS_MAX'),
  CONNECTIONS_PER_ADDRESS_MAX: bounded('CONNECTIONS_PER_ADDRESS_MAX'),
  HEADERS_SECONDS: outlived('HEADERS_SECONDS', ({ talk }) => talk('GET /health/live HTTP/1.1', 'Host: x'), silent),
  BODY_SECONDS: outlived('BODY_SECONDS', halfBody, silent),
  SILENCE_SECONDS: outlived('SILENCE_SECONDS', halfBody, { BODY_SECONDS: '3600' }),
  KEEP_ALIVE_SECONDS: outlived(
    'KEEP_ALIVE_SECONDS',
    ({ talk }) => talk('GET /health/live HTTP/1.1', 'Host: x', ''),
    silent,
  ),
  BYTES_PER_SECOND_MIN: shown('services/gateway/src/edge.config.spec.ts', 'each setting changes what it names'),
  SIGN_IN_IDLE_MINUTES: shown('services/gateway/src/edge.config.spec.ts', 'each setting changes what it names'),
  SIGN_IN_HOURS: shown('services/gateway/src/edge.config.spec.ts', 'each setting changes what it names'),
  TRUSTED_PROXIES: setting(
    'TRUSTED_PROXIES',
    ['192.0.2.0/24', '127.0.0.0/8'],
    (door) => statuses(door, 5, (place) => home(`198.51.100.${String(place)}`)),
    { RATE_PER_ADDRESS: '1/3' },
  ),
};
