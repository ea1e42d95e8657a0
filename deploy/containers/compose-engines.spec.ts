import { execFileSync } from 'node:child_process';
import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createServer } from 'node:tls';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { parse } from 'yaml';
import { readProcessConfig } from '@vafa/process';
import { kafkaRights } from '../kubernetes/test/kafka-rights.ts';
import { configs, processSettings, services } from '../kubernetes/test/services.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'deploy/compose');

interface Container {
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}
const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), {
  merge: true,
  maxAliasCount: -1,
}) as { readonly services: Record<string, Container>; readonly secrets: object };
const container = (name: string): Container => compose.services[name] as Container;

const scratch = mkdtempSync(join(tmpdir(), 'vafa-compose-'));
const secrets = join(scratch, 'secrets');
const makeSecrets = (): string =>
  execFileSync(join(folder, 'make-secrets.sh'), [secrets], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}` },
  });
const secret = (name: string): string => readFileSync(join(secrets, name), 'utf8');
const certificateOf = (name: string): string => secret(`certificates/${name}/tls.crt`);
const ownFolder = (name: string): string => `./deploy/compose/secrets/certificates/${name}:/run/secrets/tls:ro`;
/** The lines of a properties file, by their names. */
const properties = (name: string): Record<string, string> =>
  Object.fromEntries(
    readFileSync(join(folder, 'kafka', name), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

beforeAll(() => {
  makeSecrets();
}, 600_000);
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

describe('make-secrets.sh', () => {
  test('makes each secret of docker-compose.yml, of its length, and keeps what is there', () => {
    const made = readdirSync(secrets).filter((name) => name !== 'certificates');
    expect(made.sort()).toEqual(Object.keys(compose.secrets).sort());
    expect(made.filter((name) => secret(name).length < 32 || /\s$/.test(secret(name)))).toEqual([]);
    expect(new Set(made.map(secret)).size).toBe(made.length);
    expect(made.filter((name) => (statSync(join(secrets, name)).mode & 0o777) !== 0o444)).toEqual([]);
    expect(statSync(secrets).mode & 0o777).toBe(0o700);
    const before = made.map(secret);
    expect(makeSecrets()).toContain('made: nothing, all are there\n');
    expect(made.map(secret)).toEqual(before);
  });

  test('what is made of a password follows it, and an address of before gets TLS', () => {
    rmSync(join(secrets, 'kafka_password_ledger'));
    rmSync(join(secrets, 'mongodb_uri_checkout'));
    const password = secret('mongodb_password_checkout');
    writeFileSync(
      join(secrets, 'mongodb_uri_checkout'),
      `mongodb://checkout:${password}@mongodb:27017/?replicaSet=vafa`,
    );
    expect(makeSecrets()).toContain('made: mongodb_uri_checkout kafka_password_ledger kafka_users\n');
    expect(secret('kafka_users')).toContain(`user_ledger="${secret('kafka_password_ledger')}"`);
    expect(secret('mongodb_uri_checkout')).toContain(`:${password}@mongodb:27017/`);
    expect(secret('mongodb_uri_checkout')).toContain('&tls=true&');
  });

  test('says that engines with new certificates are to be started again', () => {
    rmSync(join(secrets, 'certificates/kafka/ca.crt'));
    expect(makeSecrets()).toContain('docker compose restart mongodb kafka\n');
    expect(makeSecrets()).not.toContain('restart');
  });
});

test.each(['mongodb', 'kafka'])('%s has a certificate for where it is reached, which names no service', (name) => {
  const certificate = new X509Certificate(certificateOf(name));
  const authority = new X509Certificate(secret(`certificates/${name}/ca.crt`));
  expect(certificate.verify(authority.publicKey)).toBe(true);
  expect(certificate.checkPrivateKey(createPrivateKey(secret(`certificates/${name}/tls.key`)))).toBe(true);
  expect(certificate.subjectAltName).toBe(`DNS:${name}, DNS:localhost, IP Address:127.0.0.1`);
  expect([name, 'localhost'].map((host) => certificate.checkHost(host))).toEqual([name, 'localhost']);
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(container(name).volumes).toContain(ownFolder(name));
  // Services believe the same authority, whose certificate they have beside their own.
  expect(secret('certificates/ledger/ca.crt')).toBe(secret(`certificates/${name}/ca.crt`));
});

test('each service takes its settings as they are here, with the secrets that are made', () => {
  const environmentOf = (name: string): Record<string, string | undefined> =>
    Object.fromEntries(
      Object.entries(container(name).environment ?? {}).map(([key, value]) => [
        key,
        value
          .replace('/run/secrets/grpc', join(secrets, 'certificates', name))
          .replace('/run/secrets', secrets)
          .replace(/^\$\{\w+:-(.*)\}$/, '$1'),
      ]),
    );
  for (const name of services) {
    const config = configs[name] as NonNullable<(typeof configs)[string]>;
    const { every } = readProcessConfig(name, config, environmentOf(name));
    expect(every.kafka).toMatchObject({
      tls: true,
      authority: secret(`certificates/${name}/ca.crt`).trim(),
      credentials: { mechanism: 'plain', username: name, password: secret(`kafka_password_${name}`) },
    });
    expect(() => readProcessConfig(name, config, { ...environmentOf(name), MONGODB_URI_FILE: undefined })).toThrow(
      'MONGODB_URI',
    );
    const known = [...Object.keys(config.shape), ...processSettings, 'MONGODB_URI'];
    expect(Object.keys(environmentOf(name)).filter((key) => !known.includes(key.replace(/_FILE$/, '')))).toEqual([]);
  }
});

describe('MongoDB', () => {
  const optionOf = (name: string): string | undefined => {
    const command = container('mongodb').command ?? [];
    return command.includes(name) ? command[command.indexOf(name) + 1] : undefined;
  };

  test('speaks TLS and nothing else, and knows who is there', () => {
    expect(optionOf('--tlsMode')).toBe('requireTLS');
    expect(optionOf('--tlsCAFile')).toBe('/run/secrets/tls/ca.crt');
    expect(container('mongodb').command).toContain('--tlsAllowConnectionsWithoutCertificates');
    // Either means that everybody signs in.
    expect(optionOf('--keyFile')).toBe('/tmp/key');
    expect(container('mongodb').environment?.MONGO_INITDB_ROOT_PASSWORD_FILE).toBeDefined();
  });

  test('is given the two files that mongod wants to own', () => {
    const own = mkdtempSync(join(scratch, 'own-'));
    writeFileSync(join(own, 'docker-entrypoint.sh'), '#!/bin/sh\necho "$@"\n', { mode: 0o755 });
    execFileSync('cp', ['-r', join(secrets, 'certificates/mongodb'), join(secrets, 'tls')]);
    try {
      const told = execFileSync('bash', [join(folder, 'mongodb/start'), ...(container('mongodb').command ?? [])], {
        encoding: 'utf8',
        env: { PATH: `${own}:${process.env.PATH ?? ''}`, SECRETS: secrets, TMPDIR: own },
      });
      expect(told.trim()).toBe(container('mongodb').command?.join(' '));
      const pem = join(own, String(optionOf('--tlsCertificateKeyFile')).replace('/tmp/', ''));
      for (const path of [pem, join(own, 'key')]) expect(statSync(path).mode & 0o777).toBe(0o400);
      const both = readFileSync(pem, 'utf8');
      expect(
        new X509Certificate(both).checkPrivateKey(createPrivateKey(both.slice(both.indexOf('-----BEGIN PRIVATE')))),
      ).toBe(true);
    } finally {
      rmSync(join(secrets, 'tls'), { recursive: true });
    }
    expect(container('mongodb').entrypoint).toEqual(['bash', '/etc/vafa/start']);
    expect(container('mongodb').volumes).toContain('./deploy/compose/mongodb/start:/etc/vafa/start:ro');
  });

  test('is asked by the health check through TLS', () => {
    const asked: string[] = [];
    const admin = { runCommand: () => ({ isWritablePrimary: true }) };
    const context = {
      require: () => ({ readFileSync: () => 'root-secret\n' }),
      connect: (uri: string) => {
        asked.push(uri);
        return admin;
      },
      quit: (code: number) => asked.push(String(code)),
    };
    runInNewContext(readFileSync(join(folder, 'mongodb/is-primary.js'), 'utf8'), context);
    const [uri = '', code] = asked;
    expect(code).toBe('0');
    const { hosts, tls, tlsCAFile, credentials } = new MongoClient(uri).options;
    expect([hosts.map(String), tls, tlsCAFile, credentials?.username]).toEqual([
      ['localhost:27017'],
      true,
      '/run/secrets/tls/ca.crt',
      'root',
    ]);
  });

  /** What a service's address first brings to a server with MongoDB's certificate; '' when that is not believed. */
  const greeting = async (authority: string): Promise<string> => {
    const server = createServer({ cert: certificateOf('mongodb'), key: secret('certificates/mongodb/tls.key') });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const uri = secret('mongodb_uri_ledger')
      .replace('/run/secrets/grpc/ca.crt', authority)
      .replace(':27017', `:${port}`);
    expect(uri).toContain(`@mongodb:${port}/`);
    const client = new MongoClient(uri, {
      serverSelectionTimeoutMS: 5_000,
      lookup: (_name: string, _options: object, told: (error: null, found: object[]) => void) => {
        told(null, [{ address: '127.0.0.1', family: 4 }]);
      },
    } as object);
    const heard = new Promise<string>((resolve) => {
      server.on('secureConnection', (socket) => {
        socket
          .on('error', () => undefined)
          .once('data', (data) => {
            resolve(data.toString('latin1'));
            socket.destroy();
          });
      });
    });
    const failed = client.connect().then(
      () => '',
      () => '',
    );
    try {
      return await Promise.race([heard, failed]);
    } finally {
      await client.close(true);
      server.close();
    }
  };

  test('is believed by the driver with the address of a service, and another authority’s is not', async () => {
    expect(await greeting(join(secrets, 'certificates/ledger/ca.crt'))).toMatch(/hello|ismaster/i);
    const other = join(scratch, randomBytes(4).toString('hex'));
    execFileSync(process.execPath, [join(root, 'libs/grpc/src/certificates/main.ts'), '--folder', other]);
    expect(await greeting(join(other, 'ledger/ca.crt'))).toBe('');
  }, 600_000);
});

describe('Kafka', () => {
  const broker = properties('broker.properties');

  test('speaks TLS and nothing else, everybody signs in, and what is not granted is refused', () => {
    const names = String(broker.listeners)
      .split(',')
      .map((listener) => listener.split(':')[0]);
    expect(names).toEqual(['INTERNAL', 'CONTROLLER', 'HOST']);
    expect(broker['listener.security.protocol.map']).toBe(names.map((name) => `${name}:SASL_SSL`).join());
    expect(broker['authorizer.class.name']).toBe('org.apache.kafka.metadata.authorizer.StandardAuthorizer');
    expect(broker['allow.everyone.if.no.acl.found']).toBe('false');
    expect(broker['super.users']).toBe('User:broker');
    // Settings of the image's own start script are not read by this one.
    expect(Object.keys(container('kafka').environment ?? {}).sort()).toEqual([
      'CLUSTER_ID',
      'HOST_PORT',
      'KAFKA_HEAP_OPTS',
    ]);
  });

  test('finds what its files name, and so do those who ask it as its own user', () => {
    for (const [name, file] of [
      ['kafka', 'broker.properties'],
      ['kafka', 'client.properties'],
      ['kafka-rights', 'client.properties'],
    ] as const) {
      const named = [...readFileSync(join(folder, 'kafka', file), 'utf8').matchAll(/\$\{dir:([^:}]+):([^}]+)\}/g)];
      expect(named.length).toBeGreaterThan(1);
      for (const [, place = '', what = ''] of named)
        if (place === '/run/secrets') expect(container(name).secrets).toContain(what);
        else {
          expect(place).toBe('/run/secrets/tls');
          expect(existsSync(join(secrets, 'certificates/kafka', what))).toBe(true);
        }
      expect(container(name).volumes).toContain('./deploy/compose/kafka:/etc/vafa/kafka:ro');
    }
    expect(container('kafka').entrypoint).toEqual(['bash', '/etc/vafa/kafka/start']);
    expect(container('kafka').healthcheck?.test.join(' ')).toContain(
      '--bootstrap-server kafka:9092 --command-config /etc/vafa/kafka/client.properties',
    );
  });

  test('has a user for each service and one of its own', () => {
    const users = [...secret('kafka_users').matchAll(/user_(\w+)="([0-9a-f]{48})"(?: |$)/g)];
    expect(users.map(([, user]) => user).sort()).toEqual(['broker', ...services].sort());
    for (const [, user, password] of users) expect(password).toBe(secret(`kafka_password_${user}`));
    for (const name of services)
      expect(container(name).secrets?.filter((each) => each.startsWith('kafka'))).toEqual([`kafka_password_${name}`]);
  });

  test('grants what rights.txt says before services start', () => {
    const rights = container('kafka-rights');
    expect(rights.entrypoint).toEqual([
      'bash',
      '/etc/vafa/rights/grant',
      'kafka:9092',
      '/etc/vafa/kafka/client.properties',
    ]);
    expect(rights.volumes).toContain('./deploy/kubernetes/kafka:/etc/vafa/rights:ro');
    expect(kafkaRights().filter(({ user }) => !services.includes(user))).toEqual([]);
    for (const name of services)
      expect(container(name).depends_on?.['kafka-rights']).toEqual({ condition: 'service_completed_successfully' });
  });
});
