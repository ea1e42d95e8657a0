import { DomainError } from '@vafa/kernel';
import { deriveKey, keptKey, keyedHash, Vault } from '@vafa/mongo';
import type { KeyObject } from 'node:crypto';
import type { Identity, Person } from '../../domain/member.ts';

/** A person's values as they are stored. Destroying `key` erases the person. */
export interface SealedPerson {
  /** The member's own key, wrapped by the club's. */
  readonly key: Buffer;
  readonly values: Buffer;
}

const keyBytes = 32;

const opened = (vault: Vault, owner: string, sealed: Buffer): Buffer => {
  try {
    return vault.open(owner, sealed);
  } catch {
    throw new DomainError('internal', 'wrong_master_key', 'personal data cannot be opened with this master key');
  }
};

const keptIn = <T>(kept: Map<string, T>, name: string, make: () => T): T => {
  const known = kept.get(name);
  if (known !== undefined) return known;
  const made = make();
  kept.set(name, made);
  return made;
};

/**
 * Hides personal values. Per club two keys are derived from the master key (HKDF, RFC 5869): one wraps the members' own
 * AES-256-GCM keys, one makes the keyed hashes by which identities and names are found.
 */
export class PersonVault {
  private readonly wraps = new Map<string, Vault>();
  private readonly hashKeys = new Map<string, KeyObject>();

  constructor(private readonly masterKey: Uint8Array) {
    if (masterKey.length !== keyBytes)
      throw new DomainError('invalid', 'invalid_master_key', 'a master key has 32 bytes');
  }

  /** The hash by which an identity is found; the same for the same club, kind and value. */
  index(clubId: string, { kind, value }: Identity): string {
    return this.hash(clubId, `identity/${kind}`, value);
  }

  nameIndex(clubId: string, prefix: string): string {
    // 72 bits are enough to find by, and too few to be worth collecting.
    return this.hash(clubId, 'name', prefix).slice(0, 12);
  }

  fingerprint(clubId: string, body: string): string {
    return this.hash(clubId, 'body', body);
  }

  /** With the key that the member has, if it has one: what else is sealed with it stays readable. */
  seal(
    clubId: string,
    memberId: string,
    person: Person,
    wrapped: Buffer = this.newKey(clubId, memberId),
  ): SealedPerson {
    return { key: wrapped, values: this.sealText(clubId, memberId, wrapped, JSON.stringify(person)) };
  }

  /** Raises `wrong_master_key`, also when the values were sealed for another member. */
  open(clubId: string, memberId: string, sealed: SealedPerson): Person {
    return JSON.parse(this.openText(clubId, memberId, sealed.key, sealed.values)) as Person;
  }

  /** Seals a text that goes when the member's key goes. */
  sealText(clubId: string, memberId: string, wrapped: Buffer, text: string): Buffer {
    return this.memberVault(clubId, memberId, wrapped).seal(memberId, Buffer.from(text));
  }

  /** Raises `wrong_master_key`. */
  openText(clubId: string, memberId: string, wrapped: Buffer, sealed: Buffer): string {
    return opened(this.memberVault(clubId, memberId, wrapped), memberId, sealed).toString('utf8');
  }

  newKey(clubId: string, memberId: string): Buffer {
    return this.wrapOf(clubId).seal(memberId, Vault.newKey());
  }

  private memberVault(clubId: string, memberId: string, wrapped: Buffer): Vault {
    return new Vault(opened(this.wrapOf(clubId), memberId, wrapped));
  }

  private hash(clubId: string, purpose: string, value: string): string {
    return keyedHash(this.hashKeyOf(clubId), `${purpose}\0${value}`).toString('base64url');
  }

  private wrapOf(clubId: string): Vault {
    return keptIn(this.wraps, clubId, () => new Vault(this.derived(clubId, 'wrap')));
  }

  private hashKeyOf(clubId: string): KeyObject {
    return keptIn(this.hashKeys, clubId, () => keptKey(this.derived(clubId, 'index')));
  }

  private derived(clubId: string, purpose: 'wrap' | 'index'): Buffer {
    return deriveKey(this.masterKey, `vafa/membership/${purpose}/${clubId}`);
  }
}
