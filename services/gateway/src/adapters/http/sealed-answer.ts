import { deriveKey, Vault } from '@vafa/mongo';
import { hash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** An answer as it is kept for repeats. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: unknown;
}

const unpackedBytesMax = 64 * 1024 ** 2;
/** Below this packing costs more than it saves. */
const packedFromBytes = 2_048;
const plain = 0;
const packed = 1;
/** Answers are short and repeat themselves: a small window finds as much, and most of the work is to set it up. */
const packing = { level: 1, memLevel: 6, windowBits: 12 } as const;
const vaultsMax = 100;

const vaults = new Map<string, Vault>();

/**
 * Only who sends the same API key again can derive it, so that personal data and new API keys lie nowhere in the clear.
 * A key is derived once for the requests of an API key; each answer opens for its request only.
 */
const vaultOf = (secret: string): Vault => {
  const name = hash('sha256', secret, 'base64');
  const known = vaults.get(name);
  if (known) return known;
  const vault = new Vault(deriveKey(secret, 'vafa kept answers'));
  vaults.set(name, vault);
  const [oldest = ''] = vaults.keys();
  if (vaults.size > vaultsMax) vaults.delete(oldest);
  return vault;
};

/** Answers kept by builds that derived a key for each request; a day after the last of them nothing needs this. */
const openOfBefore = (sealed: Buffer, secret: string, requestId: string): Buffer =>
  inflate(new Vault(deriveKey(secret, 'vafa kept answer', requestId)).open('', sealed));

const inflate = (bytes: Uint8Array): Buffer => inflateRawSync(bytes, { maxOutputLength: unpackedBytesMax });

const unpack = (bytes: Buffer): Buffer => (bytes[0] === packed ? inflate(bytes.subarray(1)) : bytes.subarray(1));

export const sealAnswer = (answer: KeptAnswer, secret: string, requestId: string): Buffer => {
  const text = Buffer.from(JSON.stringify(answer));
  const form = text.length < packedFromBytes ? plain : packed;
  const bytes = Buffer.concat([Buffer.of(form), form === packed ? deflateRawSync(text, packing) : text]);
  return vaultOf(secret).seal(requestId, bytes);
};

const open = (sealed: Buffer, secret: string, requestId: string): Buffer => {
  let bytes: Buffer;
  try {
    bytes = vaultOf(secret).open(requestId, sealed);
  } catch {
    return openOfBefore(sealed, secret, requestId);
  }
  return unpack(bytes);
};

export const unsealAnswer = (sealed: Buffer, secret: string, requestId: string): KeptAnswer =>
  JSON.parse(open(sealed, secret, requestId).toString('utf8')) as KeptAnswer;
