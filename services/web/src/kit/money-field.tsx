import { useClub } from './club-settings.tsx';
import { NumberField } from './field.tsx';
import type { Around } from './field.tsx';
import { formatMoney, minorUnitsOf, type Money } from './formats/money.ts';

interface MoneyFieldProps extends Around {
  readonly currency: Omit<Money, 'amount'>;
  /** Minor units; undefined: nothing is typed. */
  readonly value: number | undefined;
  readonly onChange: (minor: number | undefined) => void;
  readonly least?: number;
  readonly most: number;
}

const exactMost = Number.MAX_SAFE_INTEGER;

/** Minor units are counted exactly: nothing beyond is, and it is more than any field takes. */
const counted = (minor: number): number => Math.min(Math.max(Math.round(minor), -exactMost), exactMost);

/** An amount, typed in the unit that the club shows and told in minor units. */
export const MoneyField = ({ currency, value, onChange, least = 0, most, ...around }: MoneyFieldProps) => {
  const { language, money } = useClub();
  const perUnit = minorUnitsOf(currency, money);
  return (
    <NumberField
      {...around}
      hasSteps={false}
      isFractional
      unit={formatMoney({ amount: 0n, ...currency }, money, language).unit}
      value={value === undefined ? Number.NaN : value / perUnit}
      least={least / perUnit}
      most={most / perUnit}
      onChange={(typed) => onChange(Number.isNaN(typed) ? undefined : counted(typed * perUnit))}
    />
  );
};
