import type { Claims } from '@vafa/mongo';
import type { CommandKeys } from '../../use-cases/command-keys.ts';

/** A claim whose value is the key. */
export class MongoCommandKeys implements CommandKeys {
  constructor(private readonly claims: Claims) {}

  async owner(rpc: 'create' | 'respond' | 'open' | 'answer', clubId: string, key: string, proposed: string): Promise<string> {
    const { owner } = await this.claims.claim(`${rpc}/${clubId}/${key}`, proposed, key);
    return owner;
  }
}
