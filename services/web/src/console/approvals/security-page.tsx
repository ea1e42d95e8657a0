import type { AnswerOf, Asked } from '@vafa/client';
import { useQuery } from '@tanstack/react-query';
import { ShieldAlert } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { NumberField, Tick } from '../../kit/field.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { anyPoints, isTaken } from '../../kit/formats/number-range.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Select } from '../../kit/select.tsx';
import { Failed, Loading } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { ChangedBetween } from '../parts/changed-between.tsx';
import { Page, Stack } from '../parts/page.tsx';
import { useChanged } from '../parts/use-changed.ts';
import { useSettingsForm } from '../parts/use-settings-form.ts';
import { whileWritten } from '../parts/while-written.ts';
import { useConsoleSay } from '../words/say.ts';
import styles from './approvals.module.css';

type Settings = AnswerOf<'getApprovalSettings'>;
type Unit = AnswerOf<'listUnits'>['items'][number];

const offered = [0, 5, 15, 30, 60];

interface Limit {
  readonly isOn: boolean;
  /** Null: nothing is written yet. */
  readonly limit: number | null;
}

const limitOf = ({ of: { approval_above: known } }: { readonly of: Unit }): Limit => ({
  isOn: known !== undefined,
  limit: known === undefined ? null : Number(known),
});

type Asking = Pick<Settings, 'rules' | 'step_up_minutes'>;

const askedOf = ({ rules, step_up_minutes: minutes }: Settings): Asking => ({ rules, step_up_minutes: minutes });

/** Above how many points an adjustment waits. */
const LimitCard = ({ unit }: { readonly unit: Unit }) => {
  const say = useConsoleSay();
  const changed = useChanged();
  const { language } = useClub();
  const [isTried, setTried] = useState(false);
  const write = useSettingsForm({
    // As a whole: without a limit the answer does not name it, and the one of before must not stay.
    thing: { of: unit },
    termsOf: limitOf,
    read: async () => {
      const { items } = await api.call('listUnits');
      return { of: items.find((each) => each.unit === unit.unit) ?? unit };
    },
    send: async (
      { isOn: isAsked, limit: most }: Limit,
      { of: { unit: name, approval_above: _before, ...rules } },
    ): Promise<{ of: Unit }> => ({
      of: await api.call('putUnit', {
        path: { unit: name },
        body: { ...rules, ...(isAsked && { approval_above: most }) } as Asked<'putUnit'>['body'],
      }),
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
  const { isOn, limit } = write.terms;
  const isMissing = isOn && !isTaken(limit, anyPoints);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!isMissing) write.save();
  };
  return (
    <Card title={say('security.limit-title')} scope={say('security.limit-scope')}>
      <form className={styles.form} onSubmit={submit}>
        <Tick isSelected={isOn} onChange={(next) => write.change(next ? { isOn: next } : { isOn: next, limit: null })}>
          {say('security.limit-on')}
        </Tick>
        {isOn && (
          <NumberField
            label={say('security.limit')}
            hint={say('security.limit-hint')}
            unit={say('adjust.unit')}
            {...anyPoints}
            value={limit ?? Number.NaN}
            onChange={(next) => write.change({ limit: Number.isNaN(next) ? null : next })}
            error={isTried && isMissing ? say('security.limit-missing') : undefined}
          />
        )}
        <FormProblem failure={write.failure} />
        <ChangedBetween
          between={write.between}
          isBusy={write.isBusy}
          settings={[
            {
              name: say('security.limit'),
              of: (terms) => (terms.isOn ? formatNumber(terms.limit ?? 0, language) : say('security.no-limit')),
            },
          ]}
        />
        <div className={styles.acts}>
          <Button type="submit" kind="primary" busy={write.isBusy ? say('staff.busy') : undefined}>
            {say('security.save-limit')}
          </Button>
        </div>
      </form>
    </Card>
  );
};

/** Whether rules wait, and how long a password counts. */
const SettingsCard = ({ settings }: { readonly settings: Settings }) => {
  const say = useConsoleSay();
  const changed = useChanged();
  const write = useSettingsForm({
    thing: settings,
    termsOf: askedOf,
    read: () => api.call('getApprovalSettings'),
    send: async (terms: Asking, seen) => ({
      ...seen,
      ...(await api.call('putApprovalSettings', { body: { ...terms, revision: seen.revision } })),
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
  const { rules, step_up_minutes: minutes } = write.terms;
  const minutesText = (count: number): string =>
    count === 0 ? say('security.never') : say('security.count', { count });
  const choices = [...new Set([...offered, settings.step_up_minutes, minutes])].sort((a, b) => a - b);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    write.save();
  };
  return (
    <Card title={say('security.settings-title')} scope={say('security.settings-scope')}>
      <form className={styles.form} onSubmit={submit}>
        <Tick isSelected={rules} onChange={(next) => write.change({ rules: next })}>
          {say('security.rules')}
        </Tick>
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

/** What needs a second person, and when the password is asked for again. */
export const SecurityPage = () => {
  const say = useConsoleSay();
  const settings = useQuery({
    queryKey: ['approval-settings', 'edit'],
    queryFn: () => api.call('getApprovalSettings'),
    ...whileWritten,
  });
  const units = useQuery({ queryKey: ['units', 'edit'], queryFn: () => api.call('listUnits'), ...whileWritten });
  const error = settings.error ?? units.error;
  const retry = (): void => {
    void settings.refetch();
    void units.refetch();
  };
  const points = units.data?.items.find(({ unit }) => unit === 'points');
  return (
    <Page title={say('security.title')} scope={say('security.scope')}>
      {error !== null ? (
        <Failed what={say('security.failed')} failure={failureOf(error, say)} onRetry={retry} />
      ) : settings.data === undefined || units.data === undefined ? (
        <Loading />
      ) : (
        <Stack>
          {settings.data.other_administrators === 0 && (
            <Banner tone="warn" icon={ShieldAlert} title={say('security.alone')}>
              {say('security.alone-text')}
            </Banner>
          )}
          {points !== undefined && <LimitCard unit={points} />}
          <SettingsCard settings={settings.data} />
        </Stack>
      )}
    </Page>
  );
};
