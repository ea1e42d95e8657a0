import { isDuplicateKey } from '@vafa/mongo';
import { randomBytes } from 'node:crypto';
import { inDatabase, toBuffer, type Collections } from './collections.ts';

const name = 'gateway';
const secretBytes = 32;

/**
 * The secret that all replicas of this gateway share: drawn once, by whoever starts first, and kept in its database. It
 * seals API keys and page tokens, which are worth nothing without that database; it encrypts nothing.
 */
export const gatewaySecret = async ({ secrets }: Pick<Collections, 'secrets'>): Promise<Buffer> => {
  const known = await inDatabase(() => secrets.findOne({ _id: name }));
  if (known) return toBuffer(known.bytes);
  try {
    await inDatabase(() => secrets.insertOne({ _id: name, bytes: randomBytes(secretBytes) }));
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  return gatewaySecret({ secrets });
};
