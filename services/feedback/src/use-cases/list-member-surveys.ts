import type { Participation } from '../domain/participation.ts';
import type { Survey } from '../domain/survey.ts';
import type { Participations } from './participations.ts';
import type { Surveys } from './surveys.ts';

export interface MemberSurvey {
  readonly survey: Survey;
  readonly participation: Participation | undefined;
}

/** One that is asked after sales is for those who were asked; every other open one is for all. */
const isFor = ({ survey: { open, askAfterSale }, participation }: MemberSurvey): boolean =>
  open && (!askAfterSale || participation !== undefined);

/** Open surveys as they stand for a member, newest first. */
export class ListMemberSurveys {
  constructor(
    private readonly surveys: Surveys,
    private readonly participations: Participations,
  ) {}

  /** Those among the `size` surveys that follow the id `before`; `next`: where it goes on, empty after the last. */
  async execute(
    { clubId, memberId }: { readonly clubId: string; readonly memberId: string },
    before: string,
    size: number,
  ): Promise<{ surveys: readonly MemberSurvey[]; next: string }> {
    const found = await this.surveys.list(clubId, before, size + 1);
    const seen = found.slice(0, size);
    const known = await this.participations.ofMember(
      memberId,
      seen.map(({ id }) => id),
    );
    const surveys = seen.map((survey) => ({ survey, participation: known.get(survey.id) })).filter(isFor);
    return { surveys, next: found.length > size ? (seen.at(-1)?.id ?? '') : '' };
  }
}
