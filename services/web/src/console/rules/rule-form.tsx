import type { Branch } from '@vafa/client';
import type { Ref } from 'react';
import { Field, NumberField, Switch } from '../../kit/field.tsx';
import { MoneyField } from '../../kit/money-field.tsx';
import { MomentField } from '../../kit/moment-field.tsx';
import { Loading } from '../../kit/states.tsx';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { latePart } from '../parts/late-part.tsx';
import { Section } from '../parts/section.tsx';
import { limits, ranges, type Draft, type Faults } from './draft.ts';
import { useRulesSay } from './say.ts';
import styles from './rules.module.css';

/** Most rules hold everywhere and for everything: what they are narrowed by is read after the page. */
const waiting = <Loading lines={3} />;
const SomeOf = latePart(async () => (await import('./some-of.tsx')).SomeOf, { waiting });
// Both come in one file: that it failed is told once.
const WordsOf = latePart(async () => (await import('./some-of.tsx')).WordsOf, { waiting, failed: null });

interface RuleFormProps {
  /** Around its fields. */
  readonly fields: Ref<HTMLDivElement>;
  readonly draft: Draft;
  /** Shown once somebody has tried to publish. */
  readonly faults: Faults;
  readonly isNew: boolean;
  readonly branches: readonly Branch[];
  readonly onChange: (changes: Partial<Draft>) => void;
}

/** Every field of a rule, in three questions: what, when, where. */
export const RuleForm = ({ fields, draft, faults, isNew, branches, onChange }: RuleFormProps) => {
  const say = useRulesSay();
  const { club } = useSignedIn();
  const currency = { currency: club.currency, digits: club.currency_digits };
  const fault = (field: keyof Draft): string | undefined => {
    const id = faults[field];
    return id && say(id);
  };
  return (
    <div ref={fields} className={styles.whole}>
      <Section number={1} title={say('rule.gives')} text={say('rule.gives.text')}>
        <div className={styles.pair}>
          <Field
            label={say('rule.name')}
            hint={say('rule.name.hint')}
            error={fault('name')}
            value={draft.name}
            onChange={(name) => onChange({ name: name.slice(0, limits.name) })}
          />
          <Field
            label={say('rule.code')}
            hint={say('rule.code.hint')}
            error={fault('code')}
            isLtr
            isDisabled={!isNew}
            value={draft.code}
            onChange={(code) => onChange({ code: code.toLowerCase().slice(0, limits.code) })}
          />
        </div>
        <div className={styles.pair}>
          <MoneyField
            label={say('rule.per')}
            error={fault('per_amount')}
            currency={currency}
            value={draft.per_amount}
            {...ranges.amount}
            onChange={(per) => onChange({ per_amount: per })}
          />
          <NumberField
            label={say('rule.points')}
            error={fault('points')}
            unit={say('rule.points.unit')}
            value={draft.points ?? Number.NaN}
            {...ranges.points}
            onChange={(points) => onChange({ points: Number.isNaN(points) ? undefined : points })}
          />
        </div>
      </Section>
      <Section number={2} title={say('rule.when')} text={say('rule.when.text')}>
        <div className={styles.pair}>
          <MomentField
            label={say('rule.from')}
            hint={say('rule.from.hint')}
            isOptional
            clearLabel={say('rule.clear')}
            value={draft.valid_from}
            onChange={(from) => onChange({ valid_from: from })}
          />
          <MomentField
            label={say('rule.until')}
            hint={say('rule.until.hint')}
            error={fault('valid_until')}
            isOptional
            clearLabel={say('rule.clear')}
            value={draft.valid_until}
            onChange={(until) => onChange({ valid_until: until })}
          />
        </div>
        <div>
          <Switch isSelected={draft.enabled} onChange={(enabled) => onChange({ enabled })}>
            {say('rule.enabled')}
          </Switch>
          {!draft.enabled && <p className={styles.hint}>{say('rule.enabled.hint')}</p>}
        </div>
      </Section>
      <Section number={3} title={say('rule.what')} text={say('rule.what.text')}>
        <div className={styles.pair}>
          <MoneyField
            label={say('rule.total')}
            hint={say('rule.total.hint')}
            error={fault('minimum_total')}
            isOptional
            currency={currency}
            value={draft.minimum_total === 0 ? undefined : draft.minimum_total}
            {...ranges.amount}
            onChange={(total) => onChange({ minimum_total: total ?? 0 })}
          />
          <SomeOf
            label={say('rule.branch')}
            all={say('rule.branch.all')}
            options={branches.map(({ id, name, code }) => ({ id, name: name || code, more: code }))}
            chosen={draft.branches}
            onChange={(chosen) => onChange({ branches: chosen.slice(0, limits.branches) })}
          />
        </div>
        <WordsOf
          label={say('rule.sku')}
          hint={say('rule.sku.hint')}
          all={say('rule.sku.all')}
          chosenLabel={say('rule.sku.chosen')}
          most={limits.skus}
          lengthMax={limits.sku}
          chosen={draft.skus}
          onChange={(skus) => onChange({ skus })}
        />
      </Section>
    </div>
  );
};
