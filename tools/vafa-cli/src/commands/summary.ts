import type { Command } from '../command.ts';
import { amount, columns, figure, table, type Money, type Whole } from '../figures.ts';

/** `GET /v1/summary`. */
export interface Summary {
  readonly members: number;
  readonly sales: number;
  readonly sales_without_member: number;
  readonly returns: number;
  readonly points_accrued: Whole;
  readonly points_burned: Whole;
  readonly points_taken_back: Whole;
  readonly points_expired: Whole;
  readonly points_outstanding: Whole;
  readonly liability: Money;
  readonly best_members: readonly {
    readonly member_id: string;
    readonly external_id: string;
    readonly points: Whole;
  }[];
  readonly exceptions: number;
}

export const summaryText = (summary: Summary): string =>
  [
    table([
      ['members with a sale', figure(summary.members)],
      ['sales', `${figure(summary.sales)}, ${figure(summary.sales_without_member)} of them without a member`],
      ['returns', figure(summary.returns)],
      ['exception rows', figure(summary.exceptions)],
      ['points accrued', figure(summary.points_accrued)],
      ['points burned', figure(summary.points_burned)],
      ['points taken back', figure(summary.points_taken_back)],
      ['points expired', figure(summary.points_expired)],
      ['points outstanding', figure(summary.points_outstanding)],
      ['liability', amount(summary.liability)],
    ]),
    'best members',
    columns(summary.best_members.map(({ external_id, member_id, points }) => [external_id, figure(points), member_id])),
  ].join('\n');

export const summaryCommand: Command = {
  words: ['summary'],
  usage: 'summary [--club demo]',
  about: 'the club in figures',
  names: 0,
  run: async ({ api }) => {
    const value = await api.get<Summary>('/v1/summary');
    return { value, text: summaryText(value), ok: true };
  },
};
