import { X509Certificate } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls, type DetailedPeerCertificate } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '@vafa/testing';
import { connectGrpc, makeCertificates, openIdentity, serveGrpc, type Identity } from '../src/index.ts';
import { echoModule, EchoService, echoServiceName } from './echo-service.ts';

const root = mkdtempSync(join(tmpdir(), 'vafa-identity-'));
const names = ['echo', 'gateway', 'stranger'];
const folders = { ours: join(root, 'ours'), others: join(root, 'others') };
const longAgo = new Date('2020-01-01T00:00:00Z');
const path = EchoService.echo.path;
const health = {
  check: {
    path: '/grpc.health.v1.Health/Check',
    requestSerialize: (_request: object) => Buffer.alloc(0),
    responseDeserialize: (bytes: Buffer) => bytes[1] ?? 0,
  },
};

let url = '';
let healthUrl = '';
let server: Identity;
const closing: (() => void | Promise<void>)[] = [];
const opened: (() => void)[] = [];

const identityIn = (folder: string, name: string): Identity => {
  const identity = openIdentity(join(folder, name), name);
  opened.push(() => identity.close());
  return identity;
};

/** A client that gives up soon: what is refused at the door is refused each time. */
const client = (identity: Identity | undefined, at = url) => {
  const made = connectGrpc(EchoService, at, { identity, deadlineMs: 5_000 });
  opened.push(() => made.close());
  return made;
};

beforeAll(async () => {
  makeCertificates({ folder: folders.ours, names });
  makeCertificates({ folder: folders.others, names });
  url = `127.0.0.1:${String(await freePort())}`;
  healthUrl = `127.0.0.1:${String(await freePort())}`;
  server = openIdentity(join(folders.ours, 'echo'), 'echo');
  const module = echoModule((ask) => Promise.resolve(ask));
  const services = { [echoServiceName]: EchoService };
  const running = await serveGrpc(module, {
    url,
    services,
    identity: server,
    callers: { [path]: { callers: ['gateway'], themselves: ['gateway'] } },
    healthUrl,
  });
  closing.push(
    () => running.stop(),
    () => server.close(),
    () => rmSync(root, { recursive: true }),
  );
});

afterEach(() => {
  for (const close of opened.splice(0)) close();
});

afterAll(async () => {
  for (const close of closing) await close();
});

describe('a service with an identity', () => {
  test('answers the service that may call', async () => {
    const echo = client(identityIn(folders.ours, 'gateway'));
    expect(await echo.echo({ say: 'one' })).toEqual({ say: 'one' });
    expect(await echo.echo({ say: 'two' })).toEqual({ say: 'two' });
  });

  test('refuses the rpc to a service that may not call it', async () => {
    const refused = client(identityIn(folders.ours, 'stranger')).echo({ say: 'hear me' });
    await expect(refused).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'caller_not_allowed',
      message: `stranger may not call ${path}`,
    });
  });

  test('does not speak with who has no certificate', async () => {
    await expect(client(undefined).echo({ say: 'plain' })).rejects.toMatchObject({ kind: 'unavailable' });
    const [host = '', port = ''] = url.split(':');
    const ca = readFileSync(join(folders.ours, 'echo/ca.crt'));
    const bare = connectTls({
      host,
      port: Number(port),
      ca,
      ALPNProtocols: ['h2'],
      checkServerIdentity: () => undefined,
    });
    const code = await new Promise((resolve) =>
      bare.once('error', (error: NodeJS.ErrnoException) => resolve(error.code)),
    );
    expect(code).toBe('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED');
  });

  test('does not speak with who has a certificate of another authority', async () => {
    await expect(client(identityIn(folders.others, 'gateway')).echo({ say: 'hi' })).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });

  test('does not speak with who has a certificate that has ended', async () => {
    const folder = join(root, 'ended');
    cpSync(join(folders.ours, 'authority'), join(folder, 'authority'), { recursive: true });
    makeCertificates({ folder, names: ['gateway'], now: longAgo });
    const ended = client(identityIn(folder, 'gateway'));
    await expect(ended.echo({ say: 'hi' })).rejects.toMatchObject({ kind: 'unavailable' });
  });

  test('tells every service whether it serves, and nobody else', async () => {
    const ask = (identity: Identity | undefined, at: string) => {
      const checked = connectGrpc(health, at, { identity, service: 'echo', deadlineMs: 5_000 });
      opened.push(() => checked.close());
      return checked.check({});
    };
    expect(await ask(identityIn(folders.ours, 'stranger'), url)).toBe(1);
    await expect(ask(undefined, url)).rejects.toMatchObject({ kind: 'unavailable' });
  });

  test('tells who watches the process whether it serves, and nothing more', async () => {
    const watching = connectGrpc(health, healthUrl);
    opened.push(() => watching.close());
    expect(await watching.check({})).toBe(1);
    await expect(client(undefined, healthUrl).echo({ say: 'hi' })).rejects.toMatchObject({
      kind: 'internal',
      message: expect.stringContaining('does not implement'),
    });
  });
});

describe('a client with an identity', () => {
  test('does not speak with another service than the one that it means', async () => {
    const at = `127.0.0.1:${String(await freePort())}`;
    const posing = identityIn(folders.ours, 'stranger');
    const module = echoModule((ask) => Promise.resolve(ask));
    const running = await serveGrpc(module, {
      url: at,
      services: { [echoServiceName]: EchoService },
      identity: posing,
      callers: { [path]: { callers: ['gateway'], themselves: ['gateway'] } },
    });
    try {
      await expect(client(identityIn(folders.ours, 'gateway'), at).echo({ say: 'secret' })).rejects.toMatchObject({
        kind: 'unavailable',
      });
    } finally {
      await running.stop();
    }
  });
});

describe('renewal', () => {
  const serialNow = async (): Promise<string> => {
    const [host = '', port = ''] = url.split(':');
    const [key, cert, ca] = ['tls.key', 'tls.crt', 'ca.crt'].map((name) =>
      readFileSync(join(folders.ours, 'gateway', name)),
    );
    const socket = connectTls({
      host,
      port: Number(port),
      key,
      cert,
      ca,
      ALPNProtocols: ['h2'],
      checkServerIdentity: () => undefined,
    });
    const { serialNumber } = await new Promise<DetailedPeerCertificate>((resolve, reject) => {
      socket.once('secureConnect', () => resolve(socket.getPeerCertificate(true))).once('error', reject);
    });
    socket.destroy();
    return serialNumber;
  };

  test('new files are taken without a restart, by the server and by its clients, whose calls go on', async () => {
    const gateway = identityIn(folders.ours, 'gateway');
    const echo = client(gateway);
    await echo.echo({ say: 'before' });
    const before = await serialNow();
    // All of it anew, as when an authority is given up.
    rmSync(folders.ours, { recursive: true });
    expect(makeCertificates({ folder: folders.ours, names })).toEqual([...names, 'keys of contexts']);
    gateway.readAgain();
    server.readAgain();
    expect(await serialNow()).not.toBe(before);
    expect(await echo.echo({ say: 'on the connection of before' })).toEqual({ say: 'on the connection of before' });
    const fresh = identityIn(folders.ours, 'gateway');
    expect(await client(fresh).echo({ say: 'after' })).toEqual({ say: 'after' });
  });

  test('files that do not belong together are not taken', async () => {
    const before = await serialNow();
    rmSync(join(folders.ours, 'echo/tls.key'));
    server.readAgain();
    expect(await serialNow()).toBe(before);
    expect(makeCertificates({ folder: folders.ours, names })).toEqual(['echo']);
    server.readAgain();
    expect(await serialNow()).not.toBe(before);
  });

  test('is due when less than a third of the life is left', () => {
    const folder = join(root, 'renewed');
    const day = (days: number): Date => new Date(Date.UTC(2030, 0, 1 + days));
    expect(makeCertificates({ folder, names: ['echo'], now: day(0) })).toEqual(['echo']);
    expect(makeCertificates({ folder, names: ['echo', 'other'], now: day(240) })).toEqual(['other']);
    expect(makeCertificates({ folder, names: ['echo', 'other'], now: day(250) })).toEqual(['echo']);
  });

  test('that of a server is for where it is reached, and names no service', () => {
    const folder = join(root, 'servers');
    expect(makeCertificates({ folder, names: ['echo'], servers: ['database'] })).toEqual(['echo', 'database']);
    const { subjectAltName } = new X509Certificate(readFileSync(join(folder, 'database/tls.crt')));
    expect(subjectAltName).toBe('DNS:database, DNS:localhost, IP Address:127.0.0.1');
    expect(() => openIdentity(join(folder, 'database'), 'database')).toThrow('tls.crt is that of no service');
  });
});

describe('files at the start', () => {
  test('must be those of the service', () => {
    expect(() => openIdentity(join(folders.ours, 'gateway'), 'echo')).toThrow(
      'tls.crt is that of gateway, not of echo',
    );
    expect(() => openIdentity(join(root, 'nowhere'), 'echo')).toThrow('ENOENT');
  });
});
