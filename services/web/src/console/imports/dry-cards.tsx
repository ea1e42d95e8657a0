import type { ImportPreview } from '@vafa/client';
import { CircleCheck, Info } from 'lucide-react';
import { Banner } from '../../kit/banner.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatDay, noonOf } from '../../kit/formats/dates.ts';
import { moneyText } from '../../kit/formats/money.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Ltr } from '../../kit/marks.tsx';
import { Empty } from '../../kit/states.tsx';
import { Shares, type Share } from '../../kit/shares.tsx';
import { ByCode } from './by-code.tsx';
import { useImportsSay } from './say.ts';
import styles from './imports.module.css';

export type DryFigures = NonNullable<ImportPreview['figures']>;

/** Rows that would not be taken, all reasons together. */
const rowsToMend = ({ exceptions }: DryFigures): number =>
  Object.values(exceptions).reduce((sum, rows) => sum + rows, 0);

interface TallyProps {
  readonly tone: Share['tone'];
  readonly name: string;
  readonly value: number;
  readonly hint: string;
}

const Tally = ({ tone, name, value, hint }: TallyProps) => {
  const { language } = useClub();
  return (
    <div>
      <b>
        <i data-tone={tone} />
        {name}
      </b>
      <p>{formatNumber(value, language)}</p>
      <small>{hint}</small>
    </div>
  );
};

const Notes = ({ figures }: { readonly figures: DryFigures }) => {
  const say = useImportsSay();
  // The file's days have no zone.
  const days = { ...useDays(), zone: 'UTC' };
  const { first_day: first, last_day: last, rows_left_out: out } = figures;
  const leftOut = out.totals + out.repeated_headers + Object.values(out.no_sale).reduce((sum, rows) => sum + rows, 0);
  const notes = [
    ...(first === null || last === null
      ? []
      : first === last
        ? [say('dry.day', { day: formatDay(noonOf(first), days) })]
        : [say('dry.days', { first: formatDay(noonOf(first), days), last: formatDay(noonOf(last), days) })]),
    ...(figures.sales_without_member > 0 ? [say('dry.without-member', { count: figures.sales_without_member })] : []),
    ...(leftOut > 0 ? [say('dry.left-out', { count: leftOut })] : []),
  ];
  return (
    <ul className={styles.notes}>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
};

/** What would come of the file; nothing is recorded yet. */
export const DryCards = ({ figures }: { readonly figures: DryFigures }) => {
  const say = useImportsSay();
  const { language, money } = useClub();
  const mend = rowsToMend(figures);
  const number = (value: number): string => formatNumber(value, language);
  const taken = Math.max(0, figures.rows - mend);
  const shares: Share[] = [
    { name: say('dry.sales'), count: taken, tone: 'good', shown: number(taken) },
    { name: say('dry.exceptions'), count: mend, tone: 'bad', shown: number(mend) },
  ];
  return (
    <div className={styles.cards}>
      <section className={styles.tally}>
        <Tally
          tone="good"
          name={say('dry.sales')}
          value={figures.sales}
          hint={say('dry.sales.hint', { money: moneyText(figures.sold, money, language) })}
        />
        <Tally
          tone="quiet"
          name={say('dry.returns')}
          value={figures.returns + figures.exchanges}
          hint={say('dry.returns.hint', { money: moneyText(figures.returned, money, language) })}
        />
        <Tally
          tone="brand"
          name={say('dry.members')}
          value={figures.members_new}
          hint={say('dry.members.hint', { count: figures.members_known })}
        />
        <Tally tone="bad" name={say('dry.exceptions')} value={mend} hint={say('dry.exceptions.hint')} />
      </section>
      <Card>
        <Shares label={say('dry.shares')} shares={shares} />
        <p className={styles.hint}>{say('dry.nothing')}</p>
        <Notes figures={figures} />
      </Card>
      {figures.break_off !== null && (
        <Banner tone="warn" icon={Info} title={say('dry.breaks-off')}>
          <Ltr>{figures.break_off}</Ltr>
        </Banner>
      )}
      {mend > 0 ? (
        <Card isBare title={say('dry.why', { count: mend })}>
          <ByCode rows={figures.exceptions} />
        </Card>
      ) : (
        <Card isBare>
          <Empty icon={CircleCheck} title={say('dry.why.none')} text={say('dry.why.none.text')} />
        </Card>
      )}
    </div>
  );
};
