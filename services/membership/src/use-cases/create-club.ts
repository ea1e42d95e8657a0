import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { DomainError, newId, type Clock } from '@vafa/kernel';
import { clubTerms, digitsOf, type AskedTerms, type Club, type ClubTerms } from '../domain/club.ts';
import type { Clubs } from './clubs.ts';

const fields = ['code', 'name', 'currency', 'timeZone', 'pointCost', 'pointValue', 'country'] as const;

const same = (a: ClubTerms, b: ClubTerms): boolean => fields.every((field) => a[field] === b[field]);

export class CreateClub {
  constructor(
    private readonly clubs: Clubs,
    private readonly clock: Clock,
  ) {}

  /** The same key and body: the same club. Raises `invalid_club`, `club_exists`, `key_reused`. */
  async execute(key: string, asked: AskedTerms): Promise<Club> {
    const terms = clubTerms(asked);
    const { owner, mine } = await this.clubs.claimCode(terms.code, newId(sharedIdPrefixes.club), key);
    if (!mine) throw new DomainError('conflict', 'club_exists', 'another club has this code');
    // A try that ended between the claim and the club goes on here.
    await this.clubs.insert(
      { ...terms, currencyDigits: digitsOf(terms.currency), id: owner, createdAt: this.clock.now() },
      key,
    );
    const club = await this.clubs.find(owner);
    if (club === undefined) throw new DomainError('unavailable', 'club_not_stored', 'try again');
    if (!same({ ...club, ...club.made }, terms))
      throw new DomainError('conflict', 'key_reused', 'the key was used with another body');
    return club;
  }
}
