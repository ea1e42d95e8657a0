import type { Reward } from '@vafa/client';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { Field, NumberField, Switch } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { isTaken, pointsMost } from '../../kit/formats/number-range.ts';
import { LeftDraft } from '../../drafts/left-draft.tsx';
import { useDraft } from '../../drafts/use-draft.ts';
import { useRewardsSay } from './say.ts';
import styles from './rewards.module.css';

const daysMost = 3_660;

interface RewardFormProps {
  /** Undefined: a new one. */
  readonly reward: Reward | undefined;
  readonly onSaved: (reward: Reward) => void;
  readonly onCancel: () => void;
}

interface Terms {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly price: number;
  readonly days: number;
  readonly open: boolean;
}

const termsOf = (reward: Reward | undefined): Terms => ({
  code: reward?.code ?? '',
  name: reward?.name ?? '',
  description: reward?.description ?? '',
  price: reward?.price_points ?? Number.NaN,
  days: reward?.voucher_days ?? 90,
  open: reward?.open ?? true,
});

const keptTerms = (kept: unknown): Terms | undefined => {
  const { code, name, description, price, days, open } = kept as Partial<Record<keyof Terms, unknown>>;
  if (typeof code !== 'string' || typeof name !== 'string' || typeof description !== 'string') return undefined;
  // No number is nothing in storage.
  const number = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);
  return { code, name, description, price: number(price), days: number(days), open: open !== false };
};

const save = (reward: Reward | undefined, terms: Terms, key: string): Promise<Reward> => {
  const description = terms.description.trim();
  const shared = {
    name: terms.name.trim(),
    price_points: terms.price,
    voucher_days: Number.isNaN(terms.days) ? 0 : terms.days,
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
  const place = reward === undefined ? 'reward' : `reward/${reward.id}/${String(reward.version)}`;
  const draft = useDraft(place, termsOf(reward), keptTerms);
  const { value: terms } = draft;
  const [isTried, setTried] = useState(false);
  const write = useWrite((body: Terms, key) => draft.send(body, () => save(reward, body, key)), onSaved);
  const isWhole =
    terms.name.trim() !== '' &&
    terms.code.trim() !== '' &&
    isTaken(terms.price, { least: 1, most: pointsMost }) &&
    (Number.isNaN(terms.days) || isTaken(terms.days, { least: 0, most: daysMost }));
  const change = (part: Partial<Terms>): void => draft.set((now) => ({ ...now, ...part }));
  return (
    <Card title={reward === undefined ? say('reward.form.new') : say('reward.form.change', { name: reward.name })}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isWhole) void write.run(terms);
        }}
      >
        <LeftDraft draft={draft} />
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
          minValue={1}
          maxValue={pointsMost}
          value={terms.price}
          onChange={(price) => change({ price })}
        />
        <NumberField
          label={say('reward.days')}
          hint={say('reward.days.hint')}
          unit={say('reward.days.unit')}
          minValue={0}
          maxValue={daysMost}
          value={terms.days}
          onChange={(days) => change({ days })}
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
        <div className={styles.acts}>
          <Button type="submit" kind="primary" busy={write.isBusy ? say('reward.saving') : undefined}>
            {say('reward.save')}
          </Button>
          <Button
            kind="quiet"
            onPress={() => {
              draft.discard();
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
