import type { TiersAnswer } from '@vafa/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field, NumberField } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { isTaken, type NumberRange } from '../../kit/formats/number-range.ts';
import { moneyText } from '../../kit/formats/money.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { MoneyField } from '../../kit/money-field.tsx';
import { Failed, Loading } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { ChangedBetween, type ShownSetting } from '../parts/changed-between.tsx';
import { Page } from '../parts/page.tsx';
import { useSettingsForm } from '../parts/use-settings-form.ts';
import { useSurveysSay } from './say.ts';
import styles from './surveys.module.css';

interface Row {
  readonly key: number;
  readonly code: string;
  readonly name: string;
  readonly from: number | undefined;
}

const spends = { least: 0, most: 100_000_000_000_000 } as const;
/** In days. */
const periods: NumberRange = { least: 1, most: 3_660 };
const tiersKey = ['tiers'];

const isRight = (rows: readonly Row[]): boolean =>
  rows.length > 0 &&
  rows.some(({ from }) => from === 0) &&
  new Set(rows.map(({ code }) => code)).size === rows.length &&
  rows.every(({ code, name, from }) => /^[a-z0-9-]{2,40}$/.test(code) && name.trim() !== '' && isTaken(from, spends));

const RowFields = ({
  row,
  number,
  onChange,
  onRemove,
}: {
  readonly row: Row;
  readonly number: string;
  readonly onChange: (row: Row) => void;
  readonly onRemove: () => void;
}) => {
  const say = useSurveysSay();
  const { club } = useSignedIn();
  return (
    <div className={styles.tier} role="group" aria-label={say('tiers.tier', { number })}>
      <Field
        label={say('tiers.name')}
        value={row.name}
        onChange={(name) => onChange({ ...row, name: name.slice(0, 80) })}
      />
      <Field
        label={say('tiers.code')}
        isLtr
        value={row.code}
        onChange={(code) => onChange({ ...row, code: code.toLowerCase().slice(0, 40) })}
      />
      <MoneyField
        label={say('tiers.from')}
        currency={{ currency: club.currency, digits: club.currency_digits }}
        value={row.from}
        {...spends}
        onChange={(from) => onChange({ ...row, from })}
      />
      <IconButton label={say('tiers.remove', { number })} onPress={onRemove}>
        <Icon of={Trash2} size="sm" />
      </IconButton>
    </div>
  );
};

interface Terms {
  readonly period: number;
  readonly rows: readonly Row[];
}

const termsOf = ({ period_days: period, tiers }: TiersAnswer): Terms => ({
  period: period || 365,
  rows: tiers.map(({ code, name, spend_from: from }, key) => ({ key, code, name, from: Number(from) })),
});

/** In the order in which they are reached. */
const inOrder = (rows: readonly Row[]): readonly Row[] =>
  [...rows].sort((one, other) => (one.from ?? 0) - (other.from ?? 0));

/** Both of them as people read them. */
const useShown = (): readonly ShownSetting<Terms>[] => {
  const say = useSurveysSay();
  const { language, money } = useClub();
  const { club } = useSignedIn();
  const { currency, currency_digits: digits } = club;
  return [
    { name: say('tiers.period'), of: ({ period }) => formatNumber(period, language) },
    {
      name: say('tiers.title'),
      of: ({ rows }) =>
        inOrder(rows)
          .map(
            ({ code, name, from = 0 }) =>
              `\u2068${name}\u2069 (\u2068${code}\u2069): ${moneyText({ amount: from, currency, digits }, money, language)}`,
          )
          .join('\n'),
    },
  ];
};

const Editor = ({ tiers }: { readonly tiers: TiersAnswer }) => {
  const say = useSurveysSay();
  const { language } = useClub();
  const queries = useQueryClient();
  const shown = useShown();
  const write = useSettingsForm({
    thing: tiers,
    termsOf,
    read: () => api.call('getTiers'),
    send: (terms: Terms, { revision }, key) =>
      api.call('setTiers', {
        body: {
          period_days: terms.period,
          tiers: inOrder(terms.rows).map(({ code, name, from = 0 }) => ({ code, name: name.trim(), spend_from: from })),
          revision,
        },
        key,
      }),
    onDone: (saved) => {
      tellDone(say('tiers.saved'));
      queries.setQueryData(tiersKey, saved);
    },
  });
  const { period, rows } = write.terms;
  const setRows = (next: readonly Row[]): void => write.change({ rows: next });
  const isWhole = isRight(rows) && isTaken(period, periods);
  return (
    <Card>
      <div className={styles.form}>
        <div className={styles.period}>
          <NumberField
            label={say('tiers.period')}
            unit={say('tiers.period.unit')}
            {...periods}
            value={period}
            onChange={(next) => write.change({ period: next })}
          />
        </div>
        {rows.length === 0 && <p className={styles.hint}>{say('tiers.empty')}</p>}
        {rows.map((row, at) => (
          <RowFields
            key={row.key}
            row={row}
            number={formatNumber(at + 1, language)}
            onChange={(changed) => setRows(rows.map((each) => (each.key === row.key ? changed : each)))}
            onRemove={() => setRows(rows.filter(({ key }) => key !== row.key))}
          />
        ))}
        <div>
          <Button
            kind="link"
            onPress={() =>
              setRows([
                ...rows,
                {
                  key: Math.max(0, ...rows.map(({ key }) => key)) + 1,
                  code: '',
                  name: '',
                  from: rows.length === 0 ? 0 : undefined,
                },
              ])
            }
          >
            <Icon of={Plus} size="sm" />
            {say('tiers.add')}
          </Button>
        </div>
        <FormProblem failure={write.failure} />
        <ChangedBetween between={write.between} settings={shown} isBusy={write.isBusy} />
        {!isWhole && <p className={styles.hint}>{say('tiers.need')}</p>}
        <div className={styles.acts}>
          <Dialog
            trigger={
              <Button kind="primary" isDisabled={!isWhole} busy={write.isBusy ? say('tiers.saving') : undefined}>
                {say('tiers.save')}
              </Button>
            }
            title={say('tiers.ask')}
            text={say('tiers.ask.text', { count: rows.length })}
            acts={(close) => (
              <>
                <Button autoFocus onPress={close}>
                  {say('tiers.keep')}
                </Button>
                <Button
                  kind="primary"
                  onPress={() => {
                    close();
                    write.save();
                  }}
                >
                  {say('tiers.do')}
                </Button>
              </>
            )}
          />
        </div>
      </div>
    </Card>
  );
};

/** Ranks by what members spend. */
export const TiersPage = () => {
  const say = useSurveysSay();
  const { data, error, refetch } = useQuery({ queryKey: tiersKey, queryFn: () => api.call('getTiers') });
  return (
    <Page title={say('tiers.title')} scope={say('tiers.scope')}>
      {data === undefined ? (
        <Card isBare>
          {error === null ? (
            <Loading />
          ) : (
            <Failed what={say('tiers.failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />
          )}
        </Card>
      ) : (
        <Editor tiers={data} />
      )}
    </Page>
  );
};
