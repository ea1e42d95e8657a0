import { Plus, Trash2 } from 'lucide-react';
import { Button, IconButton } from '../../../kit/button.tsx';
import { DecimalField } from '../../../kit/decimal-field.tsx';
import { useClub } from '../../../kit/club-settings.tsx';
import { Field, NumberField, Tick } from '../../../kit/field.tsx';
import { Icon } from '../../../kit/icon.tsx';
import { MoneyField } from '../../../kit/money-field.tsx';
import { Select } from '../../../kit/select.tsx';
import { usePromotionsSay } from '../say.ts';
import { fieldOf, isObject, listOf, withField, withItem, withoutItem, type Json } from '../terms/json.ts';
import type { TermsProps } from './combine-fields.tsx';
import { useEditing } from './editing.tsx';
import { FieldNote } from './field-note.tsx';
import { GoodsList } from './goods-field.tsx';
import { nameMost } from './optional.ts';
import { rowKey, sameRow } from './row-keys.ts';
import styles from './editor.module.css';

const moneyMost = 100_000_000_000_000;
const pointsMost = 1_000_000_000;
const numberOf = (value: Json | undefined): number | undefined => (typeof value === 'number' ? value : undefined);

interface BudgetFieldProps {
  /** Minor units; 0: nobody said. */
  readonly budget: number;
  readonly onChange: (budget: number) => void;
}

export const BudgetField = ({ budget, onChange }: BudgetFieldProps) => {
  const say = usePromotionsSay();
  const { currency, errorWithin } = useEditing();
  return (
    <div className={styles.thirds}>
      <MoneyField
        label={say('edit.budget')}
        hint={say('edit.budget.hint')}
        error={errorWithin(['budget'])}
        isOptional
        currency={currency}
        value={budget === 0 ? undefined : budget}
        most={moneyMost}
        onChange={(next) => onChange(next ?? 0)}
      />
    </div>
  );
};

/** The most that it takes off, and the least that is left. */
export const CapFields = ({ terms, onChange }: TermsProps) => {
  const say = usePromotionsSay();
  const { language } = useClub();
  const { currency, errorWithin } = useEditing();
  const within = (group: 'caps' | 'floor', name: string) => (next: Json | undefined) => {
    const inner = withField(isObject(terms[group]) ? terms[group] : {}, name, next);
    onChange(withField(terms, group, Object.keys(inner).length === 0 ? undefined : inner));
  };
  const money = (group: 'caps' | 'floor', name: 'discount' | 'line' | 'price') => (
    <MoneyField
      label={say(`cap.label.${name}`)}
      error={errorWithin(['terms', group, name])}
      isOptional
      currency={currency}
      value={numberOf(fieldOf(terms[group], name))}
      least={group === 'caps' ? 1 : 0}
      most={moneyMost}
      onChange={within(group, name)}
    />
  );
  const margin = fieldOf(terms.floor, 'least_margin');
  const flag = (name: 'floor_on_free' | 'count_free_lines', text: string) => (
    <Tick
      isSelected={terms[name] === true}
      onChange={(isOn) => onChange(withField(terms, name, isOn ? true : undefined))}
    >
      {text}
    </Tick>
  );
  return (
    <>
      <div className={styles.thirds}>
        {money('caps', 'discount')}
        {money('caps', 'line')}
        <NumberField
          label={say('cap.label.points')}
          error={errorWithin(['terms', 'caps', 'points'])}
          isOptional
          hasSteps={false}
          value={numberOf(fieldOf(terms.caps, 'points')) ?? Number.NaN}
          least={1}
          most={pointsMost}
          onChange={(next) => within('caps', 'points')(Number.isNaN(next) ? undefined : next)}
        />
        {money('floor', 'price')}
        <DecimalField
          label={say('cap.label.margin')}
          error={errorWithin(['terms', 'floor', 'least_margin'])}
          isOptional
          unit={language === 'fa' ? '٪' : '%'}
          value={typeof margin === 'number' || typeof margin === 'string' ? margin : undefined}
          onChange={within('floor', 'least_margin')}
        />
      </div>
      <div className={styles.ticks}>
        {flag('floor_on_free', say('cap.tick.floor-on-free'))}
        {flag('count_free_lines', say('cap.tick.count-free'))}
        <Tick
          isSelected={terms.count_no_discount !== false}
          onChange={(isOn) => onChange(withField(terms, 'count_no_discount', isOn ? undefined : false))}
        >
          {say('cap.tick.count-no-discount')}
        </Tick>
        <Tick
          isSelected={terms.reevaluate_on_return !== false}
          onChange={(isOn) => onChange(withField(terms, 'reevaluate_on_return', isOn ? undefined : false))}
        >
          {say('cap.tick.reevaluate')}
        </Tick>
      </div>
    </>
  );
};

const kinds = ['discount', 'uses', 'points'] as const;

/** Accounts of the ledger that it is held to. */
export const LimitRows = ({ terms, onChange }: TermsProps) => {
  const say = usePromotionsSay();
  const { errorWithin, errorOfRow, nth } = useEditing();
  const rows = listOf(terms.limits);
  const put = (next: readonly Json[]): void =>
    onChange(withField(terms, 'limits', next.length === 0 ? undefined : next));
  return (
    <FieldNote
      error={errorOfRow(
        ['terms', 'limits'],
        rows.map((_row, at) => String(at)),
      )}
    >
      <span className={styles.label}>{say('limit.label')}</span>
      <p className={styles.hint}>{say('limit.hint')}</p>
      {rows.map((row, at) => {
        const of = isObject(row) ? row : {};
        const change = (name: string, next: Json | undefined): void =>
          put(withItem(rows, at, sameRow(row, withField(of, name, next))));
        return (
          <div key={rowKey(row, at)} className={styles.item}>
            <div className={styles.fields} role="group" aria-label={say('limit.nth', { number: nth(at) })}>
              <Field
                label={say('limit.id')}
                error={errorWithin(['terms', 'limits', at, 'id'])}
                value={typeof of.id === 'string' ? of.id : ''}
                onChange={(text) => change('id', text.slice(0, nameMost))}
              />
              <Select
                label={say('limit.of')}
                error={errorWithin(['terms', 'limits', at, 'of'])}
                options={kinds.map((id) => ({ id, name: say(`limit.of.${id}`) }))}
                value={typeof of.of === 'string' ? of.of : ''}
                onChoose={(id) => change('of', id)}
              />
              <Tick isSelected={of.partial === true} onChange={(isOn) => change('partial', isOn ? true : undefined)}>
                {say('limit.partial.tick')}
              </Tick>
            </div>
            <IconButton label={say('limit.remove', { number: nth(at) })} onPress={() => put(withoutItem(rows, at))}>
              <Icon of={Trash2} size="sm" />
            </IconButton>
          </div>
        );
      })}
      <Button small kind="quiet" onPress={() => put([...rows, { id: '', of: 'discount' }])}>
        <Icon of={Plus} size="sm" />
        {say('limit.add')}
      </Button>
    </FieldNote>
  );
};

/** Goods that it never touches. */
export const ExclusionRows = ({ terms, onChange }: TermsProps) => {
  const say = usePromotionsSay();
  return (
    <FieldNote error={undefined}>
      <span className={styles.label}>{say('part.exclusions')}</span>
      <GoodsList
        value={terms.exclusions}
        path={['terms', 'exclusions']}
        onChange={(rows) => onChange(withField(terms, 'exclusions', rows.length === 0 ? undefined : rows))}
      />
    </FieldNote>
  );
};
