import type { AnswerOf, Asked } from '@vafa/client';
import { useState, type SyntheticEvent } from 'react';
import { api } from '../../api/client.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { NumberField, Tick } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { anyPoints, isTaken } from '../../kit/formats/number-range.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { tellDone } from '../../kit/toast.tsx';
import { ChangedBetween } from '../parts/changed-between.tsx';
import { useChanged } from '../parts/use-changed.ts';
import { useSettingsForm } from '../parts/use-settings-form.ts';
import { useConsoleSay } from '../words/say.ts';
import styles from './approvals.module.css';

type Unit = AnswerOf<'listUnits'>['items'][number];

interface Limit {
  readonly isOn: boolean;
  /** Null: nothing is written yet. */
  readonly limit: number | null;
}

const limitOf = ({ of: { approval_above: known } }: { readonly of: Unit }): Limit => ({
  isOn: known !== undefined,
  limit: known === undefined ? null : Number(known),
});

/** Above how many points an adjustment waits. */
export const LimitCard = ({ unit }: { readonly unit: Unit }) => {
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
