import { DomainError } from '@vafa/kernel';
import type { Club } from '../domain/club.ts';
import type { Clubs } from './clubs.ts';

export class FindClub {
  constructor(private readonly clubs: Clubs) {}

  /** By id or code. Raises `club_not_found`. */
  async execute(idOrCode: string): Promise<Club> {
    const club = await this.clubs.find(idOrCode);
    if (club === undefined) throw new DomainError('not_found', 'club_not_found', 'there is no such club');
    return club;
  }

  /** In order of code, after the given one. */
  list(afterCode: string, limit: number): Promise<readonly Club[]> {
    return this.clubs.list(afterCode, limit);
  }
}
