import type { Clock } from '@vafa/kernel';
import { asksAfter, invite, isAskedAfter, type ClosedSale } from '../domain/participation.ts';
import type { Participations } from './participations.ts';
import type { Surveys } from './surveys.ts';

/** Asks the members of closed sales the open surveys of their clubs, each survey once per member. Safe to repeat. */
export class AskAfterSales {
  constructor(
    private readonly surveys: Surveys,
    private readonly participations: Participations,
    private readonly clock: Clock,
  ) {}

  async execute(closed: readonly ClosedSale[]): Promise<void> {
    const sales = closed.filter(asksAfter);
    if (sales.length === 0) return;
    const surveys = await this.surveys.askedAfterSale([...new Set(sales.map(({ clubId }) => clubId))]);
    const now = this.clock.now();
    const invitations = sales.flatMap((sale) =>
      surveys.filter((survey) => isAskedAfter(survey, sale)).map((survey) => invite(survey, sale, now)),
    );
    // A member may have bought twice in these sales: the first one counts, and a Map keeps the last.
    const first = new Map(invitations.toReversed().map((invitation) => [invitation.id, invitation]));
    await this.participations.invite([...first.values()]);
  }
}
