import { useQuery } from '@tanstack/react-query';
import { History, Square } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { Button } from '../../kit/button.tsx';
import { Card, KeyValues } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import { formatDay, formatTime } from '../../kit/formats/dates.ts';
import { moneyText } from '../../kit/formats/money.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Badge, SignedPoints } from '../../kit/marks.tsx';
import { MomentField } from '../../kit/moment-field.tsx';
import { faultsOf, type Draft } from './draft.ts';
import type { ReplaySum } from './replay-sum.ts';
import { useRulesSay } from './say.ts';
import { useReplay } from './use-replay.ts';
import { aside } from '../parts/aside.ts';
import styles from './rules.module.css';

const Differences = ({ of }: { readonly of: ReplaySum['differences'] }) => {
  const say = useRulesSay();
  const days = useDays();
  const { language, money } = useClub();
  if (of.length === 0) return null;
  return (
    <section className={styles.outcome} aria-label={say('replay.differences')}>
      <h3>{say('replay.differences')}</h3>
      <ul>
        {of.map(({ sale_id: id, sold_at: at, amount, points_given: given, points_drafted: drafted }) => (
          <li key={id} className={styles.between}>
            <span>
              {moneyText(amount, money, language)}
              <small>{`${formatDay(new Date(at), days)} ${formatTime(new Date(at), days)}`}</small>
            </span>
            <SignedPoints value={BigInt(drafted) - BigInt(given)} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const Sum = ({ of, isRunning }: { readonly of: ReplaySum; readonly isRunning: boolean }) => {
  const say = useRulesSay();
  const { language } = useClub();
  const { data: rules } = useQuery({
    queryKey: ['rule-names'],
    queryFn: () => api.items('listEarningRules'),
    ...aside,
  });
  const names = new Map(rules?.map(({ id, name }) => [id, name]));
  const points = (value: bigint): string => formatPoints(value, language);
  return (
    <div className={styles.outcomes} role="status">
      {isRunning && <p className={styles.hint}>{say('replay.so-far', { count: of.sales })}</p>}
      <KeyValues
        rows={[
          [say('replay.sales'), formatNumber(of.sales, language)],
          [say('replay.given'), points(of.given)],
          [say('replay.drafted'), <b key="drafted">{points(of.drafted)}</b>],
          [say('replay.difference'), <SignedPoints key="difference" value={of.drafted - of.given} />],
        ]}
      />
      {[...of.rules].map(([id, { given, drafted }]) => (
        <p key={id} className={styles.between}>
          <bdi>{names.get(id) ?? say('trial.this')}</bdi>
          <span className={styles.hint}>{say('replay.rule', { given: points(given), drafted: points(drafted) })}</span>
        </p>
      ))}
      <Differences of={of.differences} />
    </div>
  );
};

/** What recorded sales would have earned by the draft, beside what they earned. Nothing is recorded. */
export const ReplayCard = ({ draft }: { readonly draft: Draft }) => {
  const say = useRulesSay();
  const [from, setFrom] = useState<Date>();
  const [to, setTo] = useState<Date>();
  const [isTried, setTried] = useState(false);
  const { sum, isRunning, failure, run, stop, forget } = useReplay();
  const isFaulty = Object.keys(faultsOf(draft)).length > 0;
  const needed = (at: Date | undefined): string | undefined =>
    isTried && at === undefined ? say('late.need') : undefined;
  const isOrdered = from !== undefined && to !== undefined && from < to;
  const change = (set: (at: Date | undefined) => void) => (at: Date | undefined) => {
    set(at);
    forget();
  };
  const field = { clearLabel: say('rule.clear') };
  return (
    <Card
      title={say('replay.title')}
      scope={say('replay.scope')}
      aside={<Badge tone="info">{say('trial.nothing')}</Badge>}
    >
      <form
        className={styles.trial}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isOrdered && !isFaulty && !isRunning) void run(draft, from, to);
        }}
      >
        <MomentField {...field} label={say('late.from')} error={needed(from)} value={from} onChange={change(setFrom)} />
        <MomentField
          {...field}
          label={say('late.to')}
          error={needed(to) ?? (isTried && from !== undefined && !isOrdered ? say('late.need-order') : undefined)}
          value={to}
          onChange={change(setTo)}
        />
        {isRunning ? (
          <Button wide onPress={stop}>
            <Icon of={Square} size="xs" />
            {say('replay.stop')}
          </Button>
        ) : (
          <Button type="submit" wide isDisabled={isFaulty}>
            <Icon of={History} size="sm" />
            {say('replay.run')}
          </Button>
        )}
        <FormProblem failure={failure} />
      </form>
      {sum !== undefined && <Sum of={sum} isRunning={isRunning} />}
    </Card>
  );
};
