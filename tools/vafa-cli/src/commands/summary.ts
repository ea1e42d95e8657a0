import type { Summary } from '@vafa/client';
import type { Command } from '../command.ts';
import { amount, columns, figure, table } from '../figures.ts';

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
    columns(
      summary.best_members.map(({ external_id, member_id, points }) => [external_id ?? '', figure(points), member_id]),
    ),
  ].join('\n');

export const summaryCommand: Command = {
  words: ['summary'],
  usage: 'summary [--club demo]',
  about: 'the club in figures',
  names: 0,
  run: async ({ api }) => {
    const value = await api.call('getSummary');
    return { value, text: summaryText(value), ok: true };
  },
};
