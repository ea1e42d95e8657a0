import { createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceUri } from '../identity/service-uri.ts';
import { signCertificate } from './certificate.ts';

export interface CertificatesOptions {
  /** One folder each: tls.crt, tls.key, ca.crt. The authority's own is `authority`. */
  readonly folder: string;
  readonly names: readonly string[];
  /** Lets every user read the keys, for containers whose users differ; the folder above is then closed to others. */
  readonly readable?: boolean;
  readonly now?: Date;
}

interface Authority {
  readonly certificate: string;
  readonly key: KeyObject;
  readonly publicKey: KeyObject;
}

const dayMs = 86_400_000;
const authorityDays = 3_650;
const serviceDays = 365;
/** Clocks of machines differ a little. */
const clockMarginMs = 5 * 60_000;
const authorityName = 'Vafa services';
const filesOf = ['tls.crt', 'tls.key', 'ca.crt'];

/** In one step: who reads meanwhile sees the file of before or the new one. */
const put = (path: string, content: string, mode: number): void => {
  writeFileSync(`${path}.new`, content, { mode });
  chmodSync(`${path}.new`, mode);
  renameSync(`${path}.new`, path);
};

const validity = (now: Date, days: number) => ({
  notBefore: new Date(now.getTime() - clockMarginMs),
  notAfter: new Date(now.getTime() + days * dayMs),
});

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }) as string;

const openAuthority = (folder: string, now: Date): Authority => {
  const [certificatePath, keyPath] = [join(folder, 'tls.crt'), join(folder, 'tls.key')];
  if (existsSync(certificatePath)) {
    const key = createPrivateKey(readFileSync(keyPath));
    return { certificate: readFileSync(certificatePath, 'utf8'), key, publicKey: createPublicKey(key) };
  }
  const { privateKey: key, publicKey } = newKeys();
  const named = { subject: authorityName, issuer: authorityName, isAuthority: true };
  const certificate = signCertificate({ ...named, publicKey, ...validity(now, authorityDays) }, { key, publicKey });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  put(keyPath, pemOf(key), 0o600);
  put(certificatePath, certificate, 0o644);
  return { certificate, key, publicKey };
};

/** True while more than a third of its life is left, and the authority is the same. */
const isFresh = (folder: string, { certificate: authority }: Authority, now: Date): boolean => {
  const path = join(folder, 'tls.crt');
  if (!filesOf.every((name) => existsSync(join(folder, name)))) return false;
  if (readFileSync(join(folder, 'ca.crt'), 'utf8') !== authority) return false;
  const left = new X509Certificate(readFileSync(path)).validToDate.getTime() - now.getTime();
  return left > (serviceDays * dayMs) / 3;
};

/**
 * Makes an authority and a certificate for each name where they are missing. Renews those of which less than a third of
 * their life is left. Answers the names of those made. Services take new files by themselves.
 */
export const makeCertificates = ({
  folder,
  names,
  readable = false,
  now = new Date(),
}: CertificatesOptions): string[] => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const authority = openAuthority(join(folder, 'authority'), now);
  const wanted = names.filter((name) => !isFresh(join(folder, name), authority, now));
  for (const name of wanted) {
    const { privateKey, publicKey } = newKeys();
    const named = { subject: name, issuer: authorityName, uris: [serviceUri(name)], dnsNames: [name] };
    const certificate = signCertificate({ ...named, publicKey, ...validity(now, serviceDays) }, authority);
    const own = join(folder, name);
    mkdirSync(own, { recursive: true, mode: readable ? 0o755 : 0o700 });
    // The certificate comes last: a key that does not belong to it yet is not taken.
    put(join(own, 'ca.crt'), authority.certificate, 0o644);
    put(join(own, 'tls.key'), pemOf(privateKey), readable ? 0o444 : 0o600);
    put(join(own, 'tls.crt'), certificate, 0o644);
  }
  return wanted;
};
