import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { useWrite } from '../../api/use-write.ts';
import { Card, KeyValues } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { Switch } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatDay, noonOf, withoutZone } from '../../kit/formats/dates.ts';
import { formatCard, formatPhone } from '../../kit/formats/identities.ts';
import { moneyText } from '../../kit/formats/money.ts';
import { Ltr, Meter, Tier } from '../../kit/marks.tsx';
import { Failed, Loading } from '../../kit/states.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { useConsoleSay } from '../words/say.ts';
import { useMemberChanged, type Member } from './member-head.ts';
import { rankOf, useMemberTier, useTiers } from './tiers.ts';
import styles from './profile.module.css';

/** The tier now, and what is missing to the next one. */
export const TierCard = ({ memberId }: { readonly memberId: string }) => {
  const say = useConsoleSay();
  const { language, money } = useClub();
  const days = useDays();
  const { data, error, refetch } = useMemberTier(memberId);
  const tiers = useTiers();
  if (error !== null)
    return (
      <Card title={say('tier.title')} isBare>
        <Failed what={say('tier.failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />
      </Card>
    );
  if (data === undefined)
    return (
      <Card title={say('tier.title')} isBare>
        <Loading lines={2} />
      </Card>
    );
  const { tier, next, missing, spend } = data;
  const from = new Date(data.period_from);
  if (tier === null)
    return (
      <Card title={say('tier.title')}>
        <p>{say('tier.none')}</p>
      </Card>
    );
  const done = Number(spend.amount);
  const goal = next === null ? done : done + Number(missing?.amount ?? 0);
  return (
    <Card title={say('tier.title')} aside={<Tier rank={rankOf(tier.code, tiers)}>{tier.name}</Tier>}>
      <div className={styles.tier}>
        <div>
          <Meter label={say('tier.progress')} value={goal === 0 ? 0 : Math.min(100, (done / goal) * 100)} />
          <div className={styles.tierHead}>
            <span>{tier.name}</span>
            {next !== null && <span>{next.name}</span>}
          </div>
        </div>
        <p>
          {next === null || missing === null
            ? say('tier.highest')
            : say('tier.missing', { money: moneyText(missing, money, language), tier: next.name })}
        </p>
        <p>{say('tier.spent', { money: moneyText(spend, money, language), from: formatDay(from, days) })}</p>
      </div>
    </Card>
  );
};

/** How a member may be spoken to; a switch is written at once. */
export const ConsentsCard = ({ member }: { readonly member: Member }) => {
  const say = useConsoleSay();
  const may = useMay();
  const days = useDays();
  const changed = useMemberChanged();
  const write = useWrite(
    (body: { purpose: string; granted: boolean }, key) =>
      api.call('correctMember', {
        path: { member_id: member.id },
        body: { consents: [body], reason: say('consent.reason') },
        key,
      }),
    changed,
  );
  const known: Readonly<Record<string, string>> = {
    sms: say('consent.sms'),
    email: say('consent.email'),
    push: say('consent.push'),
    survey: say('consent.survey'),
  };
  return (
    <Card title={say('consent.title')} scope={say('consent.scope')}>
      {member.consents.length === 0 ? (
        <p>{say('consent.none')}</p>
      ) : (
        <ul className={styles.consents}>
          {member.consents.map(({ purpose, granted, at }) => (
            <li key={purpose}>
              <span>
                <b>
                  <bdi>{known[purpose] ?? purpose}</bdi>
                </b>
                <small>
                  {say(granted ? 'consent.since' : 'consent.ended', { day: formatDay(new Date(at), days) })}
                </small>
              </span>
              <Switch
                label={known[purpose] ?? purpose}
                isSelected={granted}
                isDisabled={!may('correctMember') || write.isBusy}
                onChange={(isGranted) => void write.run({ purpose, granted: isGranted })}
              />
            </li>
          ))}
        </ul>
      )}
      <FormProblem failure={write.failure} />
    </Card>
  );
};

export const DetailsCard = ({ member }: { readonly member: Member }) => {
  const say = useConsoleSay();
  const days = useDays();
  const ltr = (value: string | null) => (value === null ? '—' : <Ltr>{value}</Ltr>);
  return (
    <Card title={say('member.details')} {...(member.masked && { scope: say('member.masked') })}>
      <KeyValues
        rows={[
          [say('member.phone'), ltr(member.phone && formatPhone(member.phone, days.language))],
          [say('member.email'), ltr(member.email)],
          [say('member.card'), ltr(member.card && formatCard(member.card, days.language))],
          [say('member.external_id'), ltr(member.external_id)],
          [
            say('member.birth_date'),
            member.birth_date === null ? '—' : formatDay(noonOf(member.birth_date), withoutZone(days)),
          ],
          [say('members.since'), formatDay(new Date(member.member_since), days)],
        ]}
      />
    </Card>
  );
};

/** The balance of each unit that the member has. */
export const useAccounts = (memberId: string) =>
  useQuery({
    queryKey: ['member', memberId, 'accounts'],
    queryFn: async () => (await api.call('getMemberAccounts', { path: { member_id: memberId } })).items,
  });
