import type { ItemOf } from '@vafa/client';
import { Gift } from 'lucide-react';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatDay, lastMomentBefore } from '../../kit/formats/dates.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Badge, Ltr } from '../../kit/marks.tsx';
import { Empty } from '../../kit/states.tsx';
import { ListTable, type ListColumn } from '../parts/list-table.tsx';
import { useList } from '../parts/use-list.ts';
import { useConsoleSay } from '../words/say.ts';

type Voucher = ItemOf<'listMemberVouchers'>;

const states = {
  issued: { name: 'vouchers.issued', tone: 'good' },
  used: { name: 'vouchers.used', tone: undefined },
  expired: { name: 'vouchers.expired', tone: 'warn' },
  cancelled: { name: 'vouchers.cancelled', tone: 'bad' },
} as const;

/** What the member may still hand over at a till, and what it did before. */
export const MemberVouchers = ({ memberId }: { readonly memberId: string }) => {
  const say = useConsoleSay();
  const days = useDays();
  const { language } = useClub();
  const list = useList('listMemberVouchers', { path: { member_id: memberId } });
  const columns: readonly ListColumn<Voucher>[] = [
    {
      id: 'reward',
      name: say('vouchers.reward'),
      show: ({ reward_name: name, code }) => (
        <>
          <b>
            <bdi>{name}</bdi>
          </b>
          <small>
            <Ltr>{code}</Ltr>
          </small>
        </>
      ),
    },
    {
      id: 'state',
      name: say('vouchers.state'),
      show: ({ status }) => {
        const known = states[status as keyof typeof states] as (typeof states)[keyof typeof states] | undefined;
        return known === undefined ? (
          status
        ) : (
          <Badge {...(known.tone && { tone: known.tone })}>{say(known.name)}</Badge>
        );
      },
    },
    {
      id: 'until',
      name: say('vouchers.until'),
      show: ({ used_at: used, expires_at: end }) =>
        used !== null ? formatDay(new Date(used), days) : end === null ? '—' : formatDay(lastMomentBefore(end), days),
    },
    {
      id: 'points',
      name: say('statement.points'),
      isFigures: true,
      show: ({ points }) => formatNumber(BigInt(points), language),
    },
  ];
  return (
    <ListTable
      label={say('vouchers.title')}
      columns={columns}
      list={list}
      idOf={({ code }) => code}
      failed={say('vouchers.failed')}
      empty={<Empty icon={Gift} title={say('vouchers.empty')} text={say('vouchers.empty-text')} />}
    />
  );
};
