import type { Collection } from 'mongodb';
import { toUnavailable, type Versioned } from '@vafa/mongo';
import type { AnswerCount } from '../../domain/survey-results.ts';
import type { ParticipationState } from './models.ts';

interface CountedAnswers {
  readonly _id: { readonly questionId: string; readonly score?: number };
  readonly count: number | bigint;
}

const answered = (surveyId: string) => ({ surveyId, 'response.at': { $exists: true } });

/** What a survey's results are made of. */
export class ParticipationReads {
  private readonly collection: Collection<Versioned<ParticipationState>>;

  constructor(model: { readonly collection: unknown }) {
    this.collection = model.collection as Collection<Versioned<ParticipationState>>;
  }

  async totals(surveyId: string): Promise<{ asked: number; answered: number }> {
    const filters = [{ surveyId, askedAt: { $exists: true } }, answered(surveyId)];
    const [asked = 0, responses = 0] = await this.read(() =>
      Promise.all(filters.map((filter) => this.collection.countDocuments(filter))),
    );
    return { asked, answered: responses };
  }

  async answerCounts(surveyId: string): Promise<readonly AnswerCount[]> {
    const group = {
      _id: { questionId: '$response.answers.questionId', score: '$response.answers.score' },
      count: { $sum: 1 },
    };
    const stages = [{ $match: answered(surveyId) }, { $unwind: '$response.answers' }, { $group: group }];
    const counts = await this.read(() => this.collection.aggregate<CountedAnswers>(stages).toArray());
    return counts.map(({ _id: { questionId, score }, count }) => ({ questionId, score, count: Number(count) }));
  }

  async latestTexts(surveyId: string, questionId: string, limit: number): Promise<readonly string[]> {
    const filter = {
      ...answered(surveyId),
      'response.answers': { $elemMatch: { questionId, text: { $exists: true } } },
    };
    const found = await this.read(() =>
      this.collection
        .find(filter, { sort: { 'response.at': -1 }, limit, projection: { 'response.answers': 1 } })
        .toArray(),
    );
    return found.flatMap(({ response }) =>
      (response?.answers ?? []).flatMap((answer) => (answer.questionId === questionId ? (answer.text ?? []) : [])),
    );
  }

  private async read<T>(query: () => Promise<T>): Promise<T> {
    try {
      return await query();
    } catch (error) {
      throw toUnavailable(error);
    }
  }
}
