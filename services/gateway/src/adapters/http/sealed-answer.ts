import { deriveKey, Vault } from '@vafa/mongo';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** An answer as it is kept for repeats. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: unknown;
}

const unpackedBytesMax = 64 * 1024 ** 2;

/**
 * Only who sends the same API key again can derive it, so that personal data and new API keys lie nowhere in the clear.
 */
const vaultOf = (secret: string, requestId: string): Vault =>
  new Vault(deriveKey(secret, 'vafa kept answer', requestId));

export const sealAnswer = (answer: KeptAnswer, secret: string, requestId: string): Buffer =>
  vaultOf(secret, requestId).seal('', deflateRawSync(JSON.stringify(answer)));

export const unsealAnswer = (sealed: Buffer, secret: string, requestId: string): KeptAnswer => {
  const packed = vaultOf(secret, requestId).open('', sealed);
  return JSON.parse(inflateRawSync(packed, { maxOutputLength: unpackedBytesMax }).toString('utf8')) as KeptAnswer;
};
