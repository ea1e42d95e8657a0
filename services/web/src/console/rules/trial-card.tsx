import type { Branch, TriedRules } from '@vafa/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Check, Minus, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { Field, Tick } from '../../kit/field.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import { isTaken } from '../../kit/formats/number-range.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Badge } from '../../kit/marks.tsx';
import { MoneyField } from '../../kit/money-field.tsx';
import { MomentField } from '../../kit/moment-field.tsx';
import { Select } from '../../kit/select.tsx';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { faultsOf, limits, ranges, ruleOf, type Draft } from './draft.ts';
import { useMoneyText } from './rule-words.tsx';
import { useRulesSay, useWhyNot } from './say.ts';
import { aside } from '../parts/aside.ts';
import styles from './rules.module.css';

interface Line {
  readonly id: number;
  readonly sku: string;
  readonly amount: number | undefined;
}

const linesMax = 20;
const anywhere = 'any';

type Decision = TriedRules['then'];

/** Names of the published rules, by id: a decision names them by it. */
const useRuleNames = (): ReadonlyMap<string, string> => {
  const { data } = useQuery({ queryKey: ['rule-names'], queryFn: () => api.items('listEarningRules'), ...aside });
  return new Map(data?.map(({ id, name }) => [id, name]));
};

const Outcome = ({
  title,
  decision,
  names,
}: {
  title: string;
  decision: Decision;
  names: ReadonlyMap<string, string>;
}) => {
  const say = useRulesSay();
  const whyNot = useWhyNot();
  const { language } = useClub();
  const amount = useMoneyText();
  const given = decision.effects.flatMap((effect) => (effect.type === 'add_points' ? [effect] : []));
  return (
    <section className={styles.outcome} aria-label={title}>
      <h3>
        {title}
        <b>{formatPoints(BigInt(decision.points), language)}</b>
      </h3>
      <ul>
        {given.map(({ rule_id: id, rule_code: code, points, base }) => (
          <li key={id} data-given>
            <Icon of={Check} size="sm" />
            <span>
              <bdi>{names.get(id) ?? code}</bdi>
              <small>
                {say('trial.base', { points: formatPoints(BigInt(points), language), amount: amount(base.amount) })}
              </small>
            </span>
          </li>
        ))}
        {decision.rejections.map(({ rule_id: id, code }) => (
          <li key={id}>
            <Icon of={Minus} size="sm" />
            <span>
              <bdi>{names.get(id) ?? say('trial.this')}</bdi>
              <small>{say('trial.why-not', { reason: whyNot(code) })}</small>
            </span>
          </li>
        ))}
        {given.length + decision.rejections.length === 0 && <li>{say('trial.no-rules')}</li>}
      </ul>
    </section>
  );
};

interface BasketLinesProps {
  readonly lines: readonly Line[];
  readonly onChange: (lines: readonly Line[]) => void;
}

const BasketLines = ({ lines, onChange }: BasketLinesProps) => {
  const say = useRulesSay();
  const { language } = useClub();
  const { club } = useSignedIn();
  const money = useMoneyText();
  const currency = { currency: club.currency, digits: club.currency_digits };
  const change = (id: number, changes: Partial<Line>): void =>
    onChange(lines.map((line) => (line.id === id ? { ...line, ...changes } : line)));
  const next = Math.max(...lines.map((line) => line.id)) + 1;
  return (
    <>
      {lines.map(({ id, sku, amount }, place) => (
        <div
          key={id}
          className={styles.basketLine}
          role="group"
          aria-label={say('trial.line', { number: formatNumber(place + 1, language) })}
        >
          <Field
            label={say('trial.sku')}
            isLtr
            isOptional
            value={sku}
            onChange={(text) => change(id, { sku: text.slice(0, limits.sku) })}
          />
          <MoneyField
            label={say('trial.amount')}
            currency={currency}
            value={amount}
            {...ranges.amount}
            onChange={(minor) => change(id, { amount: minor })}
          />
          {lines.length > 1 && (
            <IconButton
              label={say('trial.remove', { number: formatNumber(place + 1, language) })}
              onPress={() => onChange(lines.filter((line) => line.id !== id))}
            >
              <Icon of={X} size="sm" />
            </IconButton>
          )}
        </div>
      ))}
      <div className={styles.between}>
        <Button
          kind="link"
          isDisabled={lines.length >= linesMax}
          onPress={() => onChange([...lines, { id: next, sku: '', amount: undefined }])}
        >
          <Icon of={Plus} size="sm" />
          {say('trial.add')}
        </Button>
        <span className={styles.total}>
          {say('trial.total')} <b>{money(totalOf(lines))}</b>
        </span>
      </div>
    </>
  );
};

const totalOf = (lines: readonly Line[]): number => lines.reduce((sum, { amount }) => sum + (amount ?? 0), 0);

interface TrialCardProps {
  readonly draft: Draft;
  readonly branches: readonly Branch[];
}

/** A basket against the rules of now, and against them with the draft. The gateway decides; nothing is recorded. */
export const TrialCard = ({ draft, branches }: TrialCardProps) => {
  const say = useRulesSay();
  const names = useRuleNames();
  const [lines, setLines] = useState<readonly Line[]>([{ id: 1, sku: '', amount: undefined }]);
  const [branch, setBranch] = useState(anywhere);
  const [at, setAt] = useState<Date>();
  const [isMember, setMember] = useState(true);
  const isFaulty = Object.keys(faultsOf(draft)).length > 0;
  const trial = useMutation({
    mutationFn: () =>
      api.call('tryEarningRules', {
        body: {
          lines: lines.map(({ sku, amount }) => ({ sku: sku.trim() || '-', amount: amount ?? 0 })),
          with_member: isMember,
          rule: ruleOf(draft),
          ...(branch !== anywhere && { branch }),
          ...(at !== undefined && { at: at.toISOString() }),
        },
      }),
  });
  const total = totalOf(lines);
  const isTooMuch = lines.some(({ amount = 0 }) => !isTaken(amount, ranges.amount));
  const own = trial.data?.rule;
  const known = new Map([...names, ...(own ? [[own.id, own.name] as const] : [])]);
  return (
    <Card
      title={say('trial.title')}
      scope={say('trial.scope')}
      aside={<Badge tone="info">{say('trial.nothing')}</Badge>}
    >
      <form
        className={styles.trial}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isFaulty && !isTooMuch) trial.mutate();
        }}
      >
        <BasketLines lines={lines} onChange={setLines} />
        <Select
          label={say('trial.branch')}
          defaultValue={anywhere}
          options={[
            { id: anywhere, name: say('trial.branch.none') },
            ...branches.map(({ id, name, code }) => ({ id, name: name || code })),
          ]}
          onChoose={setBranch}
        />
        <MomentField
          label={say('trial.at')}
          hint={say('trial.at.hint')}
          isOptional
          clearLabel={say('rule.clear')}
          value={at}
          onChange={setAt}
        />
        <Tick isSelected={isMember} onChange={setMember}>
          {say('trial.member')}
        </Tick>
        <Button
          type="submit"
          wide
          isDisabled={isFaulty || isTooMuch || total === 0}
          busy={trial.isPending ? say('trial.running') : undefined}
        >
          {say('trial.run')}
        </Button>
        {isFaulty && <p className={styles.hint}>{say('trial.invalid')}</p>}
        {trial.error !== null && <FormProblem failure={failureOf(trial.error, say)} />}
      </form>
      {trial.data !== undefined && (
        <div className={styles.outcomes} role="status">
          <Outcome title={say('trial.now')} decision={trial.data.now} names={names} />
          <Outcome title={say('trial.then')} decision={trial.data.then} names={known} />
        </div>
      )}
    </Card>
  );
};
