import { DomainError, type Clock } from '@vafa/kernel';
import { changeClub, type Club, type ClubOrder } from '../domain/club.ts';
import type { Clubs } from './clubs.ts';
import type { FindClub } from './find-club.ts';

export class ChangeClub {
  constructor(
    private readonly clubs: Clubs,
    private readonly club: FindClub,
    private readonly clock: Clock,
  ) {}

  /**
   * Another name, country or look, once per key; what is stored of members stays as it is. Raises `club_not_found`,
   * `club_changed`, `invalid_club`.
   */
  async execute(idOrCode: string, key: string, order: ClubOrder): Promise<Club> {
    const { id } = await this.club.execute(idOrCode);
    const now = this.clock.now();
    const changed = await this.clubs.change(id, key, now, (club) => changeClub(club, order, now));
    if (changed === undefined) throw new DomainError('not_found', 'club_not_found', 'there is no such club');
    return changed;
  }
}
