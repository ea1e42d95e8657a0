import { createHash } from 'node:crypto';
import type { Claims } from '@vafa/mongo';
import type { CommandKeys, KeyedRpc } from '../../use-cases/command-keys.ts';

/** A claim whose value is the key and whose owner is the body's hash. */
export class MongoCommandKeys implements CommandKeys {
  constructor(private readonly claims: Claims) {}

  async claim(rpc: KeyedRpc, clubId: string, key: string, body: string): Promise<boolean> {
    const hash = createHash('sha256').update(body).digest('base64url');
    const { owner } = await this.claims.claim(`${rpc}/${clubId}/${key}`, hash, key);
    return owner === hash;
  }
}
