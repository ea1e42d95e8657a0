import { Plus, Trash2 } from 'lucide-react';
import { Button, IconButton } from '../../../kit/button.tsx';
import { useClub } from '../../../kit/club-settings.tsx';
import { DecimalField } from '../../../kit/decimal-field.tsx';
import { NumberField } from '../../../kit/field.tsx';
import { Icon } from '../../../kit/icon.tsx';
import { MoneyField } from '../../../kit/money-field.tsx';
import { Segments } from '../../../kit/segments.tsx';
import { usePromotionsSay } from '../say.ts';
import { fieldOf, isObject, listOf, withField, withItem, withoutItem, type Json, type Path } from '../terms/json.ts';
import { useEditing } from './editing.tsx';
import { FieldNote } from './field-note.tsx';
import { GoodsField } from './goods-field.tsx';
import { rowKey, sameRow } from './row-keys.ts';
import type { ShapeProps } from './shape-props.ts';
import styles from './editor.module.css';

const moneyMost = 100_000_000_000_000;
const countMost = 10_000;
const numberOf = (value: Json | undefined): number | undefined => (typeof value === 'number' ? value : undefined);
const objectOf = (value: Json | undefined) => (isObject(value) ? value : {});

type OffProps = Pick<ShapeProps, 'label' | 'error' | 'value' | 'onChange'>;

/** A share or an amount. */
export const OffField = ({ label, error, value, onChange }: OffProps) => {
  const say = usePromotionsSay();
  const { language } = useClub();
  const { currency } = useEditing();
  const isAmount = fieldOf(value, 'percent') === undefined && fieldOf(value, 'amount') !== undefined;
  const hasKind = isObject(value) && ('percent' in value || 'amount' in value);
  const shown = hasKind && isAmount ? 'amount' : 'percent';
  const share = fieldOf(value, 'percent');
  return (
    <div className={styles.off}>
      {shown === 'percent' ? (
        <DecimalField
          label={label}
          error={error}
          unit={language === 'fa' ? '٪' : '%'}
          value={typeof share === 'number' || typeof share === 'string' ? share : undefined}
          onChange={(next) => onChange(next === undefined ? {} : { percent: next })}
        />
      ) : (
        <MoneyField
          label={label}
          error={error}
          currency={currency}
          value={numberOf(fieldOf(value, 'amount'))}
          least={1}
          most={moneyMost}
          onChange={(next) => onChange({ amount: next ?? null })}
        />
      )}
      <Segments
        label={say('off.kind', { label })}
        value={shown}
        options={[
          { id: 'percent', name: say('off.percent') },
          { id: 'amount', name: say('off.amount') },
        ]}
        onChoose={(kind) => onChange(kind === 'percent' ? {} : { amount: null })}
      />
    </div>
  );
};

interface SomeProps {
  readonly label: string;
  readonly value: Json | undefined;
  readonly onChange: (value: Json) => void;
  readonly path: Path;
}

/** So many of some goods. */
const Some = ({ label, value, onChange, path }: SomeProps) => {
  const say = usePromotionsSay();
  const { errorWithin } = useEditing();
  const of = objectOf(value);
  return (
    <div className={styles.some} role="group" aria-label={label}>
      <NumberField
        label={say('some.count', { label })}
        error={errorWithin([...path, 'count'])}
        hasSteps={false}
        value={numberOf(of.count) ?? Number.NaN}
        least={1}
        most={countMost}
        onChange={(next) => onChange(withField(of, 'count', Number.isNaN(next) ? undefined : next))}
      />
      <GoodsField
        label={say('some.goods', { label })}
        error={errorWithin([...path, 'goods'])}
        value={of.goods}
        onChange={(next) => onChange(withField(of, 'goods', next))}
      />
    </div>
  );
};

export const SomeField = ({ label, value, onChange, path }: ShapeProps) => (
  <Some label={label} value={value} onChange={onChange} path={path} />
);

export const SomeListField = ({ label, value, onChange, path }: ShapeProps) => {
  const say = usePromotionsSay();
  const { nth } = useEditing();
  const rows = listOf(value);
  return (
    <FieldNote error={undefined}>
      <span className={styles.label}>{label}</span>
      {rows.map((row, at) => (
        <div key={rowKey(row, at)} className={styles.item}>
          <Some
            label={say('some.nth', { number: nth(at) })}
            value={row}
            path={[...path, at]}
            onChange={(next) => onChange(withItem(rows, at, sameRow(row, next)))}
          />
          {rows.length > 1 && (
            <IconButton label={say('some.remove', { number: nth(at) })} onPress={() => onChange(withoutItem(rows, at))}>
              <Icon of={Trash2} size="sm" />
            </IconButton>
          )}
        </div>
      ))}
      <Button small kind="quiet" onPress={() => onChange([...rows, { count: 1 }])}>
        <Icon of={Plus} size="sm" />
        {say('some.add')}
      </Button>
    </FieldNote>
  );
};

/** From so much on, so much off: the steps rise. */
export const SpendTiersField = ({ label, error, value, onChange, path }: ShapeProps) => {
  const say = usePromotionsSay();
  const { currency, errorWithin, nth } = useEditing();
  const rows = listOf(value);
  return (
    <FieldNote error={rows.length === 0 ? error : undefined}>
      <span className={styles.label}>{label}</span>
      {rows.map((row, at) => {
        const of = objectOf(row);
        const put = (name: string) => (next: Json | undefined) =>
          onChange(withItem(rows, at, sameRow(row, withField(of, name, next))));
        return (
          <div key={rowKey(row, at)} className={styles.item}>
            <div className={styles.fields} role="group" aria-label={say('steps.nth', { number: nth(at) })}>
              <MoneyField
                label={say('steps.from')}
                error={errorWithin([...path, at, 'from'])}
                currency={currency}
                value={numberOf(of.from)}
                most={moneyMost}
                onChange={put('from')}
              />
              <OffField
                label={say('term-field.off')}
                error={errorWithin([...path, at, 'off'])}
                value={of.off}
                onChange={put('off')}
              />
            </div>
            {rows.length > 1 && (
              <IconButton
                label={say('steps.remove', { number: nth(at) })}
                onPress={() => onChange(withoutItem(rows, at))}
              >
                <Icon of={Trash2} size="sm" />
              </IconButton>
            )}
          </div>
        );
      })}
      <Button small kind="quiet" onPress={() => onChange([...rows, { off: { percent: 10 } }])}>
        <Icon of={Plus} size="sm" />
        {say('steps.add')}
      </Button>
    </FieldNote>
  );
};
