import { Cake, Clapperboard, Coffee, Gift, Shirt, ShoppingBag, Ticket, Truck, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { api } from '../../api/client.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import { formatDay, lastMomentBefore } from '../../kit/formats/dates.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { Empty } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import styles from '../club.module.css';
import { PointsMark, Ready, Since, Title } from '../parts/parts.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { PlaceLink } from '../parts/place-link.tsx';
import { Way } from '../parts/way.tsx';
import { goTo } from '../place.ts';
import { useSay } from '../say.ts';
import { usePoints, useRenew, useRewards, useVouchers, type Reward, type Voucher } from '../seen.ts';

const pictures: readonly (readonly [RegExp, LucideIcon])[] = [
  [/سینما|بلیت|cinema|ticket|film/i, Clapperboard],
  [/قهوه|چای|صبحانه|coffee|tea|breakfast|café/i, Coffee],
  [/کیک|شیرینی|cake|sweet/i, Cake],
  [/ارسال|پیک|deliver/i, Truck],
  [/لباس|پیراهن|shirt|clothes/i, Shirt],
  [/سبد|خرید|basket|shopping/i, ShoppingBag],
];

const pictureOf = (name: string): LucideIcon => pictures.find(([said]) => said.test(name))?.[1] ?? Gift;

/** The same colour for the same reward, each time. */
const toneOf = (id: string): string =>
  String([...id].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 4);

const RewardRow = ({ reward, available }: { readonly reward: Reward; readonly available: number }) => {
  const { name, description, price_points: price, voucher_days: days } = reward;
  const say = useSay();
  const { language } = useClub();
  const renew = useRenew();
  const Picture = pictureOf(`${name} ${reward.code}`);
  const missing = Math.max(0, price - available);
  const write = useWrite(
    (body: { reward_id: string }, key) => api.call('redeemForMe', { body, key }),
    ({ voucher }, isHere) => {
      renew('vouchers', 'accounts', 'statement');
      if (isHere) goTo(`voucher/${voucher.redemption_id}`);
      else tellDone(`${name} · ${say('voucher.issued')}`);
    },
  );
  const row = (
    <>
      <span className={styles.art} data-tone={missing > 0 ? 'off' : toneOf(reward.id)}>
        <Picture size={26} strokeWidth={1.5} aria-hidden />
      </span>
      <span className={styles.grow}>
        <b>
          <bdi>{name}</bdi>
        </b>
        {description !== '' && <small>{description}</small>}
        {missing > 0 && (
          <>
            <Way label={say('rewards.way', { reward: name })} value={(Math.max(0, available) / price) * 100} isSmall />
            <small className={styles.left}>{say('rewards.missing', { points: formatPoints(missing, language) })}</small>
          </>
        )}
      </span>
      <span className={styles.cost} data-off={missing > 0 || undefined}>
        <b>{formatNumber(price, language)}</b>
        <small>{say('home.points')}</small>
      </span>
    </>
  );
  if (missing > 0) return <div className={styles.row}>{row}</div>;
  return (
    <Sheet
      trigger={row}
      triggerClass={styles.row}
      title={say('rewards.take-title', { reward: name })}
      text={say(days > 0 ? 'rewards.take-text-days' : 'rewards.take-text', {
        points: formatPoints(price, language),
        left: formatPoints(available - price, language),
        days: formatNumber(days, language),
      })}
      acts={(close) => (
        <>
          <Button onPress={close}>{say('club.not-now')}</Button>
          <Button
            kind="primary"
            busy={write.isBusy ? say('rewards.taking') : undefined}
            onPress={() => void write.run({ reward_id: reward.id })}
          >
            {say('rewards.take')}
          </Button>
        </>
      )}
    >
      <FormProblem
        {...(write.code === 'insufficient_points' ? { text: say('rewards.too-few') } : { failure: write.failure })}
      />
    </Sheet>
  );
};

const voucherLast = ({ status, expires_at: ends, used_at: used }: Voucher): string | null =>
  status === 'used' ? used : ends;

const VoucherRow = ({ voucher }: { readonly voucher: Voucher }) => {
  const say = useSay();
  const days = useDays();
  const { redemption_id: id, reward_name: name, status } = voucher;
  const at = voucherLast(voucher);
  return (
    <PlaceLink to={`voucher/${id}`} className={styles.row}>
      <span className={styles.art} data-tone={status === 'issued' ? undefined : 'off'}>
        <Ticket size={26} strokeWidth={1.5} aria-hidden />
      </span>
      <span className={styles.grow}>
        <b>
          <bdi>{name}</bdi>
        </b>
        {at !== null && (
          <small>
            {say(status === 'used' ? 'voucher.used-on' : 'voucher.until', {
              day: formatDay(status === 'used' ? new Date(at) : lastMomentBefore(at), days),
            })}
          </small>
        )}
      </span>
      <span className={styles.state} data-tone={status === 'issued' ? 'good' : undefined}>
        {say(`voucher.${status}`)}
      </span>
    </PlaceLink>
  );
};

type View = 'all' | 'mine' | 'vouchers';
const views: readonly View[] = ['all', 'mine', 'vouchers'];

/** What points can be spent on, and the vouchers that they were spent on. */
export const RewardsPage = () => {
  const say = useSay();
  const rewards = useRewards();
  const vouchers = useVouchers();
  const available = usePoints().data?.available;
  const [view, setView] = useState<View>('all');
  const seen = view === 'vouchers' ? vouchers : rewards;
  return (
    <>
      <Title aside={available !== undefined && <PointsMark points={available} isBig />}>{say('tab.rewards')}</Title>
      <ToggleButtonGroup
        aria-label={say('rewards.show')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[view]}
        onSelectionChange={(keys) => [...keys].forEach((key) => setView(key as View))}
        className={styles.chips ?? ''}
      >
        {views.map((each) => (
          <ToggleButton key={each} id={each} className={styles.chip ?? ''}>
            {say(`rewards.${each}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Since of={seen} />
      {view === 'vouchers' ? (
        <Ready of={vouchers} what={say('voucher.failed')}>
          {(all) =>
            all.length === 0 ? (
              <section className={styles.tile}>
                <Empty icon={Ticket} title={say('voucher.none')} text={say('voucher.none-text')} />
              </section>
            ) : (
              <div className={styles.list}>
                {all.map((voucher) => (
                  <VoucherRow key={voucher.redemption_id} voucher={voucher} />
                ))}
              </div>
            )
          }
        </Ready>
      ) : (
        <Ready of={rewards} what={say('rewards.failed')}>
          {(all) => {
            const points = available ?? 0;
            const shown = all
              .filter(({ price_points: price }) => view === 'all' || price <= points)
              .toSorted((a, b) => a.price_points - b.price_points);
            return shown.length === 0 ? (
              <section className={styles.tile}>
                <Empty
                  icon={Gift}
                  title={say(all.length === 0 ? 'rewards.none' : 'rewards.none-yet')}
                  text={say(all.length === 0 ? 'rewards.none-text' : 'rewards.none-yet-text')}
                />
              </section>
            ) : (
              <>
                <h2 className={styles.sec}>{say('rewards.spend')}</h2>
                <div className={styles.list}>
                  {shown.map((reward) => (
                    <RewardRow key={reward.id} reward={reward} available={points} />
                  ))}
                </div>
              </>
            );
          }}
        </Ready>
      )}
    </>
  );
};
