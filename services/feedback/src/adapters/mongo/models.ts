import { documentSchema, plainSchema, type Claim } from '@vafa/mongo';
import type { Connection } from 'mongoose';
import type { Complaint } from '../../domain/complaint.ts';
import type { Participation } from '../../domain/participation.ts';
import type { Survey } from '../../domain/survey.ts';

export type SurveyState = Omit<Survey, 'id' | 'clubId'>;
export type ParticipationState = Omit<Participation, 'id' | 'clubId'>;
export type ComplaintState = Omit<Complaint, 'id' | 'clubId'>;

const surveySchema = documentSchema<SurveyState>(
  {
    code: String,
    title: String,
    questions: [{ _id: false, id: String, kind: { type: String }, text: String, required: Boolean }],
    points: BigInt,
    askAfterSale: Boolean,
    open: Boolean,
    createdAt: Date,
  },
  [{ fields: { clubId: 1, _id: -1 } }, { fields: { clubId: 1, open: 1 }, where: { askAfterSale: true } }],
);

const participationSchema = documentSchema<ParticipationState>(
  {
    surveyId: String,
    memberId: String,
    askedAt: Date,
    saleId: String,
    response: {
      id: String,
      answers: [{ _id: false, questionId: String, score: Number, text: String }],
      points: BigInt,
      at: Date,
      key: String,
    },
  },
  [
    { fields: { surveyId: 1, askedAt: 1 }, where: { askedAt: { $exists: true } } },
    { fields: { surveyId: 1, 'response.at': -1 }, where: { 'response.at': { $exists: true } } },
  ],
);

const complaintSchema = documentSchema<ComplaintState>(
  {
    memberId: String,
    subject: String,
    text: String,
    saleId: String,
    status: String,
    openedAt: Date,
    promisedBy: Date,
    answers: [
      {
        _id: false,
        id: String,
        key: String,
        text: String,
        author: String,
        close: Boolean,
        byMember: Boolean,
        at: Date,
      },
    ],
  },
  [
    { fields: { clubId: 1, _id: -1 } },
    { fields: { clubId: 1, memberId: 1, _id: -1 } },
    { fields: { clubId: 1, status: 1, _id: -1 } },
  ],
);

const commandKeySchema = plainSchema<Claim>({ _id: String, owner: String, key: String });

export const modelsOf = (connection: Connection) => ({
  surveys: connection.model('Survey', surveySchema, 'surveys'),
  participations: connection.model('Participation', participationSchema, 'participations'),
  complaints: connection.model('Complaint', complaintSchema, 'complaints'),
  commandKeys: connection.model('CommandKey', commandKeySchema, 'command_keys'),
});
