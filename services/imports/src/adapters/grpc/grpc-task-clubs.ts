import { DomainError } from '@vafa/kernel';
import type { TaskClub } from '../../domain/import-task.ts';
import type { TaskClubs } from '../../use-cases/import-ports.ts';
import type { Services } from './services.ts';

/** Clubs as membership knows them. */
export class GrpcTaskClubs implements TaskClubs {
  constructor(private readonly membership: Pick<Services['membership'], 'getClub'>) {}

  async club(clubId: string): Promise<TaskClub> {
    const { club } = await this.membership.getClub({ idOrCode: clubId });
    if (!club) throw new DomainError('not_found', 'club_not_found', 'no such club');
    return { clubId: club.id, currency: club.currency, currencyDigits: club.currencyDigits, timeZone: club.timeZone };
  }
}
