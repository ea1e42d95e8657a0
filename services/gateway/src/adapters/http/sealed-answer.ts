import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** An answer as it is kept for repeats. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: unknown;
}

const ivBytes = 12;
const tagBytes = 16;
const unpackedBytesMax = 64 * 1024 ** 2;

/** Only who sends the same API key again can derive it, so that personal data and new API keys lie nowhere in the clear. */
const keyOf = (secret: string, requestId: string): Buffer => Buffer.from(hkdfSync('sha256', secret, requestId, 'vafa kept answer', 32));

export const sealAnswer = (answer: KeptAnswer, secret: string, requestId: string): Buffer => {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, requestId), iv);
  const sealed = Buffer.concat([cipher.update(deflateRawSync(JSON.stringify(answer))), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
};

export const unsealAnswer = (sealed: Buffer, secret: string, requestId: string): KeptAnswer => {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, requestId), sealed.subarray(0, ivBytes));
  decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
  const packed = Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()]);
  return JSON.parse(inflateRawSync(packed, { maxOutputLength: unpackedBytesMax }).toString('utf8')) as KeptAnswer;
};
