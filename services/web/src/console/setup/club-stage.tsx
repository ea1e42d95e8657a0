import { Landmark, Pill, Plane, Shirt, ShoppingBasket, Sparkles, Utensils, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { Field } from '../../kit/field.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Segments } from '../../kit/segments.tsx';
import { Select } from '../../kit/select.tsx';
import { useSetupSay } from './say.ts';
import { Settled } from './settled.tsx';
import { currencies, trades, type Currency, type Draft, type Trade } from './draft.ts';
import { faultAt, type StageProps } from './stage.ts';
import { filled, templates } from './templates.ts';
import { useTemplateWords } from './use-template-words.ts';
import styles from './setup.module.css';

const pictures: Readonly<Record<Trade, LucideIcon>> = {
  grocery: ShoppingBasket,
  food: Utensils,
  clothing: Shirt,
  beauty: Sparkles,
  pharmacy: Pill,
  bank: Landmark,
  travel: Plane,
};

const zones: Readonly<Record<Currency, string>> = {
  IRR: 'Asia/Tehran',
  GBP: 'Europe/London',
  EUR: 'Europe/Berlin',
  USD: 'America/New_York',
  TRY: 'Europe/Istanbul',
  AED: 'Asia/Dubai',
  IQD: 'Asia/Baghdad',
  AFN: 'Asia/Kabul',
};

const moneyOf = (id: string): Pick<Draft, 'currency' | 'money' | 'zone'> => {
  const currency = id === 'toman' ? 'IRR' : (id as Currency);
  return { currency, money: id === 'toman' ? 'toman' : 'currency', zone: zones[currency] };
};

interface FoundingProps extends Omit<StageProps, 'isMade'> {
  /** Stands beside the money. */
  readonly calendar: ReactNode;
}

/** What the club itself is made of: its trade, name, address and money. */
const Founding = ({ draft, change, faults, calendar }: FoundingProps) => {
  const say = useSetupSay();
  const words = useTemplateWords();
  const take = (trade: Trade): void => change(filled(trade, draft, words));
  const takeMoney = (id: string): void => {
    const money = moneyOf(id);
    const { colour: _kept, ...amounts } = filled(draft.trade, money, words);
    change({ ...money, ...amounts });
  };
  return (
    <>
      <ToggleButtonGroup
        aria-label={say('setup.trade')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[draft.trade]}
        onSelectionChange={(keys) => [...keys].forEach((key) => take(key as Trade))}
        className={styles.kinds ?? ''}
      >
        {trades.map((trade) => (
          <ToggleButton key={trade} id={trade} className={styles.kind ?? ''}>
            <Icon of={pictures[trade]} />
            {say(`setup.trade.${trade}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <div className={styles.pair}>
        <Field
          label={say('setup.name')}
          hint={say('setup.name.hint')}
          value={draft.name}
          onChange={(name) => change({ name })}
          {...faultAt(faults, 'name', say)}
        />
        <Field
          label={say('setup.code')}
          hint={say('setup.code.hint')}
          isLtr
          value={draft.code}
          onChange={(code) => change({ code })}
          {...faultAt(faults, 'code', say)}
        />
      </div>
      <div className={styles.pair}>
        <Select
          label={say('setup.money')}
          defaultValue={draft.money === 'toman' ? 'toman' : draft.currency}
          options={[
            { id: 'toman', name: say('setup.money.toman') },
            ...Object.keys(currencies).map((code) => ({
              id: code,
              name: code === 'IRR' ? say('setup.money.rial') : code,
            })),
          ]}
          onChoose={takeMoney}
        />
        {calendar}
      </div>
    </>
  );
};

export const ClubStage = ({ isMade, ...props }: StageProps) => {
  const say = useSetupSay();
  const { draft, change } = props;
  const calendar = (
    <div className={styles.choice}>
      <span className={styles.label}>{say('setup.calendar')}</span>
      <Segments
        label={say('setup.calendar')}
        value={draft.calendar}
        options={[
          { id: 'persian', name: say('setup.calendar.persian') },
          { id: 'gregorian', name: say('setup.calendar.gregorian') },
        ]}
        onChoose={(calendar) => change({ calendar: calendar as Draft['calendar'] })}
      />
    </div>
  );
  return (
    <>
      {isMade('club') ? (
        <>
          <Settled what={`${draft.name} (${draft.code})`} />
          {calendar}
        </>
      ) : (
        <Founding {...props} calendar={calendar} />
      )}
      <div className={styles.choice}>
        <span className={styles.label}>{say('setup.colour')}</span>
        <div className={styles.colours}>
          {Object.values(templates).map(({ colour }) => (
            <button
              key={colour}
              type="button"
              className={styles.colour}
              aria-label={colour}
              aria-pressed={colour === draft.colour}
              style={{ background: colour }}
              onClick={() => change({ colour })}
            />
          ))}
        </div>
      </div>
    </>
  );
};
