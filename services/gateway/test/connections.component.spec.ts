import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { logTo } from '@vafa/telemetry';
import { connectionLimitsDefault } from '../src/adapters/http/connections.ts';
import { fakeServices, smallMembership } from './fake-services.ts';
import { openHttpFixture, type HttpFixture } from './http-fixture.ts';

const limits = {
  ...connectionLimitsDefault,
  connectionsPerAddressMax: 5,
  headersMs: 200,
  bodyMs: 400,
  silenceMs: 400,
  keepAliveMs: 200,
  bytesPerSecondMin: 100_000,
};
let fixture: HttpFixture;
let port = 0;
let isExportOver = false;
const lines: string[] = [];

const endless = async function* () {
  try {
    for (;;) yield await Promise.resolve({ text: 'x'.repeat(64 * 1_024) });
  } finally {
    isExportOver = true;
  }
};

beforeAll(async () => {
  process.env.LOG_LEVEL = 'info';
  logTo({ write: (line) => void lines.push(line) });
  fixture = await openHttpFixture(
    fakeServices({ membership: smallMembership, ledgerBooks: { exportJournal: endless } }),
    { limits },
  );
  await fixture.app.listen(0, '127.0.0.1');
  port = Number(new URL(await fixture.app.getUrl()).port);
});
afterAll(() => fixture.close());

const opened = (): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      resolve(socket);
    });
    socket.once('error', reject);
  });

interface Talk {
  readonly socket: Socket;
  /** Everything that was answered, once the other side has closed. */
  readonly closed: Promise<string>;
  /** Resolves when this text was answered. */
  said(text: string): Promise<void>;
}

const talk = async (...lines: readonly string[]): Promise<Talk> => {
  const socket = await opened();
  let text = '';
  const listeners = new Set<() => void>();
  socket.removeAllListeners('error').on('error', () => undefined);
  socket.on('data', (part: Buffer) => {
    text += part.toString('latin1');
    for (const listener of listeners) listener();
  });
  socket.write(lines.map((line) => `${line}\r\n`).join(''));
  const closed = new Promise<string>((resolve) => {
    socket.once('close', () => {
      resolve(text);
    });
  });
  const said = (wanted: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (text.includes(wanted)) resolve();
      };
      listeners.add(look);
      look();
    });
  return { socket, closed, said };
};

const count = (): Promise<number> =>
  new Promise((resolve, reject) => {
    fixture.app.getHttpServer().getConnections((error: Error | null, open: number) => {
      if (error) reject(error);
      else resolve(open);
    });
  });

const wrongKey = `Authorization: Bearer vafa_${'x'.repeat(44)}`;
const rightKey = (): string => `Authorization: Bearer ${fixture.adminKey}`;
const statusOf = (answer: string): string => answer.slice(0, 12);

describe('a connection', () => {
  test('that waits before it sends a file is refused, and never told to go on', async () => {
    const { closed } = await talk(
      'POST /v1/imports HTTP/1.1',
      'Host: x',
      wrongKey,
      'Content-Type: multipart/form-data; boundary=x',
      'Content-Length: 1073741824',
      'Expect: 100-continue',
      '',
    );
    const answer = await closed;
    expect(statusOf(answer)).toBe('HTTP/1.1 401');
    expect(answer).not.toContain('100 Continue');
  });

  test('that goes on sending a file after it was refused is closed', async () => {
    const { socket, closed } = await talk(
      'POST /v1/imports HTTP/1.1',
      'Host: x',
      wrongKey,
      'Content-Type: multipart/form-data; boundary=x',
      'Transfer-Encoding: chunked',
      '',
      '10000',
    );
    const chunk = 'x'.repeat(0x10000);
    const send = (): void => {
      if (!socket.destroyed) socket.write(`${chunk}\r\n10000\r\n`, () => setImmediate(send));
    };
    send();
    expect(statusOf(await closed)).toBe('HTTP/1.1 401');
    expect(socket.bytesWritten).toBeLessThan(100 * 1024 ** 2);
  });

  test('that is told to go on with what is allowed is answered', async () => {
    const { socket, said } = await talk(
      'PUT /v1/sessions/a HTTP/1.1',
      'Host: x',
      rightKey(),
      'Vafa-Club: demo',
      'Content-Type: application/json',
      'Content-Length: 2',
      'Expect: 100-continue',
      '',
    );
    await said('100 Continue');
    socket.write('{}');
    await said('HTTP/1.1 400');
    socket.destroy();
  });

  test('whose headers do not come is closed', async () => {
    const { closed } = await talk('GET /health/live HTTP/1.1', 'Host: x');
    expect(['', 'HTTP/1.1 408']).toContain(statusOf(await closed));
  });

  test('on which nothing comes at all is closed', async () => {
    const { closed } = await talk();
    expect(['', 'HTTP/1.1 408']).toContain(statusOf(await closed));
  });

  test('whose body does not come is closed', async () => {
    const { closed } = await talk(
      'PUT /v1/sessions/a HTTP/1.1',
      'Host: x',
      rightKey(),
      'Vafa-Club: demo',
      'Content-Type: application/json',
      'Content-Length: 100',
      '',
      '{',
    );
    expect(['', 'HTTP/1.1 408']).toContain(statusOf(await closed));
  });

  test('whose body comes byte by byte is closed', async () => {
    const { socket, closed } = await talk(
      'PUT /v1/sessions/a HTTP/1.1',
      'Host: x',
      rightKey(),
      'Vafa-Club: demo',
      'Content-Type: application/json',
      'Content-Length: 1000000',
      '',
      '{',
    );
    const send = (): void => {
      if (!socket.destroyed) socket.write(' ', () => setImmediate(send));
    };
    send();
    expect(['', 'HTTP/1.1 408']).toContain(statusOf(await closed));
  });

  test('that ends in the middle of a body is no failure of ours', async () => {
    lines.length = 0;
    const { socket, closed } = await talk(
      'PUT /v1/sessions/a HTTP/1.1',
      'Host: x',
      rightKey(),
      'Vafa-Club: demo',
      'Content-Type: application/json',
      'Content-Length: 100',
      '',
      '{',
    );
    socket.destroy();
    await closed;
    while ((await count()) > 0) await new Promise((resolve) => setImmediate(resolve));
    // Whatever it led to has been logged by the time that another is answered.
    await (await talk('GET /health/live HTTP/1.1', 'Host: x', 'Connection: close', '')).closed;
    expect(lines.filter((line) => line.includes('unexpected error'))).toEqual([]);
  });

  test('that is answered and idle is closed', async () => {
    const { closed } = await talk('GET /health/live HTTP/1.1', 'Host: x', '');
    expect(statusOf(await closed)).toBe('HTTP/1.1 200');
  });

  test('whose client does not read is closed, and nothing goes on for it', async () => {
    const { socket } = await talk(
      `GET /v1/ledger/export?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&format=csv HTTP/1.1`,
      'Host: x',
      rightKey(),
      'Vafa-Club: demo',
      '',
    );
    socket.pause();
    while (!isExportOver || (await count()) > 0) await new Promise((resolve) => setImmediate(resolve));
    socket.destroy();
  });

  test('beyond the share of its address is told so and closed; one that ends makes room', async () => {
    const first = await Promise.all(Array.from({ length: limits.connectionsPerAddressMax }, () => opened()));
    const refused = await talk('GET /health/live HTTP/1.1', 'Host: x', '');
    const answer = await refused.closed;
    expect(answer === '' || answer.startsWith('HTTP/1.1 429')).toBe(true);
    await Promise.all(first.map((socket) => new Promise((resolve) => socket.once('close', resolve).destroy())));
    for (;;) {
      const again = await talk('GET /health/live HTTP/1.1', 'Host: x', 'Connection: close', '');
      if (statusOf(await again.closed) === 'HTTP/1.1 200') break;
    }
  });
});
