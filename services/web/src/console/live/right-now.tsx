import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { Gift, Pause, Play, ShoppingBag, Sparkles, Undo2, UserPlus, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatPoints, formatSignedPoints } from '../../kit/formats/counts.ts';
import { formatTime } from '../../kit/formats/dates.ts';
import { moneyText } from '../../kit/formats/money.ts';
import { Icon } from '../../kit/icon.tsx';
import { Badge } from '../../kit/marks.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { useBranches } from '../parts/branches.ts';
import { useConsoleSay } from '../words/say.ts';
import type { Happened } from './live-list.ts';
import { useLive, type LiveState } from './use-live.ts';
import { aside } from '../parts/aside.ts';
import styles from './live.module.css';

const looks: Readonly<Record<Happened['kind'], readonly [LucideIcon, 'points' | 'good' | undefined]>> = {
  sale: [ShoppingBag, undefined],
  return: [Undo2, undefined],
  points: [Sparkles, 'points'],
  redemption: [Gift, 'points'],
  enrolment: [UserPlus, 'good'],
};

const tones: Readonly<Record<LiveState, 'good' | 'warn' | undefined>> = {
  connecting: undefined,
  live: 'good',
  lost: 'warn',
  paused: undefined,
  over: 'warn',
};

const useRewardName = (): ((id: string | null) => string) => {
  const say = useConsoleSay();
  const { data = [] } = useQuery({ queryKey: ['rewards', 'names'], queryFn: () => api.items('listRewards'), ...aside });
  return (id) => data.find((each) => each.id === id)?.name ?? say('live.reward');
};

/** What happened, in a few words. */
const useTold = (): ((of: Happened) => string) => {
  const say = useConsoleSay();
  const { language, money: unit } = useClub();
  const rewardOf = useRewardName();
  return ({ kind, points, money, reward_id: reward }) => {
    const shown = {
      money: money === null ? '' : moneyText(money, unit, language),
      points: formatPoints(BigInt(points ?? 0), language),
      reward: rewardOf(reward),
    };
    return say(`live.${kind}`, shown);
  };
};

/** Where, and what it gave. */
const Scope = ({ of: { kind, branch_id: branch, member_id: member, points } }: { readonly of: Happened }) => {
  const say = useConsoleSay();
  const { language } = useClub();
  const { nameOf } = useBranches();
  const count = BigInt(points ?? 0);
  const parts: ReactNode[] = branch === null ? [] : [<bdi key="branch">{nameOf(branch)}</bdi>];
  if (kind === 'sale' && member === null) parts.push(say('live.no-member'));
  if (kind === 'sale' && count > 0n)
    parts.push(
      <span key="points" className={styles.points}>
        {formatSignedPoints(count, language).join(' ')}
      </span>,
    );
  if (kind === 'return' && count > 0n) parts.push(say('live.taken', { points: formatPoints(count, language) }));
  if (parts.length === 0) return null;
  return <small>{parts.flatMap((part, at) => (at === 0 ? [part] : [' · ', part]))}</small>;
};

const Row = ({ of }: { readonly of: Happened }) => {
  const days = useDays();
  const may = useMay();
  const told = useTold()(of);
  const [icon, tone] = looks[of.kind];
  return (
    <li>
      <span className={styles.picture} data-tone={tone}>
        <Icon of={icon} size="sm" />
      </span>
      <span>
        <b>
          {of.member_id !== null && may('getMember') ? (
            <Link to={`/members/${of.member_id}`}>
              <bdi>{told}</bdi>
            </Link>
          ) : (
            <bdi>{told}</bdi>
          )}
        </b>
        <Scope of={of} />
      </span>
      <time dateTime={of.at}>{formatTime(new Date(of.at), days)}</time>
    </li>
  );
};

/** What happens in the club, as it happens. It is quiet: readers of screens are told its state alone. */
export const RightNow = () => {
  const say = useConsoleSay();
  const { state, lines, pause, resume } = useLive();
  const isStill = state === 'paused' || state === 'over';
  return (
    <Card
      title={say('live.title')}
      aside={
        <span className={styles.state}>
          <span role="status">
            <Badge {...(tones[state] !== undefined && { tone: tones[state] })} hasDot={state === 'live'}>
              {say(`live.${state}`)}
            </Badge>
          </span>
          <Button kind="quiet" small onPress={isStill ? resume : pause}>
            <Icon of={isStill ? Play : Pause} size="xs" />
            {say(isStill ? 'live.resume' : 'live.pause')}
          </Button>
        </span>
      }
      isBare
    >
      {lines.length === 0 ? (
        <p className={styles.none}>{say('live.none')}</p>
      ) : (
        <ul className={styles.list} aria-label={say('live.title')}>
          {lines.map(({ id, happened }) =>
            happened === undefined ? (
              <li key={id} className={styles.gap}>
                {say('live.gap')}
              </li>
            ) : (
              <Row key={id} of={happened} />
            ),
          )}
        </ul>
      )}
    </Card>
  );
};
