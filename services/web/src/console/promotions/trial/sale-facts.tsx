import { Field, NumberField } from '../../../kit/field.tsx';
import { MoneyField } from '../../../kit/money-field.tsx';
import { Select } from '../../../kit/select.tsx';
import { useSignedIn } from '../../../sign-in/use-session.ts';
import { WordsOf } from '../../parts/words-of.tsx';
import { usePromotionsSay } from '../say.ts';
import { fieldOf, listOf } from '../terms/json.ts';
import { useNames } from '../use-names.ts';
import type { Written } from '../written.ts';
import type { Facts } from './basket.ts';
import styles from './trial.module.css';

const unsaid = 'unsaid';
const namesMost = 1_000;
const nameMost = 100;
const moneyMost = 100_000_000_000_000;

export interface FactsProps {
  readonly written: Written;
  readonly facts: Facts;
  readonly onChange: (changes: Partial<Facts>) => void;
}

/** Where it is bought, what is shown, how it is paid, and what is left of the limits. */
export const SaleFacts = ({ written, facts, onChange }: FactsProps) => {
  const say = usePromotionsSay();
  const { club } = useSignedIn();
  const { branches } = useNames();
  const currency = { currency: club.currency, digits: club.currency_digits };
  const limits = listOf(written.terms.limits).flatMap((limit) => {
    const [id, of] = [fieldOf(limit, 'id'), fieldOf(limit, 'of')];
    return typeof id === 'string' && id !== '' ? [{ id, isMoney: of === 'discount' }] : [];
  });
  const leave = (id: string, next: number | undefined): void => {
    const { [id]: _before, ...others } = facts.left;
    onChange({ left: next === undefined ? others : { ...others, [id]: next } });
  };
  return (
    <>
      <div className={styles.pair}>
        <Select
          label={say('kind.branch')}
          options={[{ id: unsaid, name: say('try.not-said') }, ...branches]}
          value={facts.branch === '' ? unsaid : facts.branch}
          onChoose={(id) => onChange({ branch: id === unsaid ? '' : id })}
        />
        <Field
          label={say('kind.channel')}
          isOptional
          value={facts.channel}
          onChange={(channel) => onChange({ channel: channel.slice(0, nameMost) })}
        />
        <Field
          label={say('try.method')}
          isOptional
          value={facts.method}
          onChange={(method) => onChange({ method: method.slice(0, nameMost) })}
        />
        <MoneyField
          label={say('try.shipping')}
          isOptional
          currency={currency}
          value={facts.shipping}
          most={moneyMost}
          onChange={(shipping) => onChange({ shipping })}
        />
        {limits.map(({ id, isMoney }) => {
          const shown = { label: say('try.left', { id }), isOptional: true };
          return isMoney ? (
            <MoneyField
              key={id}
              {...shown}
              currency={currency}
              value={facts.left[id]}
              most={moneyMost}
              onChange={(next) => leave(id, next)}
            />
          ) : (
            <NumberField
              key={id}
              {...shown}
              hasSteps={false}
              value={facts.left[id] ?? Number.NaN}
              least={0}
              most={moneyMost}
              onChange={(next) => leave(id, Number.isNaN(next) ? undefined : next)}
            />
          );
        })}
      </div>
      <WordsOf
        label={say('kind.code')}
        hint={say('edit.words.hint')}
        all={say('try.no-code')}
        chosenLabel={say('kind.code')}
        most={namesMost}
        lengthMax={nameMost}
        chosen={facts.codes}
        onChange={(codes) => onChange({ codes })}
      />
    </>
  );
};
