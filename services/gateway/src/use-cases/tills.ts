import { DomainError, type Clock } from '@vafa/kernel';
import type { ApiKey } from '../domain/api-key.ts';
import type { TillCodeStore, TillSecrets } from '../ports/till-codes.ts';
import type { ApiKeys } from './api-keys.ts';

const codeMs = 10 * 60_000;

export interface TillPlace {
  readonly clubId: string;
  readonly branchId: string;
  readonly till: string;
}

/**
 * Tills are paired once: a person makes a code, and the till sends it. It gets a key of its own, which is bound to its
 * branch and to itself, and can be revoked.
 */
export class Tills {
  constructor(
    private readonly codes: TillCodeStore,
    private readonly secrets: TillSecrets,
    private readonly keys: ApiKeys,
    private readonly clock: Clock,
  ) {}

  /** A code for ten minutes and one till. */
  async offer(place: TillPlace): Promise<{ code: string; endsAt: Date }> {
    const code = this.secrets.drawCode();
    const endsAt = new Date(this.clock.now().getTime() + codeMs);
    await this.codes.insert(this.secrets.hashCode(code), { ...place, endsAt });
    return { code, endsAt };
  }

  /** Uses a code up. Raises `till_code_unknown` for one that is wrong, used or over. */
  async pair(code: string): Promise<{ key: ApiKey; secret: string }> {
    const hash = this.secrets.hashCode(code);
    const place = await this.codes.take(hash, this.clock.now());
    if (!place) throw new DomainError('not_found', 'till_code_unknown', 'the code is wrong, was used, or is over');
    const { clubId, branchId, till } = place;
    const order = { clubId, name: till, verbs: ['*'] as const, branchIds: [branchId], role: 'cashier', till } as const;
    return this.keys.make(order, `till ${hash}`, this.secrets.drawCode());
  }

  sweep(): Promise<void> {
    return this.codes.sweep(this.clock.now());
  }
}
