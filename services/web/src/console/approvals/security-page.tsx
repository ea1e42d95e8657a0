import type { AnswerOf, Asked } from '@vafa/client';
import { useQuery } from '@tanstack/react-query';
import { ShieldAlert } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { useWrite } from '../../api/use-write.ts';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { NumberField, Tick } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { isTaken, pointsMost } from '../../kit/formats/number-range.ts';
import { Select } from '../../kit/select.tsx';
import { Failed, Loading } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { Page, Stack } from '../parts/page.tsx';
import { useChanged } from '../parts/use-changed.ts';
import { whileWritten } from '../parts/while-written.ts';
import { useConsoleSay } from '../words/say.ts';
import styles from './approvals.module.css';

type Settings = AnswerOf<'getApprovalSettings'>;
type Unit = AnswerOf<'listUnits'>['items'][number];

const offered = [0, 5, 15, 30, 60];

/** Above how many points an adjustment waits. */
const LimitCard = ({ unit }: { readonly unit: Unit }) => {
  const say = useConsoleSay();
  const changed = useChanged();
  const { unit: name, approval_above: known, ...rules } = unit;
  const [isOn, setOn] = useState(known !== undefined);
  const [limit, setLimit] = useState<number>(Number(known ?? Number.NaN));
  const [isTried, setTried] = useState(false);
  const isMissing = isOn && !isTaken(limit, { least: 0, most: pointsMost });
  const write = useWrite(
    (body: Asked<'putUnit'>['body']) => api.call('putUnit', { path: { unit: name }, body }),
    () => {
      changed();
      tellDone(say('security.saved'));
    },
    () => {
      changed();
      tellDone(say('approvals.waits'));
    },
  );
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!isMissing) void write.run({ ...rules, ...(isOn && { approval_above: limit }) } as Asked<'putUnit'>['body']);
  };
  return (
    <Card title={say('security.limit-title')} scope={say('security.limit-scope')}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <Tick isSelected={isOn} onChange={setOn}>
          {say('security.limit-on')}
        </Tick>
        {isOn && (
          <NumberField
            label={say('security.limit')}
            hint={say('security.limit-hint')}
            unit={say('adjust.unit')}
            minValue={0}
            maxValue={pointsMost}
            value={limit}
            onChange={setLimit}
            error={isTried && isMissing ? say('security.limit-missing') : undefined}
          />
        )}
        <FormProblem failure={write.failure} />
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
  const [rules, setRules] = useState(settings.rules);
  const [minutes, setMinutes] = useState(settings.step_up_minutes);
  const write = useWrite(
    (body: Asked<'putApprovalSettings'>['body']) => api.call('putApprovalSettings', { body }),
    () => {
      changed();
      tellDone(say('security.saved'));
    },
    () => {
      changed();
      tellDone(say('approvals.waits'));
    },
  );
  const choices = [...new Set([...offered, settings.step_up_minutes])].sort((a, b) => a - b);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void write.run({ rules, step_up_minutes: minutes });
  };
  return (
    <Card title={say('security.settings-title')} scope={say('security.settings-scope')}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <Tick isSelected={rules} onChange={setRules}>
          {say('security.rules')}
        </Tick>
        <Select
          label={say('security.minutes')}
          hint={say('security.minutes-hint')}
          options={choices.map((count) => ({
            id: String(count),
            name: count === 0 ? say('security.never') : say('security.count', { count }),
          }))}
          value={String(minutes)}
          onChoose={(id) => setMinutes(Number(id))}
        />
        <FormProblem failure={write.failure} />
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
          {points !== undefined && <LimitCard key={JSON.stringify(points)} unit={points} />}
          <SettingsCard key={JSON.stringify(settings.data)} settings={settings.data} />
        </Stack>
      )}
    </Page>
  );
};
