import { MoveRight } from 'lucide-react';
import { KeyValues } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatDay } from '../../kit/formats/dates.ts';
import { moneyText } from '../../kit/formats/money.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { useBranches } from '../parts/branches.ts';
import { useConsoleSay } from '../words/say.ts';
import { useTextOf } from './approval-words.ts';
import styles from './approvals.module.css';

type Thing = Readonly<Record<string, unknown>>;

const thingIn = (json: string | null): Thing => (json === null ? {} : (JSON.parse(json) as Thing));

const sums: readonly string[] = ['per_amount', 'minimum_total', 'budget', 'promotions_above'];
const isMoney = (name: string): boolean => sums.includes(name);
/** A promotion without a budget may cost any sum. */
const isLimitless = (name: string, value: unknown): boolean => name === 'budget' && (value ?? 0) === 0;
const isBranch = (name: string): boolean => name.startsWith('branch');
const isDay = (name: string): boolean => name.startsWith('valid_');

/** A value as people read it. */
const useValue = (): ((name: string, value: unknown) => string) => {
  const say = useConsoleSay();
  const days = useDays();
  const { language, money } = useClub();
  const { club } = useSignedIn();
  const { nameOf } = useBranches();
  return (name, value) => {
    if (isLimitless(name, value)) return say('approvals.no-limit');
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0))
      return say('approvals.none');
    if (Array.isArray(value))
      return value.map((each) => (isBranch(name) ? nameOf(String(each)) : String(each))).join(say('list.comma'));
    if (typeof value === 'boolean') return say(value ? 'approvals.yes' : 'approvals.no');
    if (isDay(name)) return formatDay(new Date(String(value)), days);
    if (isMoney(name))
      return moneyText(
        { amount: Number(value), currency: club.currency, digits: club.currency_digits },
        money,
        language,
      );
    return typeof value === 'number' ? formatNumber(value, language) : String(value);
  };
};

/** What it is about, as it was when it was asked for, and what it would become. */
export const Changes = ({ before, after }: { readonly before: string | null; readonly after: string | null }) => {
  const say = useConsoleSay();
  const textOf = useTextOf();
  const shown = useValue();
  const [was, will] = [thingIn(before), thingIn(after)];
  const names = Object.keys(will).filter((name) => name !== 'unit');
  if (names.length === 0) return null;
  return (
    <KeyValues
      rows={names.map((name) => [
        textOf('field', name) ?? name,
        <span key={name} className={styles.change}>
          {before !== null && (
            <>
              <bdi>{shown(name, was[name])}</bdi>
              <Icon of={MoveRight} size="sm" flip />
              <span className={styles.hidden}>{say('approvals.becomes')}</span>
            </>
          )}
          <b>
            <bdi>{shown(name, will[name])}</bdi>
          </b>
        </span>,
      ])}
    />
  );
};
