import type { ImportPreview } from '@vafa/client';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { Card } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatDay, formatTime } from '../../kit/formats/dates.ts';
import { formatMoney } from '../../kit/formats/money.ts';
import { formatNumber, parseNumber } from '../../kit/formats/numbers.ts';
import { Badge, Ltr } from '../../kit/marks.tsx';
import { Table, type TableColumn } from '../../kit/table.tsx';
import { RowNumber } from './row-number.tsx';
import { useImportsSay, useReasonOf } from './say.ts';
import styles from './imports.module.css';

type Row = ImportPreview['rows'][number] & { readonly id: string };

const shownPrice = (text: string, digits: number): bigint | undefined => {
  const price = parseNumber(text);
  if (price === undefined) return undefined;
  const power = digits - price.scale;
  return power >= 0 ? price.digits * 10n ** BigInt(power) : undefined;
};

/** A file of days alone has the beginning of each as its time, which says nothing. */
const useColumns = (hasTimes: boolean): readonly TableColumn<Row>[] => {
  const say = useImportsSay();
  const reasonOf = useReasonOf();
  const days = useDays();
  const { language, money } = useClub();
  const { club } = useSignedIn();
  const currency = { currency: club.currency, digits: club.currency_digits };
  const priced = (text: string): string => {
    const amount = shownPrice(text, club.currency_digits);
    if (amount === undefined) return text;
    return formatMoney({ amount, ...currency }, money, language).number;
  };
  return [
    { id: 'row', name: say('preview.row'), show: ({ row }) => <RowNumber row={row} /> },
    {
      id: 'receipt',
      name: say('preview.receipt'),
      show: ({ receipt, is_return: isReturn }) => (
        <>
          <Ltr>{receipt}</Ltr> {isReturn && <Badge>{say('preview.return')}</Badge>}
        </>
      ),
    },
    {
      id: 'at',
      name: say('preview.at'),
      show: ({ at, code }) =>
        at === null || code !== null
          ? ''
          : `${formatDay(new Date(at), days)}${hasTimes ? ` ${formatTime(new Date(at), days)}` : ''}`,
    },
    {
      id: 'goods',
      name: say('preview.goods'),
      show: ({ sku, description, code }) =>
        code === null ? (
          <span className={styles.goods}>
            <bdi>{description || sku}</bdi>
            {description !== '' && (
              <small>
                <Ltr>{sku}</Ltr>
              </small>
            )}
          </span>
        ) : (
          <span className={styles.bad}>{reasonOf(code) ?? reasonOf('other')}</span>
        ),
    },
    {
      id: 'quantity',
      name: say('preview.quantity'),
      isFigures: true,
      show: ({ quantity, code }) => (code === null ? formatNumber(quantity, language) : ''),
    },
    {
      id: 'price',
      name: say('preview.price', { unit: formatMoney({ amount: 0n, ...currency }, money, language).unit }),
      isFigures: true,
      show: ({ unit_price: price, code }) => (code === null ? priced(price) : ''),
    },
    {
      id: 'member',
      name: say('preview.member'),
      show: ({ member, code }) =>
        code === null && member === null ? (
          <span className={styles.quiet}>{say('preview.nobody')}</span>
        ) : (
          <Ltr>{member ?? ''}</Ltr>
        ),
    },
    { id: 'branch', name: say('preview.branch'), show: ({ branch }) => <bdi>{branch ?? ''}</bdi> },
  ];
};

/** The first rows as they would be recorded; what cannot be read says why. */
export const PreviewCard = ({ rows }: { readonly rows: ImportPreview['rows'] }) => {
  const say = useImportsSay();
  const days = { ...useDays(), language: 'en' as const };
  const hasTimes = rows.some(({ at }) => at !== null && formatTime(new Date(at), days) !== '00:00');
  const columns = useColumns(hasTimes);
  return (
    <Card isBare title={say('preview.title')} scope={say('preview.scope', { count: rows.length })}>
      <div data-density="compact">
        <Table
          label={say('preview.title')}
          columns={columns}
          items={rows.map((row) => ({ ...row, id: String(row.row) }))}
          empty={<p className={styles.none}>{say('preview.empty')}</p>}
        />
      </div>
    </Card>
  );
};
