import { ReceiptText } from 'lucide-react';
import { useState } from 'react';
import { failureOf } from '../../api/failures.ts';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatFullDay, formatTime } from '../../kit/formats/dates.ts';
import { formatMoney } from '../../kit/formats/money.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Ltr, Signed } from '../../kit/marks.tsx';
import { Segments } from '../../kit/segments.tsx';
import { Empty, Failed, FilteredEmpty, Loading } from '../../kit/states.tsx';
import { useList } from '../parts/use-list.ts';
import { useWindow } from '../parts/use-window.ts';
import { WindowFoot, WindowHead } from '../parts/window-bar.tsx';
import { useConsoleSay } from '../words/say.ts';
import { entryWords, type StatementEntry } from './entry-words.ts';
import styles from './profile.module.css';

const kinds = ['all', 'in', 'out'] as const;
type Kind = (typeof kinds)[number];

const isShown = ({ amount }: StatementEntry, kind: Kind): boolean =>
  kind === 'all' || (kind === 'in' ? BigInt(amount) > 0n : BigInt(amount) < 0n);

interface DayOfEntries {
  readonly day: string;
  readonly entries: StatementEntry[];
}

/** Under their days, in the order of the ledger: what was told late stands where it was posted. */
const byDay = (entries: readonly StatementEntry[], dayOf: (at: Date) => string): readonly DayOfEntries[] => {
  const days: DayOfEntries[] = [];
  for (const entry of entries) {
    const day = dayOf(new Date(entry.effective_at));
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
};

const referenceShown = 6;

/** The rule that gave it, as it is told everywhere. */
const useBasis = (): ((entry: StatementEntry) => string | undefined) => {
  const say = useConsoleSay();
  const { language, money } = useClub();
  return ({ basis }) => {
    if (basis === null) return undefined;
    const { number, unit } = formatMoney(basis.per_amount, money, language);
    return say('entry.basis', {
      per: `${number} ${unit}`,
      points: formatNumber(BigInt(basis.points), language),
      version: formatNumber(basis.rule_version, language),
    });
  };
};

const Row = ({ entry }: { readonly entry: StatementEntry }) => {
  const say = useConsoleSay();
  const days = useDays();
  const { language } = useClub();
  const basisOf = useBasis();
  const { name, icon } = entryWords(entry);
  const amount = BigInt(entry.amount);
  const basis = basisOf(entry);
  return (
    <tr>
      <td>
        <div className={styles.what}>
          <span className={styles.picture}>
            <Icon of={icon} size="sm" />
          </span>
          <span>
            <b>{say(name)}</b>
            {basis !== undefined && <small>{basis}</small>}
          </span>
        </div>
      </td>
      <td className={styles.where}>
        {formatTime(new Date(entry.effective_at), days)}
        <small>
          {entry.reference !== null && <Ltr>{`…${entry.reference.slice(-referenceShown)}`}</Ltr>}
          {BigInt(entry.pending_change) > 0n && ` · ${say('entry.pending')}`}
          {BigInt(entry.suspended) !== 0n && ` · ${say('entry.waits')}`}
        </small>
      </td>
      <td className={styles.figure} data-sign={amount > 0n ? 'in' : undefined}>
        <Signed value={amount} />
      </td>
      <td className={styles.figure} data-quiet>
        <Ltr>{formatNumber(BigInt(entry.available_after), language)}</Ltr>
      </td>
    </tr>
  );
};

/** What came and went of one unit, with its reasons. Nothing in it is edited; a correction is a new row. */
export const Statement = ({ memberId, unit }: { readonly memberId: string; readonly unit: string }) => {
  const say = useConsoleSay();
  const days = useDays();
  const [kind, setKind] = useState<Kind>('all');
  const { items, error, retry, more, isReadingMore } = useList('getMemberStatement', {
    path: { member_id: memberId },
    query: { unit },
  });
  const shown = items?.filter((entry) => isShown(entry, kind)) ?? [];
  const window = useWindow(shown, more);
  if (items === undefined && error !== null)
    return <Failed what={say('statement.failed')} failure={failureOf(error, say)} onRetry={retry} />;
  if (items === undefined) return <Loading lines={6} />;
  if (items.length === 0)
    return <Empty icon={ReceiptText} title={say('statement.empty')} text={say('statement.empty-text')} />;
  return (
    <>
      <div className={styles.bar}>
        <Segments
          label={say('statement.kind')}
          options={kinds.map((id) => ({ id, name: say(`statement.${id}`) }))}
          value={kind}
          onChoose={(id) => setKind(id as Kind)}
        />
      </div>
      {shown.length === 0 ? (
        <FilteredEmpty filters={say(`statement.${kind}`)} onClear={() => setKind('all')} />
      ) : (
        <>
          <WindowHead of={window} />
          <div className={styles.scroll} role="region" aria-label={say('statement.title')} tabIndex={0}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{say('statement.what')}</th>
                  <th scope="col">{say('statement.where')}</th>
                  <th scope="col" className={styles.figure}>
                    {say('statement.points')}
                  </th>
                  <th scope="col" className={styles.figure} data-quiet>
                    {say('statement.after')}
                  </th>
                </tr>
              </thead>
              {byDay(window.rows, (at) => formatFullDay(at, days)).map(({ day, entries }) => (
                <tbody key={entries[0]?.key}>
                  <tr className={styles.day}>
                    <th scope="rowgroup" colSpan={4}>
                      {day}
                    </th>
                  </tr>
                  {entries.map((entry) => (
                    <Row key={entry.key} entry={entry} />
                  ))}
                </tbody>
              ))}
            </table>
          </div>
        </>
      )}
      <WindowFoot of={window} isReading={isReadingMore} name={say('statement.older')}>
        <p>{say('statement.foot')}</p>
      </WindowFoot>
    </>
  );
};
