import { connect, type Socket } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Dice } from '../src/dice.ts';
import {
  hostileRequest,
  operationsOf,
  type FuzzedOperation,
  type HostileRequest,
  documentOf,
} from '../src/hostile-requests.ts';
import { RunningClub } from '../src/running-club.ts';
import { runVafa } from '../src/run-vafa.ts';

const seed = Number(process.env.VAFA_SEED ?? Math.floor(Math.random() * 2 ** 31));
const perOperation = Number(process.env.VAFA_FUZZ ?? 20);
const inFlight = 8;
/** Nothing here takes that long, on however busy a machine: whoever waits longer hangs. */
const hangsAfterMs = 120_000;

let club: RunningClub;
let operations: readonly FuzzedOperation[] = [];
const slow: Socket[] = [];

beforeAll(async () => {
  club = await RunningClub.start({
    empty: true,
    environment: { RATE_WRONG_CODES: '1000/1000', RATE_WRONG_CODES_ALIKE: '1000/1000' },
  });
  await club.made(120_000);
  operations = operationsOf(await documentOf(club.url));
}, 600_000);

afterAll(async () => {
  for (const socket of slow) socket.destroy();
  await club.remove();
});

/** Clients that begin and go no further, or never read. */
const holdConnections = (): void => {
  const key = club.adminKey();
  const beginnings = [
    '',
    'GET /v1/members HTTP/1.1\r\nHost: x\r\n',
    `PUT /v1/sessions/slow HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nVafa-Club: demo\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`,
    `POST /v1/imports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nVafa-Club: demo\r\nIdempotency-Key: s\r\nContent-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n--x\r\n`,
    'GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(50),
    'NONSENSE\r\n\r\n',
  ];
  for (const beginning of Array.from({ length: 5 }, () => beginnings).flat()) {
    const socket = connect(club.options.port, '127.0.0.1', () => socket.write(beginning));
    socket.on('error', () => undefined).pause();
    slow.push(socket);
  }
};

const send = async ({ method, url, headers, body }: HostileRequest): Promise<number> => {
  const response = await fetch(new URL(url, club.url), {
    method,
    headers,
    signal: AbortSignal.timeout(hangsAfterMs),
    ...(body && { body: new Uint8Array(body) }),
  });
  // What is followed has no end.
  if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) await response.body?.cancel();
  else await response.arrayBuffer();
  return response.status;
};

const shown = ({ method, url, headers: { authorization: _key, ...headers }, body }: HostileRequest): string =>
  `${method} ${url} ${JSON.stringify(headers)} ${(body ?? Buffer.alloc(0))
    .subarray(0, 300)
    .toString('latin1')
    .replace(/[^ -~]/g, '.')}`;

test(`hostile requests on every route, seed ${String(seed)}: none fails inside, none hangs, probes are answered meanwhile, the books stay right`, async () => {
  process.stdout.write(
    `VAFA_SEED=${String(seed)}, ${String(perOperation)} requests on each of ${String(operations.length)} operations\n`,
  );
  expect(operations.length).toBeGreaterThan(50);
  holdConnections();
  const random = new Dice(seed);
  const queue = operations.flatMap((operation) =>
    Array.from({ length: perOperation }, () => hostileRequest(operation, random, club.adminKey())),
  );
  const failures: string[] = [];
  const statuses = new Map<number, number>();
  let isOver = false;
  let probes = 0;
  const probe = async (): Promise<void> => {
    while (!isOver) {
      if ((await send({ method: 'GET', url: '/health/live', headers: {} })) !== 200) failures.push('the probe failed');
      probes++;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const work = async (): Promise<void> => {
    for (let request = queue.shift(); request !== undefined; request = queue.shift()) {
      const status = await send(request).catch((error: unknown) => {
        failures.push(`${String(error)}: ${shown(request)}`);
        return 0;
      });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status >= 500) failures.push(`${String(status)}: ${shown(request)}`);
    }
  };
  const probing = probe();
  await Promise.all(Array.from({ length: inFlight }, work));
  isOver = true;
  await probing;
  expect(failures).toEqual([]);
  expect(probes).toBeGreaterThan(0);
  // The requests get somewhere: some are right, most are refused for a reason of their own.
  for (const status of [400, 401, 404]) expect(statuses.get(status) ?? 0).toBeGreaterThan(0);
  expect([...statuses].some(([status]) => status >= 200 && status < 300)).toBe(true);
  expect(readFileSync(join(club.options.dataFolder, 'vafa.log'), 'utf8')).not.toMatch(
    /unexpected error|nobody (caught|handled)/,
  );
  expect(await runVafa(club.options.dataFolder, 'ledger', 'verify')).toMatchObject({ code: 0 });
  expect(club.exitCode).toBeUndefined();
}, 900_000);
