import type { Documents, Versioned } from '@vafa/mongo';
import { participationId, type Invitation, type Participation, type Response } from '../../domain/participation.ts';
import type { AnswerCount } from '../../domain/survey-results.ts';
import type { Participations } from '../../use-cases/participations.ts';
import { toSurveyAnswered, toSurveyAsked } from '../events/to-event.ts';
import type { ParticipationState } from './models.ts';
import type { ParticipationReads } from './participation-reads.ts';

const toParticipation = ({
  _id: id,
  clubId,
  surveyId,
  memberId,
  askedAt,
  saleId,
  response,
}: Versioned<ParticipationState>): Participation => ({
  id,
  clubId,
  surveyId,
  memberId,
  askedAt,
  saleId,
  response,
});

/** Ids of some that are there for good: most members who buy were asked long ago. */
const knownMax = 20_000;

export class MongoParticipations implements Participations {
  private readonly known = new Set<string>();

  constructor(
    private readonly documents: Documents<ParticipationState>,
    private readonly reads: ParticipationReads,
  ) {}

  async invite(invitations: readonly Invitation[]): Promise<void> {
    const unknown = invitations.filter(({ id }) => !this.known.has(id));
    const asked = unknown.map(({ id, clubId, ...state }) => ({
      id,
      clubId,
      key: `e:ask:${id}`,
      state,
      at: state.askedAt,
      events: [toSurveyAsked(state)],
    }));
    await this.documents.insertMany(asked);
    if (this.known.size + asked.length > knownMax) this.known.clear();
    for (const { id } of asked) this.known.add(id);
  }

  async respond({ id, clubId, surveyId, memberId }: Participation, response: Response): Promise<Participation> {
    const { key, at } = response;
    const events = [toSurveyAnswered({ surveyId, memberId }, response)];
    const state = { surveyId, memberId, response };
    if ((await this.documents.insert({ id, clubId, key, at, events, state })) === 'inserted')
      return { id, clubId, ...state };
    const stands = await this.documents.change(id, (document) =>
      document.response ? undefined : { set: { response }, key, at, events },
    );
    return stands ? toParticipation(stands) : { id, clubId, surveyId, memberId };
  }

  async ofMember(memberId: string, surveyIds: readonly string[]): Promise<ReadonlyMap<string, Participation>> {
    const found = await this.documents.loadMany(surveyIds.map((id) => participationId(id, memberId)));
    return new Map([...found.values()].map((each) => [each.surveyId, toParticipation(each)]));
  }

  totals(surveyId: string): Promise<{ asked: number; answered: number }> {
    return this.reads.totals(surveyId);
  }

  answerCounts(surveyId: string): Promise<readonly AnswerCount[]> {
    return this.reads.answerCounts(surveyId);
  }

  latestTexts(surveyId: string, questionId: string, limit: number): Promise<readonly string[]> {
    return this.reads.latestTexts(surveyId, questionId, limit);
  }
}
