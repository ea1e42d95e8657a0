import type { Documents } from '@vafa/mongo';
import { checkAnswers } from '../../../services/feedback/src/domain/answers.ts';
import { respond } from '../../../services/feedback/src/domain/participation.ts';
import { checkSurvey, type Question, type Survey } from '../../../services/feedback/src/domain/survey.ts';
import type { SurveyState } from '../../../services/feedback/src/adapters/mongo/models.ts';
import { MongoSurveys } from '../../../services/feedback/src/adapters/mongo/mongo-surveys.ts';
import { SubmitResponse } from '../../../services/feedback/src/use-cases/submit-response.ts';
import { differs, none, type Rows } from './walked-fields.ts';

const at = new Date('2026-03-01T10:00:00Z');
const nps: Question = { id: 'nps', kind: 'nps', text: 'Recommend?', required: true };
const survey: Survey = {
  id: 'srv_1',
  clubId: 'clb_1',
  code: 'visit',
  title: 'Visit',
  questions: [nps],
  points: 0n,
  askAfterSale: false,
  open: true,
  createdAt: at,
};
const given = [{ questionId: 'nps', score: 9 }];

const codeOf = (error: unknown): string => (error as { code: string }).code;

/** Surveys with just this one, asked by what the filter says of its own fields. */
const holding = (only: Survey): MongoSurveys => {
  const { id: _id, ...state } = only;
  const fits = (filter: Readonly<Record<string, unknown>>): boolean =>
    Object.entries(filter).every(
      ([name, wanted]) => typeof wanted === 'object' || wanted === state[name as keyof typeof state],
    );
  const documents = {
    find: (filter: Readonly<Record<string, unknown>>) => Promise.resolve(fits(filter) ? [{ _id, ...state }] : []),
    load: () => Promise.resolve({ _id, ...state }),
  };
  return new MongoSurveys(documents as unknown as Documents<SurveyState>);
};

const answered = (changes: Partial<Survey>): Promise<unknown> => {
  const participations = {
    invite: () => Promise.resolve(),
    respond: <T, R>(participation: T, response: R) => Promise.resolve({ ...participation, response }),
    ofMember: () => Promise.resolve(new Map()),
    totals: () => Promise.resolve({ asked: 0, answered: 0 }),
    answerCounts: () => Promise.resolve([]),
    latestTexts: () => Promise.resolve([]),
  };
  const commands = { enter: (_command: object, subject: string) => Promise.resolve(subject) };
  const submit = new SubmitResponse(holding({ ...survey, ...changes }), participations, commands, { now: () => at });
  return submit
    .execute({ clubId: 'clb_1', key: 'c:1', surveyId: 'srv_1', memberId: 'mem_1', answers: given })
    .then(({ response }) => response.points, codeOf);
};

const answers = (question: Question, text?: string): unknown => {
  try {
    return checkAnswers(
      [question, { ...nps, id: 'other', required: false }],
      [text === undefined ? { questionId: question.id, score: 9 } : { questionId: 'other', score: 1 }],
    );
  } catch (error) {
    return codeOf(error);
  }
};

export const surveySettings: Rows = {
  id: none('the service makes it'),
  club_id: none('whose survey it is'),
  code: none('its name'),
  title: differs((changed) => checkSurvey({ ...survey, title: changed ? 'Return' : 'Visit' }).title),
  questions: differs((changed) => answered({ questions: changed ? [{ ...nps, id: 'other' }] : [nps] })),
  points: differs((changed) => respond({ ...survey, points: changed ? 5n : 0n }, 'mem_1', given, 'c:1', at).points),
  ask_after_sale: differs(
    async (changed) => (await holding({ ...survey, askAfterSale: changed }).askedAfterSale(['clb_1'])).length,
  ),
  open: differs((changed) => answered({ open: !changed })),
  created_at: none('when the service took it'),
};

export const questionSettings: Rows = {
  id: differs((changed) => answers({ ...nps, id: changed ? 'score' : 'nps' })),
  kind: differs((changed) => answers({ ...nps, kind: changed ? 'free' : 'nps' })),
  text: differs(
    (changed) => checkSurvey({ ...survey, questions: [{ ...nps, text: changed ? 'Why?' : nps.text }] }).questions,
  ),
  required: differs((changed) => answers({ ...nps, required: !changed }, 'other')),
};
