import type { AnswerOf } from '@vafa/client';
import { useState, type SyntheticEvent } from 'react';
import { api } from '../../api/client.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { Tick } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { moneyText } from '../../kit/formats/money.ts';
import { isTaken } from '../../kit/formats/number-range.ts';
import { MoneyField } from '../../kit/money-field.tsx';
import { Select } from '../../kit/select.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { ChangedBetween } from '../parts/changed-between.tsx';
import { useChanged } from '../parts/use-changed.ts';
import { useSettingsForm } from '../parts/use-settings-form.ts';
import { useConsoleSay } from '../words/say.ts';
import styles from './approvals.module.css';

type Settings = AnswerOf<'getApprovalSettings'>;

const offered = [0, 5, 15, 30, 60];

interface Asking extends Pick<Settings, 'rules' | 'step_up_minutes'> {
  /** Null: nothing is written yet. */
  readonly promotions_above: number | null;
}

const askedOf = ({ rules, step_up_minutes: minutes, promotions_above: above = 0 }: Settings): Asking => ({
  rules,
  step_up_minutes: minutes,
  promotions_above: above,
});

/** As much as the gateway takes, in minor units. */
const costs = { least: 0, most: 100_000_000_000_000 };

/** Whether rules wait, and how long a password counts. */
export const AskingCard = ({ settings }: { readonly settings: Settings }) => {
  const say = useConsoleSay();
  const changed = useChanged();
  const { club } = useSignedIn();
  const { language, money } = useClub();
  const [isTried, setTried] = useState(false);
  const currency = { currency: club.currency, digits: club.currency_digits };
  const costText = (cost: number): string => moneyText({ amount: cost, ...currency }, money, language);
  const write = useSettingsForm({
    thing: settings,
    termsOf: askedOf,
    read: () => api.call('getApprovalSettings'),
    send: async ({ promotions_above: most, ...terms }: Asking, seen) => ({
      ...seen,
      ...(await api.call('putApprovalSettings', {
        body: { ...terms, ...(most !== null && { promotions_above: most }), revision: seen.revision },
      })),
    }),
    onDone: () => {
      changed();
      tellDone(say('security.saved'));
    },
    onWaits: () => {
      changed();
      tellDone(say('approvals.waits'));
    },
  });
  const { rules, step_up_minutes: minutes, promotions_above: above } = write.terms;
  const isMissing = rules && !isTaken(above, costs);
  const minutesText = (count: number): string =>
    count === 0 ? say('security.never') : say('security.count', { count });
  const choices = [...new Set([...offered, settings.step_up_minutes, minutes])].sort((a, b) => a - b);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!isMissing) write.save();
  };
  return (
    <Card title={say('security.settings-title')} scope={say('security.settings-scope')}>
      <form className={styles.form} onSubmit={submit}>
        <Tick isSelected={rules} onChange={(next) => write.change({ rules: next })}>
          {say('security.rules')}
        </Tick>
        {rules && (
          <MoneyField
            label={say('security.promotions')}
            hint={say('security.promotions-hint')}
            currency={currency}
            {...costs}
            value={above ?? undefined}
            onChange={(cost) => write.change({ promotions_above: cost ?? null })}
            error={isTried && isMissing ? say('security.promotions-missing') : undefined}
          />
        )}
        <Select
          label={say('security.minutes')}
          hint={say('security.minutes-hint')}
          options={choices.map((count) => ({
            id: String(count),
            name: minutesText(count),
          }))}
          value={String(minutes)}
          onChoose={(id) => write.change({ step_up_minutes: Number(id) })}
        />
        <FormProblem failure={write.failure} />
        <ChangedBetween
          between={write.between}
          isBusy={write.isBusy}
          settings={[
            {
              name: say('security.rules'),
              of: (terms) => say(terms.rules ? 'approvals.yes' : 'approvals.no'),
            },
            {
              name: say('security.promotions'),
              of: (terms) => (terms.rules ? costText(terms.promotions_above ?? 0) : say('security.no-limit')),
            },
            { name: say('security.minutes'), of: (terms) => minutesText(terms.step_up_minutes) },
          ]}
        />
        <div className={styles.acts}>
          <Button type="submit" kind="primary" busy={write.isBusy ? say('staff.busy') : undefined}>
            {say('security.save')}
          </Button>
        </div>
      </form>
    </Card>
  );
};
