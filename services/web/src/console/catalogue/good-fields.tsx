import { Field, Tick } from '../../kit/field.tsx';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { useClub } from '../../kit/club-settings.tsx';
import { MoneyField } from '../../kit/money-field.tsx';
import { Select } from '../../kit/select.tsx';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { useCatalogueSay } from './say.ts';
import { treeOf, useCatalogue, useNameOf } from './use-catalogue.ts';
import styles from './catalogue.module.css';

/** A good as it is typed; of what is empty nothing is said. */
export interface Typed {
  readonly sku: string;
  readonly name_fa: string;
  readonly name_en: string;
  readonly category: string;
  readonly family: string;
  readonly brand: string;
  readonly cost: number | undefined;
  readonly floor_price: number | undefined;
  readonly tax_class: string;
  readonly unit: string;
  readonly decimals: number;
  readonly no_discount: boolean;
  readonly no_points: boolean;
  readonly gift_card: boolean;
}

const most = { sku: 64, name_fa: 200, name_en: 200, brand: 100, family: 100, unit: 20 } as const;
const moneyMost = 100_000_000_000_000;
const none = 'none';

interface GoodFieldsProps {
  readonly typed: Typed;
  readonly isNew: boolean;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (changes: Partial<Typed>) => void;
}

/** Every field of a good. */
export const GoodFields = ({ typed, isNew, errors, onChange }: GoodFieldsProps) => {
  const say = useCatalogueSay();
  const { club } = useSignedIn();
  const { language } = useClub();
  const nameOf = useNameOf();
  const { data } = useCatalogue();
  const currency = { currency: club.currency, digits: club.currency_digits };
  const text = (name: keyof typeof most, more: { isLtr?: true; isOptional?: true; isDisabled?: boolean } = {}) => (
    <Field
      label={say(`good.${name}`)}
      error={errors[name]}
      {...more}
      value={typed[name]}
      onChange={(value) => onChange({ [name]: value.slice(0, most[name]) })}
    />
  );
  const sum = (name: 'cost' | 'floor_price') => (
    <MoneyField
      label={say(`good.${name}`)}
      error={errors[name]}
      isOptional
      currency={currency}
      value={typed[name]}
      most={moneyMost}
      onChange={(value) => onChange({ [name]: value })}
    />
  );
  const chosen = (name: 'category' | 'tax_class', options: readonly { id: string; name: string }[]) => (
    <Select
      label={say(`good.${name}`)}
      error={errors[name]}
      isOptional
      options={[{ id: none, name: say('good.none') }, ...options]}
      value={typed[name] === '' ? none : typed[name]}
      onChoose={(id) => onChange({ [name]: id === none ? '' : id })}
    />
  );
  return (
    <>
      {text('sku', { isLtr: true, isDisabled: !isNew })}
      {text('name_fa')}
      {text('name_en', { isOptional: true })}
      {chosen(
        'category',
        treeOf(data?.categories ?? []).map(({ category, depth }) => ({
          id: category.code,
          name: `${'– '.repeat(depth)}${nameOf(category) || category.code}`,
        })),
      )}
      <div className={styles.pair}>
        {text('brand', { isOptional: true })}
        {text('family', { isOptional: true })}
        {sum('cost')}
        {sum('floor_price')}
        {chosen(
          'tax_class',
          (data?.tax_classes ?? []).map(({ code }) => ({ id: code, name: code })),
        )}
        {text('unit', { isOptional: true })}
        <Select
          label={say('good.decimals')}
          error={errors.decimals}
          options={[0, 1, 2, 3].map((places) => ({ id: String(places), name: formatNumber(places, language) }))}
          value={String(typed.decimals)}
          onChoose={(places) => onChange({ decimals: Number(places) })}
        />
      </div>
      {(['no_discount', 'no_points', 'gift_card'] as const).map((name) => (
        <Tick key={name} isSelected={typed[name]} onChange={(isOn) => onChange({ [name]: isOn })}>
          {say(`good.${name}`)}
        </Tick>
      ))}
    </>
  );
};
