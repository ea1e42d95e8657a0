import { CalendarDate, parseDate, toCalendar, PersianCalendar, GregorianCalendar } from '@internationalized/date';
import { Card, KeyValues } from '../../kit/card.tsx';
import { RangeCalendar } from '../../kit/calendar.tsx';
import { ComboBox } from '../../kit/combo-box.tsx';
import { Select } from '../../kit/select.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { Field, NumberField, Tick } from '../../kit/field.tsx';
import { formatDays, formatFullDay, formatShortDay, noonOf } from '../../kit/formats/dates.ts';
import { moneyText, type Money } from '../../kit/formats/money.ts';
import { formatPercent, withDigits } from '../../kit/formats/numbers.ts';
import { formatRelative } from '../../kit/formats/relative.ts';
import { Amount, Ltr, SignedPoints } from '../../kit/marks.tsx';
import { useKitSay } from './say.ts';
import styles from './kit.module.css';

export const Fields = () => {
  const say = useKitSay();
  return (
    <Card title={say('field.title')}>
      <div className={styles.stack}>
        <Field label={say('field.name')} defaultValue={say('field.name.value')} hint={say('field.name.hint')} />
        <Field
          label={say('field.phone')}
          defaultValue={withDigits('0912 345', useClub().language)}
          error={say('field.phone.error')}
          isLtr
        />
        <Tick defaultSelected>{say('field.consent')}</Tick>
      </div>
    </Card>
  );
};

export const Choices = () => {
  const say = useKitSay();
  const tiers = ([1, 2, 3, 4] as const).map((rank) => ({ id: String(rank), name: say(`tier.${rank}`) }));
  const branches = (['mirdamad', 'azadshahr', 'vanak'] as const).map((id) => ({
    id,
    name: say(`branch.${id}`),
    more: say('branch.city'),
  }));
  return (
    <Card>
      <div className={styles.stack}>
        <Select label={say('field.tier')} options={tiers} defaultValue="3" />
        <ComboBox label={say('field.branch')} options={branches} defaultValue="mirdamad" />
        <NumberField
          label={say('field.points')}
          unit={say('field.points.unit')}
          defaultValue={1500}
          least={0}
          most={1840}
          step={50}
        />
        <Field label={say('field.note')} isOptional isLong />
      </div>
    </Card>
  );
};

const day = (text: string, isPersian: boolean): CalendarDate =>
  toCalendar(parseDate(text), isPersian ? new PersianCalendar() : new GregorianCalendar());

export const Days = () => {
  const say = useKitSay();
  const isPersian = useClub().calendar === 'persian';
  return (
    <Card title={say('calendar.title')} scope={say('calendar.scope')}>
      <RangeCalendar
        label={say('calendar.label')}
        defaultValue={{ start: day('2026-12-19', isPersian), end: day('2026-12-21', isPersian) }}
        defaultFocused={day('2026-12-19', isPersian)}
        hasFridaysOff
      />
    </Card>
  );
};

const paid: Money = { amount: 4_330_250_000n, currency: 'IRR', digits: 2 };
const sold: Money = { amount: 24_600_000_000_000n, currency: 'IRR', digits: 2 };

export const Numbers = () => {
  const say = useKitSay();
  const days = useDays();
  const { language } = days;
  return (
    <Card title={say('number.title')}>
      <KeyValues
        rows={[
          [say('number.amount'), <Amount key="amount" of={paid} />],
          [say('number.large'), <Amount key="large" of={sold} isLarge />],
          [say('number.rial'), moneyText(paid, 'currency', language)],
          [say('number.points'), <SignedPoints key="points" value={480} />],
          [say('number.percent'), formatPercent(20, language)],
          [say('number.full'), formatFullDay(noonOf('2026-11-26'), days)],
          [say('number.short'), formatShortDay(noonOf('2026-11-26'), days)],
          [say('number.days'), formatDays(noonOf('2026-12-19'), noonOf('2026-12-21'), days)],
          [say('number.relative'), formatRelative(noonOf('2026-11-23'), noonOf('2026-11-26'), days)],
          [say('number.phone'), <Ltr key="phone">{withDigits('0912 ••• 44 17', language)}</Ltr>],
        ]}
      />
    </Card>
  );
};
