import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '../../../kit/button.tsx';
import { useClub } from '../../../kit/club-settings.tsx';
import { DecimalField } from '../../../kit/decimal-field.tsx';
import { Field } from '../../../kit/field.tsx';
import { formatNumber } from '../../../kit/formats/numbers.ts';
import { Icon } from '../../../kit/icon.tsx';
import { MoneyField } from '../../../kit/money-field.tsx';
import { useSignedIn } from '../../../sign-in/use-session.ts';
import { usePromotionsSay } from '../say.ts';
import type { BasketLine } from './basket.ts';
import styles from './trial.module.css';

const linesMost = 20;
const skuMost = 64;
const priceMost = 10_000_000_000_000;

interface TrialLinesProps {
  readonly lines: readonly BasketLine[];
  readonly onChange: (lines: readonly BasketLine[]) => void;
}

/** What is in the basket. */
export const TrialLines = ({ lines, onChange }: TrialLinesProps) => {
  const say = usePromotionsSay();
  const { language } = useClub();
  const { club } = useSignedIn();
  const currency = { currency: club.currency, digits: club.currency_digits };
  const change = (id: number, changes: Partial<BasketLine>): void =>
    onChange(lines.map((line) => (line.id === id ? { ...line, ...changes } : line)));
  const next = Math.max(...lines.map(({ id }) => id)) + 1;
  return (
    <>
      {lines.map(({ id, sku, quantity, price }, at) => {
        const number = formatNumber(at + 1, language);
        return (
          <div key={id} className={styles.line} role="group" aria-label={say('try.line', { number })}>
            <Field
              label={say('try.sku')}
              isLtr
              isOptional
              value={sku}
              onChange={(text) => change(id, { sku: text.slice(0, skuMost) })}
            />
            <DecimalField
              label={say('try.quantity')}
              value={quantity}
              onChange={(count) => change(id, { quantity: count })}
            />
            <MoneyField
              label={say('try.price')}
              currency={currency}
              value={price}
              most={priceMost}
              onChange={(minor) => change(id, { price: minor })}
            />
            {lines.length > 1 && (
              <IconButton
                label={say('try.remove', { number })}
                onPress={() => onChange(lines.filter((line) => line.id !== id))}
              >
                <Icon of={X} size="sm" />
              </IconButton>
            )}
          </div>
        );
      })}
      <Button
        kind="link"
        isDisabled={lines.length >= linesMost}
        onPress={() => onChange([...lines, { id: next, sku: '', quantity: 1, price: undefined }])}
      >
        <Icon of={Plus} size="sm" />
        {say('try.add')}
      </Button>
    </>
  );
};
