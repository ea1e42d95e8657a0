import { createHash } from 'node:crypto';
import { DomainError, type Commands, type KeyedCommand } from '@vafa/kernel';
import type { Claims } from './claims.ts';

/** A mark of a club's text that tells it from another; keyed where the text is about a person. */
export type Fingerprint = (clubId: string, body: string) => string;

const sha256: Fingerprint = (_clubId, body) => createHash('sha256').update(body).digest('base64url');
const isSha256 = /^[A-Za-z0-9_-]{43}$/;

/**
 * A command is a claim of its verb, club and key; the claim's owner is the subject, its key the body's fingerprint.
 * Commands of before have their own key there: their owner is the body's fingerprint, or the subject of a body that is
 * not known.
 */
export class MongoCommands implements Commands {
  constructor(
    private readonly claims: Claims,
    private readonly fingerprint: Fingerprint = sha256,
  ) {}

  async enter({ verb, clubId, key, body }: KeyedCommand, subject: string): Promise<string> {
    const mark = this.fingerprint(clubId, body);
    const { owner, key: held } = await this.claims.claim(`${verb}/${clubId}/${key}`, subject, mark);
    if (held === mark) return owner;
    if (held === key && owner === mark) return subject;
    if (held === key && !isSha256.test(owner)) return owner;
    throw new DomainError('conflict', 'key_reused', 'the key was used for something else');
  }
}
