import type { Reward } from '@vafa/client';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { Field, NumberField, Switch } from '../../kit/field.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { isTaken, somePoints, type NumberRange } from '../../kit/formats/number-range.ts';
import { LeftDraft } from '../../drafts/left-draft.tsx';
import { useDraft } from '../../drafts/use-draft.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { ChangedBetween } from '../parts/changed-between.tsx';
import { useSettingsForm } from '../parts/use-settings-form.ts';
import { useRewardsSay } from './say.ts';
import { begunOf, termsOf, type Terms } from './terms.ts';
import styles from './rewards.module.css';

/** Days of a voucher; 0 is for ever. */
const validity: NumberRange = { least: 0, most: 3_660 };

interface RewardFormProps {
  /** Undefined: a new one. */
  readonly reward: Reward | undefined;
  readonly onSaved: (reward: Reward) => void;
  readonly onCancel: () => void;
}

const save = (reward: Reward | undefined, terms: Terms, key: string): Promise<Reward> => {
  const description = terms.description.trim();
  const shared = {
    name: terms.name.trim(),
    price_points: terms.price ?? 0,
    voucher_days: terms.days ?? 0,
    open: terms.open,
  };
  if (reward === undefined)
    return api.call('createReward', {
      body: { ...shared, code: terms.code.trim(), ...(description !== '' && { description }) },
      key,
    });
  return api.call('changeReward', {
    path: { reward_id: reward.id },
    body: { ...shared, version: reward.version, description },
    key,
  });
};

/** A new reward, or the next version of one. */
export const RewardForm = ({ reward, onSaved, onCancel }: RewardFormProps) => {
  const say = useRewardsSay();
  const { language } = useClub();
  const [isTried, setTried] = useState(false);
  const thing = { of: reward };
  const place = reward === undefined ? 'reward' : `reward/${reward.id}`;
  const draft = useDraft(place, { seen: thing, terms: termsOf(reward) }, (kept) => begunOf(kept, reward));
  const write = useSettingsForm({
    draft,
    thing,
    termsOf: ({ of }) => termsOf(of),
    read: async () => ({ of: (await api.items('listRewards')).find(({ id }) => id === reward?.id) ?? reward }),
    send: async (body: Terms, { of }, key) => ({ of: await save(of, body, key) }),
    onDone: ({ of }) => onSaved(of),
  });
  const { terms, change } = write;
  const number = (value: number | null): string => (value === null ? '' : formatNumber(value, language));
  const isWhole =
    terms.name.trim() !== '' &&
    terms.code.trim() !== '' &&
    isTaken(terms.price, somePoints) &&
    (terms.days === null || isTaken(terms.days, validity));
  return (
    <Card title={reward === undefined ? say('reward.form.new') : say('reward.form.change', { name: reward.name })}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isWhole) write.save();
        }}
      >
        <LeftDraft draft={{ leftAt: draft.leftAt, discard: write.discard }} />
        <Field
          label={say('reward.name')}
          autoFocus
          value={terms.name}
          onChange={(name) => change({ name: name.slice(0, 120) })}
        />
        <Field
          label={say('reward.code')}
          hint={say('reward.code.hint')}
          isLtr
          isDisabled={reward !== undefined}
          value={terms.code}
          onChange={(code) => change({ code: code.slice(0, 60) })}
        />
        <NumberField
          label={say('reward.price')}
          unit={say('reward.price.unit')}
          {...somePoints}
          value={terms.price ?? Number.NaN}
          onChange={(price) => change({ price: Number.isNaN(price) ? null : price })}
        />
        <NumberField
          label={say('reward.days')}
          hint={say('reward.days.hint')}
          unit={say('reward.days.unit')}
          {...validity}
          value={terms.days ?? Number.NaN}
          onChange={(days) => change({ days: Number.isNaN(days) ? null : days })}
        />
        <Field
          label={say('reward.description')}
          isOptional
          isLong
          value={terms.description}
          onChange={(description) => change({ description: description.slice(0, 2_000) })}
        />
        <Switch isSelected={terms.open} onChange={(open) => change({ open })}>
          {say('reward.is-open')}
        </Switch>
        <FormProblem failure={write.failure} text={isTried && !isWhole ? say('reward.need') : undefined} />
        <ChangedBetween
          between={write.between}
          isBusy={write.isBusy}
          settings={[
            { name: say('reward.name'), of: ({ name }) => name.trim() },
            { name: say('reward.price'), of: ({ price }) => number(price) },
            { name: say('reward.days'), of: ({ days }) => number(days) },
            { name: say('reward.description'), of: ({ description }) => description.trim() },
            { name: say('reward.is-open'), of: ({ open }) => say(open ? 'rewards.open' : 'rewards.closed') },
          ]}
        />
        <div className={styles.acts}>
          <Button type="submit" kind="primary" busy={write.isBusy ? say('reward.saving') : undefined}>
            {say('reward.save')}
          </Button>
          <Button
            kind="quiet"
            onPress={() => {
              write.discard();
              onCancel();
            }}
          >
            {say('reward.cancel')}
          </Button>
        </div>
      </form>
    </Card>
  );
};
