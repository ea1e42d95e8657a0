import { useParams } from '@tanstack/react-router';
import { ArrowLeftRight, PackageOpen, Pencil, Plus } from 'lucide-react';
import { failureOf } from '../../api/failures.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatDay } from '../../kit/formats/dates.ts';
import { formatCard, formatPhone } from '../../kit/formats/identities.ts';
import { initialsOf } from '../../kit/formats/initials.ts';
import { formatLargeMoney, moneyText } from '../../kit/formats/money.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { worthOfPoints } from '../../kit/formats/worth.ts';
import { Icon } from '../../kit/icon.tsx';
import { Ltr, Tier } from '../../kit/marks.tsx';
import { Failed, Loading } from '../../kit/states.tsx';
import { Tabs } from '../../kit/tabs.tsx';
import { useMay, useSignedIn } from '../../sign-in/use-session.ts';
import { Columns, Page } from '../parts/page.tsx';
import { PartFailed } from '../parts/late-part.tsx';
import { useLate } from '../parts/use-late.ts';
import { useConsoleSay } from '../words/say.ts';
import { Corrections } from './corrections.tsx';
import { ExpiringCard } from './expiring-card.tsx';
import { MemberComplaints } from './member-complaints.tsx';
import { useMember, type Member } from './member-head.ts';
import { ConsentsCard, DetailsCard, TierCard, useAccounts } from './member-side.tsx';
import { MemberVouchers } from './member-vouchers.tsx';
import { Occasions } from './occasions.tsx';
import { Statement } from './statement.tsx';
import { rankOf, useMemberTier, useTiers } from './tiers.ts';
import styles from './profile.module.css';

// What few visits open comes when it is opened.
const forms = {
  adjust: async () => (await import('./adjust-dialog.tsx')).AdjustDialog,
  correct: async () => (await import('./member-form.tsx')).MemberForm,
  move: async () => (await import('./move-sale-dialog.tsx')).MoveSaleDialog,
  opening: async () => (await import('./opening-dialog.tsx')).OpeningDialog,
};

interface FormProps {
  readonly member: Member;
  readonly memberId: string;
  readonly name: string;
  readonly onClose: () => void;
}

interface Fact {
  readonly name: string;
  readonly value: string;
  readonly unit?: string;
  readonly more: string;
  readonly kind?: 'points';
}

/** Balances, side by side; money value where the club says what a point is worth. */
const Facts = ({ memberId }: { readonly memberId: string }) => {
  const say = useConsoleSay();
  const { language, money } = useClub();
  const { club } = useSignedIn();
  const { data, error, refetch } = useAccounts(memberId);
  const tier = useMemberTier(memberId).data;
  if (error !== null)
    return <Failed what={say('facts.failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={2} />;
  const number = (value: number | string): string => formatNumber(BigInt(value), language);
  const points = data.find(({ unit }) => unit === 'points');
  const worth = worthOfPoints(points?.available ?? 0, club.point_value);
  const { currency, currency_digits: digits } = club;
  const spend = tier === undefined ? undefined : formatLargeMoney(tier.spend, money, language);
  const facts: readonly Fact[] = [
    {
      name: say('facts.available'),
      value: number(points?.available ?? 0),
      more:
        club.point_value > 0
          ? say('facts.worth', { money: moneyText({ amount: worth, currency, digits }, money, language) })
          : '',
      kind: 'points',
    },
    { name: say('facts.pending'), value: number(points?.pending ?? 0), more: say('facts.pending-more') },
    { name: say('facts.held'), value: number(points?.held ?? 0), more: say('facts.held-more') },
    { name: say('facts.earned'), value: number(points?.lifetime_earned ?? 0), more: say('facts.earned-more') },
    ...(spend === undefined
      ? []
      : [{ name: say('facts.spend'), value: spend.number, unit: spend.unit, more: say('facts.spend-more') }]),
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value, unit, more, kind }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <b data-kind={kind}>
              <bdi>{value}</bdi> {unit !== undefined && <i>{unit}</i>}
            </b>
            <small>{more}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
};

const Profile = ({ member }: { readonly member: Member }) => {
  const say = useConsoleSay();
  const may = useMay();
  const days = useDays();
  const { Part: Form, isFailed, open, close } = useLate<FormProps>();
  const tier = useMemberTier(member.id).data?.tier;
  const tiers = useTiers();
  const name = member.name ?? say('members.nameless');
  const tabs = [
    ...(may('getMemberStatement')
      ? [{ id: 'statement', name: say('statement.title'), content: <Statement memberId={member.id} unit="points" /> }]
      : []),
    ...(may('listMemberVouchers')
      ? [{ id: 'vouchers', name: say('vouchers.title'), content: <MemberVouchers memberId={member.id} /> }]
      : []),
    ...(may('listComplaints')
      ? [{ id: 'complaints', name: say('service.title'), content: <MemberComplaints memberId={member.id} /> }]
      : []),
    ...(may('listMemberCorrections')
      ? [{ id: 'corrections', name: say('corrections.title'), content: <Corrections memberId={member.id} /> }]
      : []),
  ];
  return (
    <Page
      title={name}
      picture={
        <span className={styles.avatar} aria-hidden>
          {initialsOf(name)}
        </span>
      }
      mark={tier !== undefined && tier !== null && <Tier rank={rankOf(tier.code, tiers)}>{tier.name}</Tier>}
      scope={
        <>
          {member.phone !== null && <Ltr>{formatPhone(member.phone, days.language)}</Ltr>}
          {member.card !== null && (
            <span>
              {say('members.card')} <Ltr>{formatCard(member.card, days.language)}</Ltr>
            </span>
          )}
          <span>{say('member.since', { day: formatDay(new Date(member.member_since), days) })}</span>
        </>
      }
      acts={
        <>
          {may('moveSale') && (
            <Button onPress={() => open(forms.move)}>
              <Icon of={ArrowLeftRight} size="sm" />
              {say('move.open')}
            </Button>
          )}
          {may('correctMember') && (
            <Button onPress={() => open(forms.correct)}>
              <Icon of={Pencil} size="sm" />
              {say('member.correct')}
            </Button>
          )}
          {may('openBalance') && (
            <Button onPress={() => open(forms.opening)}>
              <Icon of={PackageOpen} size="sm" />
              {say('opening.open')}
            </Button>
          )}
          {may('adjustBalance') && (
            <Button kind="primary" onPress={() => open(forms.adjust)}>
              <Icon of={Plus} size="sm" />
              {say('adjust.open')}
            </Button>
          )}
        </>
      }
    >
      {isFailed && <PartFailed />}
      <Occasions memberId={member.id} />
      <Facts memberId={member.id} />
      <Columns
        main={
          <Card isBare>
            <Tabs label={name} tabs={tabs} isBare />
          </Card>
        }
        side={
          <>
            <TierCard memberId={member.id} />
            {may('listMemberExpiring') && <ExpiringCard memberId={member.id} />}
            <DetailsCard member={member} />
            <ConsentsCard member={member} />
          </>
        }
      />
      {Form !== undefined && <Form member={member} memberId={member.id} name={name} onClose={close} />}
    </Page>
  );
};

/** One member: who it is, what there is, and why. */
export const MemberPage = () => {
  const say = useConsoleSay();
  const { memberId = '' }: { readonly memberId?: string } = useParams({ strict: false });
  const { data, error, refetch } = useMember(memberId);
  if (data !== undefined) return <Profile key={data.id} member={data} />;
  return (
    <Page title={say('member.title')}>
      <Card isBare>
        {error === null ? (
          <Loading />
        ) : (
          <Failed what={say('member.failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />
        )}
      </Card>
    </Page>
  );
};
