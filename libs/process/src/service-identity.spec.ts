import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { makeCertificates } from '@vafa/grpc';
import { identityOf } from './service-identity.ts';

const folder = mkdtempSync(join(tmpdir(), 'vafa-identity-of-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(['unix:/run/ledger', '127.0.0.1:7102', 'localhost:7102', '[::1]:7102'])(
  'a service that listens at %s, on this machine, needs no certificate',
  (url) => {
    expect(identityOf('ledger', { GRPC_URL: url })).toBeUndefined();
  },
);

test.each(['0.0.0.0:7102', '10.0.0.7:7102', '[::]:7102', 'ledger:7102'])(
  'a service that listens at %s does not start without one',
  (url) => {
    expect(() => identityOf('ledger', { GRPC_URL: url })).toThrow('GRPC_TLS_FOLDER: missing');
  },
);

test('a gateway, which nobody calls through gRPC, may do without', () => {
  expect(identityOf('gateway', {})).toBeUndefined();
});

test('a certificate of another service, or none, is told by the name of the setting', () => {
  makeCertificates({ folder, names: ['gateway', 'ledger'] });
  expect(() => identityOf('rewards', { GRPC_TLS_FOLDER: join(folder, 'ledger') })).toThrow(
    'GRPC_TLS_FOLDER: tls.crt is that of ledger, not of rewards',
  );
  expect(() => identityOf('ledger', { GRPC_TLS_FOLDER: join(folder, 'nowhere') })).toThrow('GRPC_TLS_FOLDER: ENOENT');
  identityOf('ledger', { GRPC_URL: '0.0.0.0:7102', GRPC_TLS_FOLDER: join(folder, 'ledger') })?.close();
});

test('the keys of contexts, that to judge by and that to sign with, are missed by their names', () => {
  const files = (name: string): string => join(folder, name);
  rmSync(join(files('ledger'), 'context-keys.pem'));
  rmSync(join(files('gateway'), 'context.key'));
  expect(() => identityOf('ledger', { GRPC_URL: '0.0.0.0:7102', GRPC_TLS_FOLDER: files('ledger') })).toThrow(
    'GRPC_TLS_FOLDER: context-keys.pem is missing',
  );
  expect(() => identityOf('gateway', { GRPC_TLS_FOLDER: files('gateway') })).toThrow(
    'GRPC_TLS_FOLDER: context.key is missing',
  );
});
