import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { experimental } from '@grpc/grpc-js';
import { createLogger } from '@vafa/telemetry';
import {
  readSigningKeys,
  readVerifyingKeys,
  signingFile,
  verifyingFile,
  type SigningKey,
} from '../context/context-keys.ts';
import { serviceIn } from './service-uri.ts';

interface Files {
  readonly certificate: Buffer;
  readonly privateKey: Buffer;
  readonly authority: Buffer;
  /** Empty where there is no such file. */
  readonly signing: Buffer;
  readonly verifying: Buffer;
}

/** A certificate of which less than this share of its life is left should have been renewed. */
const lateShare = 0.1;

/** The files of a folder; raises an Error when they do not belong together, or to this service. */
const read = (folder: string, service: string): Files => {
  const [certificate, privateKey, authority] = ['tls.crt', 'tls.key', 'ca.crt'].map((name) =>
    readFileSync(join(folder, name)),
  ) as [Buffer, Buffer, Buffer];
  const parsed = new X509Certificate(certificate);
  const name = serviceIn(parsed.subjectAltName);
  if (name !== service) throw new Error(`tls.crt is that of ${name ?? 'no service'}, not of ${service}`);
  if (!parsed.checkPrivateKey(createPrivateKey(privateKey))) throw new Error('tls.key does not belong to tls.crt');
  const [signing, verifying] = [signingFile, verifyingFile].map((file) => readIfThere(join(folder, file))) as [
    Buffer,
    Buffer,
  ];
  // What cannot be read is told now, and not by the first call.
  signingKeysIn(signing);
  verifyingKeysIn(verifying);
  return { certificate, privateKey, authority: withFirst(authority), signing, verifying };
};

const readIfThere = (path: string): Buffer => (existsSync(path) ? readFileSync(path) : Buffer.alloc(0));

const signingKeysIn = (file: Buffer): readonly SigningKey[] =>
  file.length === 0 ? [] : readSigningKeys(file.toString());

const verifyingKeysIn = (file: Buffer): ReadonlyMap<string, KeyObject> =>
  file.length === 0 ? new Map() : readVerifyingKeys(file.toString());

/** Raises when there is no certificate in it. */
const withFirst = (authority: Buffer): Buffer => {
  new X509Certificate(authority);
  return authority;
};

const isSame = (one: Files, other: Files): boolean =>
  (['certificate', 'privateKey', 'authority', 'signing', 'verifying'] as const).every((name) =>
    one[name].equals(other[name]),
  );

/**
 * Certificate, key and authority of a service, from a folder with tls.crt, tls.key and ca.crt: the names that
 * cert-manager gives them; and the keys of contexts. They are read again from time to time. New ones are taken for
 * connections to come; what is wrong is not taken.
 */
export class IdentityFiles implements experimental.CertificateProvider {
  private readonly log = createLogger('identity');
  private readonly ofAuthority = new Set<experimental.CaCertificateUpdateListener>();
  private readonly ofCertificate = new Set<experimental.IdentityCertificateUpdateListener>();
  private readonly timer: NodeJS.Timeout;
  private files: Files;
  /** The keys that contexts are signed with, newest first; empty but for the gateway. */
  signingKeys: readonly SigningKey[] = [];
  /** The keys that contexts are judged by, by their ids. */
  verifyingKeys: ReadonlyMap<string, KeyObject> = new Map();
  private toldLate = false;
  private toldWrong = '';

  /** Raises an Error when the files are not as they should be. */
  constructor(
    private readonly folder: string,
    private readonly service: string,
    everyMs: number,
  ) {
    this.files = read(folder, service);
    this.takeKeys();
    this.warnWhenLate();
    this.timer = setInterval(() => this.readAgain(), everyMs).unref();
  }

  /** Takes what is new. */
  readAgain(): void {
    try {
      const files = read(this.folder, this.service);
      this.toldWrong = '';
      if (!isSame(files, this.files)) this.take(files);
    } catch (error) {
      const { message } = error as Error;
      if (message !== this.toldWrong)
        this.log.warn({ err: error }, 'a new certificate is not taken, the one of before stays');
      this.toldWrong = message;
    }
    this.warnWhenLate();
  }

  addCaCertificateListener(listener: experimental.CaCertificateUpdateListener): void {
    this.ofAuthority.add(listener);
    process.nextTick(() => listener({ caCertificate: this.files.authority }));
  }

  removeCaCertificateListener(listener: experimental.CaCertificateUpdateListener): void {
    this.ofAuthority.delete(listener);
  }

  addIdentityCertificateListener(listener: experimental.IdentityCertificateUpdateListener): void {
    this.ofCertificate.add(listener);
    process.nextTick(() => listener(this.files));
  }

  removeIdentityCertificateListener(listener: experimental.IdentityCertificateUpdateListener): void {
    this.ofCertificate.delete(listener);
  }

  close(): void {
    clearInterval(this.timer);
  }

  private takeKeys(): void {
    this.signingKeys = signingKeysIn(this.files.signing);
    this.verifyingKeys = verifyingKeysIn(this.files.verifying);
  }

  private take(files: Files): void {
    this.files = files;
    this.takeKeys();
    this.toldLate = false;
    for (const listener of this.ofAuthority) listener({ caCertificate: files.authority });
    for (const listener of this.ofCertificate) listener(files);
    this.log.info({ until: new X509Certificate(files.certificate).validToDate }, 'a new certificate is taken');
  }

  private warnWhenLate(): void {
    const { validFromDate, validToDate: until } = new X509Certificate(this.files.certificate);
    const [life, left] = [until.getTime() - validFromDate.getTime(), until.getTime() - Date.now()];
    if (left > life * lateShare || this.toldLate) return;
    this.toldLate = true;
    this.log.warn({ until }, 'the certificate of this service ends soon, and nobody has renewed it');
  }
}
