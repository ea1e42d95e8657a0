import { ClipboardList, ScrollText } from 'lucide-react';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatDay } from '../../kit/formats/dates.ts';
import { formatPoints } from '../../kit/formats/counts.ts';
import { formatNumber, withDigits } from '../../kit/formats/numbers.ts';
import { moneyText } from '../../kit/formats/money.ts';
import { Ltr } from '../../kit/marks.tsx';
import { Qr } from '../../kit/qr.tsx';
import { useBrand } from '../brand-context.ts';
import styles from '../club.module.css';
import { Khatam } from '../parts/khatam.tsx';
import { Logo } from '../parts/logo.tsx';
import { Ready, Since } from '../parts/parts.tsx';
import { PlaceLink } from '../parts/place-link.tsx';
import { Way } from '../parts/way.tsx';
import { useSay } from '../say.ts';
import { useMe, usePoints, useSurveys, useTier, type Me } from '../seen.ts';
import { worthOf } from '../worth.ts';

/** Digits in groups of four, as they stand on a card. */
const grouped = (card: string): string => card.replace(/(.{4})(?=.)/g, '$1 ');

const greetingAt = (zone: string) => {
  const hour = Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit' }).format(new Date()));
  if (hour < 5 || hour >= 17) return 'home.evening';
  return hour < 12 ? 'home.morning' : 'home.afternoon';
};

const Pass = ({ me }: { readonly me: Me }) => {
  const say = useSay();
  const { name, language, money } = useClub();
  const brand = useBrand();
  const points = usePoints().data;
  const tier = useTier().data?.tier;
  const worth = points && worthOf(Math.max(0, points.available), brand);
  return (
    <article className={styles.pass} aria-label={say('home.pass')}>
      <Khatam />
      <div className={styles.passHead}>
        <span>
          <Logo />
          <b className={styles.passName}>
            <bdi>{name}</bdi>
          </b>
        </span>
        {tier && (
          <span className={styles.tier}>
            <span>
              <bdi>{tier.name}</bdi>
            </span>
          </span>
        )}
      </div>
      <div className={styles.qrBox}>
        <Qr text={me.id} label={say('home.qr')} className={styles.qr} />
      </div>
      <p className={styles.passId}>
        {me.card === null ? say('home.show') : <Ltr>{withDigits(grouped(me.card), language)}</Ltr>}
      </p>
      {points && (
        <div className={styles.passFoot}>
          <div>
            <b>
              <Ltr>{formatNumber(points.available, language)}</Ltr>
            </b>
            <span>{say('home.points')}</span>
          </div>
          <div className={styles.passWorth}>
            {worth && <span>{say('home.worth', { money: moneyText(worth, money, language) })}</span>}
            {points.pending > 0 && (
              <small>{say('home.later', { points: formatPoints(points.pending, language) })}</small>
            )}
          </div>
        </div>
      )}
    </article>
  );
};

const TierTile = () => {
  const say = useSay();
  const days = useDays();
  const { language, money } = useClub();
  const { data } = useTier();
  if (!data?.tier) return null;
  const { tier, next, missing, spend, period_from: from } = data;
  if (!next)
    return (
      <section className={styles.tile}>
        <b>{say('home.highest', { tier: tier.name })}</b>
        <p className={styles.soft}>{say('home.highest-text')}</p>
      </section>
    );
  const share = (Number(spend.amount) / Math.max(1, Number(spend.amount) + Number(missing.amount))) * 100;
  return (
    <section className={styles.tile}>
      <div className={styles.between}>
        <b>{say('home.way', { tier: next.name })}</b>
        <span className={styles.note}>{say('home.from', { day: formatDay(new Date(from), days) })}</span>
      </div>
      <Way label={say('home.way', { tier: next.name })} value={share} />
      <p className={styles.soft}>{say('home.missing', { money: moneyText(missing, money, language) })}</p>
    </section>
  );
};

const ForYou = () => {
  const say = useSay();
  const { language } = useClub();
  const surveys = (useSurveys().data ?? []).filter(({ answered_at: answered }) => answered === null);
  return (
    <>
      <h2 className={styles.sec}>{say('home.for-you')}</h2>
      <div className={styles.list}>
        {surveys.map(({ id, title, points }, at) => (
          <PlaceLink key={id} to={`survey/${id}`} className={styles.row}>
            <span className={styles.art} data-tone={String(at % 4)}>
              <ClipboardList size={26} strokeWidth={1.5} aria-hidden />
            </span>
            <span className={styles.grow}>
              <b>
                <bdi>{title}</bdi>
              </b>
              <small>
                {points > 0
                  ? say('home.survey-points', { points: formatPoints(points, language) })
                  : say('home.survey')}
              </small>
            </span>
          </PlaceLink>
        ))}
        <PlaceLink to="rules" className={styles.row}>
          <span className={styles.art}>
            <ScrollText size={26} strokeWidth={1.5} aria-hidden />
          </span>
          <span className={styles.grow}>
            <b>{say('rules.title')}</b>
            <small>{say('home.rules')}</small>
          </span>
        </PlaceLink>
      </div>
    </>
  );
};

/** The pass first; then the way to the next tier, and what waits for the member. */
export const HomePage = () => {
  const say = useSay();
  const { zone } = useClub();
  const me = useMe();
  return (
    <>
      <header className={styles.title}>
        <div>
          <small>{say(greetingAt(zone))}</small>
          <h1>
            <bdi>{me.data?.name ?? say('home.member')}</bdi>
          </h1>
        </div>
      </header>
      <Since of={me} />
      <Ready of={me} what={say('home.failed')} lines={6}>
        {(data) => <Pass me={data} />}
      </Ready>
      <TierTile />
      <ForYou />
    </>
  );
};
