import type { Versioned } from '@vafa/mongo';
import { nobody, readingNow, type Member } from '../../domain/member.ts';
import { nameForm, namePrefixes } from '../../domain/names.ts';
import type { PersonVault } from '../crypto/person-vault.ts';
import type { MemberState } from './models.ts';

/** How a member is stored: values sealed, its name as keyed hashes of beginnings. */
export class MemberForm {
  constructor(private readonly vault: PersonVault) {}

  /** `before`: the document as it is, whose key is kept. */
  toState(
    { id, clubId, externalId, consents, enrolledAt, revision, reading, era: _kept, ...person }: Member,
    before?: MemberState,
  ): MemberState {
    const { name, phone, email, cardNumber, birthDate } = person;
    const wrapped = before?.personKey && bytes(before.personKey);
    const { key, values } = this.vault.seal(clubId, id, { name, phone, email, cardNumber, birthDate }, wrapped);
    return {
      externalId,
      personKey: key,
      person: values,
      ...this.names(clubId, name),
      revision,
      reading,
      consents: [...consents],
      enrolledAt,
    };
  }

  /** A member of whom only the external id is known. */
  bare(enrolledAt: Date): Omit<MemberState, 'externalId'> {
    return { nameIndex: [], nameForm, revision: 1, reading: readingNow, consents: [], enrolledAt };
  }

  /** What is left of a member: without the key, what was sealed for it can be opened by nobody. */
  erased(at: Date): Partial<MemberState> {
    return { externalId: '', personKey: undefined, person: undefined, nameIndex: [], consents: [], erasedAt: at };
  }

  names(clubId: string, name: string): Pick<MemberState, 'nameIndex' | 'nameForm'> {
    return { nameIndex: namePrefixes(name).map((prefix) => this.vault.nameIndex(clubId, prefix)), nameForm };
  }

  toMember({
    _id: id,
    clubId,
    externalId,
    personKey,
    person,
    consents,
    enrolledAt,
    revision = 1,
    reading = 1,
    era = 0,
  }: Versioned<MemberState>): Member {
    const known =
      personKey && person ? this.vault.open(clubId, id, { key: bytes(personKey), values: bytes(person) }) : nobody;
    return { ...known, id, clubId, externalId, consents, enrolledAt, revision, reading, era };
  }
}

/** The document in hand may be the one just written (Buffer) or one that was read (binary of the driver). */
export const bytes = (value: Buffer | { buffer: Uint8Array }): Buffer =>
  Buffer.isBuffer(value) ? value : Buffer.from(value.buffer);
