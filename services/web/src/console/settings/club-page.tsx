import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import type { AnswerOf } from '@vafa/client';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { Card, KeyValues } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { Field, NumberField } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatDay } from '../../kit/formats/dates.ts';
import { formatMoney, minorUnitsOf, moneyText } from '../../kit/formats/money.ts';
import { Icon } from '../../kit/icon.tsx';
import { Ltr } from '../../kit/marks.tsx';
import { Failed, Loading } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useMay, useSignedIn } from '../../sign-in/use-session.ts';
import { Columns, Page } from '../parts/page.tsx';
import { useChanged } from '../parts/use-changed.ts';
import { whileWritten } from '../parts/while-written.ts';
import { useConsoleSay } from '../words/say.ts';
import styles from './settings.module.css';

type Tiers = AnswerOf<'getTiers'>;

interface TierRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** In the unit that is shown. */
  readonly from: number;
}

/** How many of the minor units one of the shown unit has. */
const useMinorUnits = (): number => {
  const { money } = useClub();
  const { club } = useSignedIn();
  return minorUnitsOf({ currency: club.currency, digits: club.currency_digits }, money);
};

const codeFrom = /^[a-z0-9-]{2,40}$/;
const tiersMax = 20;

const TiersForm = ({ tiers }: { readonly tiers: Tiers }) => {
  const say = useConsoleSay();
  const changed = useChanged();
  const { language, money } = useClub();
  const { club } = useSignedIn();
  const minor = useMinorUnits();
  const { unit } = formatMoney({ amount: 0, currency: club.currency, digits: club.currency_digits }, money, language);
  const [days, setDays] = useState(tiers.period_days);
  const [rows, setRows] = useState<readonly TierRow[]>(
    tiers.tiers.map(({ code, name, spend_from: from }) => ({ id: code, code, name, from: Number(from) / minor })),
  );
  const [isTried, setTried] = useState(false);
  const write = useWrite(
    (body: Tiers, key) => api.call('setTiers', { body, key }),
    () => {
      changed();
      setTried(false);
      tellDone(say('club.tiers-saved'));
    },
  );
  const change = (id: string, part: Partial<TierRow>): void =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const isWrong = rows.some(({ code, name, from }) => !codeFrom.test(code) || name.trim() === '' || Number.isNaN(from));
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (isWrong || rows.length === 0) return;
    void write.run({
      period_days: days,
      tiers: rows.map(({ code, name, from }) => ({ code, name: name.trim(), spend_from: Math.round(from * minor) })),
    });
  };
  return (
    <form className={styles.tiers} onSubmit={submit} noValidate>
      <NumberField
        label={say('club.period')}
        unit={say('club.days')}
        minValue={1}
        maxValue={3660}
        value={days}
        onChange={setDays}
      />
      {rows.map(({ id, code, name, from }) => (
        <div key={id} className={styles.tierRow}>
          <Field label={say('account.name')} value={name} onChange={(text) => change(id, { name: text })} />
          <Field
            label={say('branches.code')}
            value={code}
            onChange={(text) => change(id, { code: text })}
            error={isTried && !codeFrom.test(code) ? say('club.code-wrong') : undefined}
            isLtr
          />
          <NumberField
            label={say('club.spend-from')}
            unit={unit}
            minValue={0}
            value={from}
            onChange={(value) => change(id, { from: value })}
          />
          <IconButton
            label={say('club.drop-tier', { name })}
            onPress={() => setRows(rows.filter((row) => row.id !== id))}
          >
            <Icon of={Trash2} size="sm" />
          </IconButton>
        </div>
      ))}
      <FormProblem failure={write.failure} />
      {isTried && isWrong && <FormProblem text={say('club.tiers-wrong')} />}
      <div className={styles.acts}>
        <Button
          isDisabled={rows.length >= tiersMax}
          onPress={() => setRows([...rows, { id: crypto.randomUUID(), code: '', name: '', from: Number.NaN }])}
        >
          <Icon of={Plus} size="sm" />
          {say('club.add-tier')}
        </Button>
        <Button type="submit" kind="primary" busy={write.isBusy ? say('staff.busy') : undefined}>
          {say('club.save-tiers')}
        </Button>
      </div>
    </form>
  );
};

const TiersCard = () => {
  const say = useConsoleSay();
  const { data, error, refetch } = useQuery({
    queryKey: ['tiers', 'edit'],
    queryFn: () => api.call('getTiers'),
    ...whileWritten,
  });
  return (
    <Card title={say('club.tiers')} scope={say('club.tiers-scope')}>
      {error !== null ? (
        <Failed what={say('tier.failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : (
        <TiersForm key={JSON.stringify(data)} tiers={data} />
      )}
    </Card>
  );
};

const NameCard = () => {
  const say = useConsoleSay();
  const changed = useChanged();
  const { club } = useSignedIn();
  const [name, setName] = useState(club.name);
  const [country, setCountry] = useState(club.country ?? '');
  const write = useWrite(
    (body: { name: string; country?: string }, key) =>
      api.call('changeClub', { path: { club_code: club.code }, body, key }),
    () => {
      changed();
      tellDone(say('club.saved'));
    },
  );
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (name.trim() === '') return;
    const code = country.trim().toUpperCase();
    void write.run({ name: name.trim(), ...(code !== '' && { country: code }) });
  };
  return (
    <Card title={say('club.name-title')}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <Field
          label={say('account.name')}
          value={name}
          onChange={setName}
          error={name.trim() === '' ? say('branches.name-missing') : undefined}
        />
        <Field
          label={say('club.country')}
          hint={say('club.country-hint')}
          value={country}
          onChange={setCountry}
          isLtr
          isOptional
        />
        <FormProblem failure={write.failure} />
        <div className={styles.acts}>
          <Button type="submit" kind="primary" busy={write.isBusy ? say('staff.busy') : undefined}>
            {say('staff.save')}
          </Button>
        </div>
      </form>
    </Card>
  );
};

const FactsCard = () => {
  const say = useConsoleSay();
  const days = useDays();
  const { language, money } = useClub();
  const { club } = useSignedIn();
  const { currency, currency_digits: digits } = club;
  const ofThousand = (amount: number): string => moneyText({ amount, currency, digits }, money, language);
  return (
    <Card title={say('club.facts')} scope={say('club.facts-scope')}>
      <KeyValues
        rows={[
          [say('branches.code'), <Ltr key="code">{club.code}</Ltr>],
          [
            say('club.members-page'),
            <a key="members" href={`/club/${club.code}`}>
              <Ltr>{`${location.host}/club/${club.code}`}</Ltr>
            </a>,
          ],
          [say('club.currency'), <Ltr key="currency">{currency}</Ltr>],
          [say('club.zone'), <Ltr key="zone">{club.time_zone}</Ltr>],
          [say('club.point-value'), club.point_value === 0 ? say('club.no-value') : ofThousand(club.point_value)],
          [say('club.point-cost'), ofThousand(club.point_cost)],
          [say('club.since'), formatDay(new Date(club.created_at), days)],
        ]}
      />
    </Card>
  );
};

/** What the club is called, how it counts, and its tiers. */
export const ClubPage = () => {
  const say = useConsoleSay();
  const may = useMay();
  const { person } = useSignedIn();
  const isOfAll = person.club_id === null && may('changeClub');
  return (
    <Page title={say('club.title')} scope={say('club.scope')}>
      <Columns
        main={<TiersCard />}
        side={
          <>
            {isOfAll && <NameCard />}
            <FactsCard />
          </>
        }
      />
    </Page>
  );
};
