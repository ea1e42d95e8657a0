import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** The private keys, newest first, that contexts are signed with: the gateway's alone. */
export const signingFile = 'context.key';
/** The public keys that every service judges contexts by. */
export const verifyingFile = 'context-keys.pem';

/**
 * A new key signs only after this time: by then every service has its public half. Services read their files every
 * 30 seconds, and Kubernetes hands changed files to pods within two minutes.
 */
const signsAfterMs = 10 * 60_000;
/** That of before stays: what it has signed is still on its way, and services may start with it. */
const keptMax = 2;

export interface SigningKey {
  readonly id: string;
  readonly key: KeyObject;
  readonly madeAt: Date;
}

const block =
  /(?:made: (\S+)\s+)?(-----BEGIN (?:PRIVATE|PUBLIC) KEY-----[\s\S]*?-----END (?:PRIVATE|PUBLIC) KEY-----)/g;

const blocksIn = (pem: string): { readonly madeAt: Date; readonly key: string }[] =>
  [...pem.matchAll(block)].map(([, made = '', key = '']) => ({ madeAt: new Date(made), key }));

const idOf = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url')
    .slice(0, 16);

const judged = (key: KeyObject): KeyObject => {
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Error(`a context is signed by Ed25519, not by ${String(key.asymmetricKeyType)}`);
  return key;
};

/** The keys of a signing file, newest first. Raises an Error when there is none, or one of another kind. */
export const readSigningKeys = (pem: string): readonly SigningKey[] => {
  const found = blocksIn(pem).map(({ madeAt, key: text }) => {
    const key = judged(createPrivateKey(text));
    if (Number.isNaN(madeAt.getTime())) throw new Error(`${signingFile}: a line \`made: TIME\` stands above each key`);
    return { id: idOf(createPublicKey(key)), key, madeAt };
  });
  if (found.length === 0) throw new Error(`${signingFile} holds no key`);
  return found.toSorted((one, other) => other.madeAt.getTime() - one.madeAt.getTime());
};

/** The keys of a verifying file by their ids. Raises an Error when there is none, or one of another kind. */
export const readVerifyingKeys = (pem: string): ReadonlyMap<string, KeyObject> => {
  const keys = blocksIn(pem).map(({ key: text }) => judged(createPublicKey(text)));
  if (keys.length === 0) throw new Error(`${verifyingFile} holds no key`);
  return new Map(keys.map((key) => [idOf(key), key]));
};

/** The newest one that everybody has had the time to hear of; where none is that old, the oldest. */
export const signingKeyAt = (keys: readonly SigningKey[], now: Date): SigningKey | undefined =>
  keys.find(({ madeAt }) => now.getTime() - madeAt.getTime() >= signsAfterMs) ?? keys.at(-1);

const textOf = (madeAt: Date, pem: string): string => `made: ${madeAt.toISOString()}\n${pem}`;

/** Texts of both files with a new key beside the newest of before. */
export const renewKeys = (before: string, now: Date): { readonly signing: string; readonly verifying: string } => {
  const known = before === '' ? [] : readSigningKeys(before);
  const fresh = { key: generateKeyPairSync('ed25519').privateKey, madeAt: now };
  const kept = [fresh, ...known].slice(0, keptMax);
  const signing = kept.map(({ key, madeAt }) => textOf(madeAt, key.export({ type: 'pkcs8', format: 'pem' }) as string));
  return { signing: signing.join('\n'), verifying: publicHalves(signing.join('\n')) };
};

/** The verifying file that belongs to a signing file. */
export const publicHalves = (signing: string): string =>
  readSigningKeys(signing)
    .map(({ key, madeAt }) => textOf(madeAt, createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string))
    .join('\n');
