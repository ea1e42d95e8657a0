import { Banknote, CircleAlert, CircleCheck, CreditCard, Sparkles, TicketCheck, TrendingUp } from 'lucide-react';
import { ApiProblem } from '@vafa/client';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { failureOf } from '../../api/failures.ts';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import { withDigits } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Key, Ltr } from '../../kit/marks.tsx';
import { useSay } from '../../kit/say.ts';
import { useDesk, useDeskState, useMoney } from '../desk/use-desk.ts';
import { reasonsOf } from '../sale/reasons.ts';
import type { PayWay } from '../sale/sale.ts';
import { apart, useTillSay } from '../say.ts';
import { Burn } from './burn.tsx';
import { useDeclineText } from './decline-text.ts';
import styles from './pay-pane.module.css';

const Sums = () => {
  const say = useTillSay();
  const desk = useDesk();
  const { sale, judged, rules } = useDeskState();
  const { number } = useMoney();
  const { total, pay } = desk.sums;
  const discounts = judged === undefined ? [] : reasonsOf(judged, rules).filter(({ kind }) => kind === 'discount');
  return (
    <dl className={styles.sums}>
      <div>
        <dt>{sale.kind === 'items' ? say('item.count', { count: sale.lines.length }) : say('pay.total')}</dt>
        <dd>
          <Ltr>{number(total)}</Ltr>
        </dd>
      </div>
      {discounts.map((reason, at) => (
        <div key={at} data-less>
          <dt>{say('pay.discount', { rule: apart(reason.rule) })}</dt>
          <dd>
            <Ltr>{reason.kind === 'discount' && number(-reason.amount)}</Ltr>
          </dd>
        </div>
      ))}
      {pay > 0n && (
        <div data-less>
          <dt>{say('pay.points')}</dt>
          <dd>
            <Ltr>{number(-pay)}</Ltr>
          </dd>
        </div>
      )}
    </dl>
  );
};

/** Vouchers that the sale uses up. */
const OnInvoice = () => {
  const say = useTillSay();
  const { sale } = useDeskState();
  if (sale.vouchers.length === 0) return null;
  return (
    <ul className={styles.vouchers}>
      {sale.vouchers.map(({ redemptionId, reward }) => (
        <li key={redemptionId}>
          <Icon of={TicketCheck} />
          <span>
            <bdi>{reward}</bdi>
            <small>{say('who.voucher-on')}</small>
          </span>
        </li>
      ))}
    </ul>
  );
};

/** What is missing for more. */
const Reach = () => {
  const say = useTillSay();
  const { judged, rules } = useDeskState();
  const { text } = useMoney();
  const near = judged === undefined ? [] : reasonsOf(judged, rules).filter(({ kind }) => kind === 'within-reach');
  if (near.length === 0) return null;
  return (
    <section className={styles.reach}>
      <h3>{say('pay.reach')}</h3>
      {near.map((reason, at) => (
        <p key={at}>
          <Icon of={TrendingUp} size="sm" />
          <span>
            <b>{reason.kind === 'within-reach' && say('why.total_too_low', { money: text(reason.missing) })}:</b>{' '}
            <bdi>{reason.rule}</bdi>
          </span>
        </p>
      ))}
    </section>
  );
};

const Gain = () => {
  const say = useTillSay();
  const desk = useDesk();
  const { judged, isJudging, isOnline } = useDeskState();
  const { count } = useMoney();
  if (desk.lines.length === 0) return null;
  const points = Number(judged?.points ?? 0);
  const said = !isOnline ? 'pay.gain-later' : isJudging && judged === undefined ? 'pay.judging' : 'pay.gain';
  return (
    <div className={styles.gain} role="status">
      <Icon of={Sparkles} />
      <span>{say(said)}</span>
      {isOnline && judged !== undefined && (
        <b data-old={isJudging || undefined}>
          <Ltr>{points > 0 ? `+${count(points)}` : count(points)}</Ltr>
        </b>
      )}
    </div>
  );
};

/** What was just paid, until the next sale begins. */
const Done = () => {
  const say = useTillSay();
  const { done, isPaying, isOnline } = useDeskState();
  const { language } = useClub();
  const { text } = useMoney();
  if (done === undefined) return null;
  const title = { taken: 'done.title', waiting: 'done.waiting', declined: 'done.declined' } as const;
  const isOnItsWay = isPaying && done.state === 'waiting';
  const isRetried = isOnline && done.state === 'waiting';
  const tone = isOnItsWay ? 'info' : done.state === 'taken' ? 'good' : 'warn';
  return (
    <Banner
      tone={tone}
      icon={CircleCheck}
      title={say(isOnItsWay ? 'pay.busy' : isRetried ? 'done.retried' : title[done.state])}
    >
      <span className={styles.done}>
        <b>{text(done.toPay)}</b>
        <span>
          {say('done.text', { number: '' })} <Ltr>{withDigits(done.number, language)}</Ltr>
        </span>
        {done.earned !== undefined && done.earned > 0 && (
          <span className={styles.earned}>{say('done.points', { points: formatPoints(done.earned, language) })}</span>
        )}
      </span>
    </Banner>
  );
};

const Refusal = () => {
  const say = useTillSay();
  const sayShared = useSay();
  const textOf = useDeclineText();
  const { refusal } = useDeskState();
  if (refusal === undefined) return null;
  const { cause, traceId } = failureOf(refusal, sayShared);
  const isDecided = refusal instanceof ApiProblem && refusal.status < 500;
  return (
    <Banner tone="bad" icon={CircleAlert} title={say('pay.refused')}>
      {isDecided ? textOf({ code: refusal.code, text: cause }) : cause}
      {traceId !== undefined && (
        <small className={styles.trace}>
          {sayShared('state.trace')} <Ltr>{traceId}</Ltr>
        </small>
      )}
    </Banner>
  );
};

const ways = [
  ['card', CreditCard, 'pay.card'],
  ['cash', Banknote, 'pay.cash'],
] as const;

const Ways = () => {
  const say = useTillSay();
  const desk = useDesk();
  const { sale } = useDeskState();
  return (
    <ToggleButtonGroup
      aria-label={say('pay.way')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[sale.way]}
      onSelectionChange={(keys) => [...keys].forEach((way) => desk.change({ way: way as PayWay }))}
      className={styles.ways ?? ''}
    >
      {ways.map(([id, picture, name]) => (
        <ToggleButton key={id} id={id} className={styles.way ?? ''}>
          <Icon of={picture} />
          {say(name)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
};

/** Sums, points, and the one button that ends the sale. To pay and Pay never move. */
export const PayPane = ({ onPay }: { readonly onPay: () => void }) => {
  const say = useTillSay();
  const desk = useDesk();
  const { isPaying, isEmptyPaid } = useDeskState();
  const { number, unit, exact } = useMoney();
  const { total, pay } = desk.sums;
  const isEmpty = desk.lines.length === 0;
  return (
    <>
      <Done />
      <Sums />
      <Burn />
      <OnInvoice />
      <Reach />
      <Refusal />
      <div className={styles.due}>
        <Gain />
        <div className={styles.figure}>
          <span>
            {say('pay.due')}
            <small>{unit}</small>
          </span>
          <span>
            <b data-total={(total - pay).toString()}>
              <Ltr>{number(total - pay)}</Ltr>
            </b>
            {exact !== undefined && <small>{exact(total - pay)}</small>}
          </span>
        </div>
        <Ways />
        <p role="status" className={styles.empty}>
          {isEmptyPaid && say('pay.empty')}
        </p>
        <div className={styles.go} data-pay>
          <Button kind="primary" wide onPress={onPay} {...(isPaying && isEmpty && { busy: say('pay.busy') })}>
            {say('pay.act')} <Key>F9</Key>
          </Button>
        </div>
      </div>
    </>
  );
};
