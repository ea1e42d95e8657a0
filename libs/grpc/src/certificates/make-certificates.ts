import { createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicHalves, readSigningKeys, renewKeys, signingFile, verifyingFile } from '../context/context-keys.ts';
import { serviceUri } from '../identity/service-uri.ts';
import { signCertificate } from './certificate.ts';

export interface CertificatesOptions {
  /** One folder each: tls.crt, tls.key, ca.crt. The authority's own is `authority`. */
  readonly folder: string;
  readonly names: readonly string[];
  /** What is no service and names none, such as a database: reached by this name, or on this machine. */
  readonly servers?: readonly string[];
  /** Lets every user read the keys, for containers whose users differ; the folder above is then closed to others. */
  readonly readable?: boolean;
  /** Makes a new key of contexts beside the one of before, whether that is due or not. */
  readonly newContextKey?: boolean;
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

/** Who signs contexts. */
const signer = 'gateway';

const textIn = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** The signing file, with a new key when the newest has less than a third of a year left, or when that is wanted. */
const freshKeys = (path: string, isWanted: boolean, now: Date): string => {
  const before = textIn(path);
  const age = before === '' ? Infinity : now.getTime() - (readSigningKeys(before)[0]?.madeAt.getTime() ?? 0);
  return !isWanted && age < (serviceDays * dayMs * 2) / 3 ? before : renewKeys(before, now).signing;
};

/**
 * The keys by which the gateway says for whom it calls: the private ones for it alone, the public ones for all. Answers
 * whether something is new.
 */
const putContextKeys = (
  { folder, names, readable = false, newContextKey = false }: CertificatesOptions,
  now: Date,
): boolean => {
  if (!names.includes(signer)) return false;
  const path = join(folder, signer, signingFile);
  const signing = freshKeys(path, newContextKey, now);
  const verifying = publicHalves(signing);
  const isNew = signing !== textIn(path);
  const behind = names.filter((name) => textIn(join(folder, name, verifyingFile)) !== verifying);
  // Who judges by a key has it before anybody signs with it.
  for (const name of behind) put(join(folder, name, verifyingFile), verifying, 0o644);
  if (isNew) put(path, signing, readable ? 0o444 : 0o600);
  return isNew || behind.length > 0;
};

/**
 * Makes an authority and a certificate for each name where they are missing. Renews those of which less than a third of
 * their life is left. The same for the keys of contexts, where the gateway is among the names. Answers the names of
 * those made. Services take new files by themselves.
 */
export const makeCertificates = (options: CertificatesOptions): string[] => {
  const { folder, names, servers = [], readable = false, now = new Date() } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const authority = openAuthority(join(folder, 'authority'), now);
  const wanted = [...names, ...servers].filter((name) => !isFresh(join(folder, name), authority, now));
  for (const name of wanted) {
    const { privateKey, publicKey } = newKeys();
    const reached = servers.includes(name)
      ? { dnsNames: [name, 'localhost'], addresses: ['127.0.0.1'] }
      : { uris: [serviceUri(name)], dnsNames: [name] };
    const named = { subject: name, issuer: authorityName, ...reached };
    const certificate = signCertificate({ ...named, publicKey, ...validity(now, serviceDays) }, authority);
    const own = join(folder, name);
    mkdirSync(own, { recursive: true, mode: readable ? 0o755 : 0o700 });
    // The certificate comes last: a key that does not belong to it yet is not taken.
    put(join(own, 'ca.crt'), authority.certificate, 0o644);
    put(join(own, 'tls.key'), pemOf(privateKey), readable ? 0o444 : 0o600);
    put(join(own, 'tls.crt'), certificate, 0o644);
  }
  const hasNewKeys = putContextKeys(options, now);
  return hasNewKeys ? [...wanted, 'keys of contexts'] : wanted;
};
