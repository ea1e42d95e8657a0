import { useRef } from 'react';
import { initialsOf } from '../../kit/formats/initials.ts';
import { TrendingUp, UserRoundPlus, UserRoundSearch, UserRoundX } from 'lucide-react';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import { formatDay } from '../../kit/formats/dates.ts';
import { formatRelative } from '../../kit/formats/relative.ts';
import { withDigits } from '../../kit/formats/numbers.ts';
import { Icon } from '../../kit/icon.tsx';
import { Key, Ltr, Meter, Tier } from '../../kit/marks.tsx';
import { failureOf } from '../../api/failures.ts';
import { useSay } from '../../kit/say.ts';
import { pointsPay } from '../sale/sale.ts';
import type { Unfound } from '../desk/find-members.ts';
import type { MemberCard } from '../desk/member-card.ts';
import { useDesk, useDeskState, useMoney } from '../desk/use-desk.ts';
import { apart, useTillSay } from '../say.ts';
import { FindMember } from './find-member.tsx';
import { Credits, Offer } from './offer.tsx';
import { MemberNotes } from './member-notes.tsx';
import { MemberVouchers } from './member-vouchers.tsx';
import styles from './member-pane.module.css';

const ranks = [1, 2, 3, 4] as const;

/** The first letters of the first two words; joined letters are kept apart. */
const Head = ({ card }: { readonly card: MemberCard }) => {
  const say = useTillSay();
  const { tiers } = useDeskState();
  const days = useDays();
  const { member, tier } = card;
  const reached = tier?.tier ?? undefined;
  const rank = tiers.findIndex(({ code }) => code === reached?.code);
  const name = member?.name ?? say('who.nameless');
  return (
    <div className={styles.id}>
      <span className={styles.avatar} aria-hidden>
        {initialsOf(name)}
      </span>
      <div>
        <h2 title={name}>
          <bdi>{name}</bdi>
        </h2>
        <span className={styles.under}>
          {reached !== undefined && <Tier rank={ranks[Math.min(Math.max(rank, 0), 3)] ?? 1}>{reached.name}</Tier>}
          {member !== undefined && (
            <small>
              {say('who.since', { year: formatDay(new Date(member.member_since), days).split(' ').at(-1) ?? '' })}
            </small>
          )}
        </span>
      </div>
    </div>
  );
};

const Facts = ({ card }: { readonly card: MemberCard }) => {
  const { member, tier } = card;
  const say = useTillSay();
  const { language } = useClub();
  const days = useDays();
  const { text } = useMoney();
  const last = tier?.last_sold_at ?? undefined;
  return (
    <dl className={styles.facts}>
      {tier !== undefined && (
        <div>
          <dt>{say('who.last')}</dt>
          <dd>{last === undefined ? say('who.never') : formatRelative(new Date(last), new Date(), days)}</dd>
        </div>
      )}
      {tier !== undefined && (
        <div>
          <dt>{say('who.spend')}</dt>
          <dd>{text(tier.spend.amount)}</dd>
        </div>
      )}
      {typeof member?.phone === 'string' && (
        <div>
          <dt>{say('who.phone')}</dt>
          <dd>
            <Ltr>{withDigits(member.phone, language)}</Ltr>
          </dd>
        </div>
      )}
      {typeof member?.card === 'string' && (
        <div>
          <dt>{say('who.card')}</dt>
          <dd>
            <Ltr>{withDigits(member.card, language)}</Ltr>
          </dd>
        </div>
      )}
      <Credits card={card} />
    </dl>
  );
};

const Purse = ({ card: { points } }: { readonly card: MemberCard }) => {
  const say = useTillSay();
  const desk = useDesk();
  const { language } = useClub();
  const { count, text } = useMoney();
  return (
    <div className={styles.purse}>
      <small>{say('who.points')}</small>
      <b>
        <Ltr>{points === undefined ? '…' : count(points.available)}</Ltr>
      </b>
      {points !== undefined && (
        <small>
          {say('who.worth', { money: text(pointsPay(points.available, desk.counting)) })}
          {points.pending > 0 && ` · ${say('who.pending', { points: formatPoints(points.pending, language) })}`}
        </small>
      )}
    </div>
  );
};

const NextTier = ({ card: { tier } }: { readonly card: MemberCard }) => {
  const say = useTillSay();
  const { text } = useMoney();
  if (tier === undefined || tier.tier === null) return null;
  if (tier.next === null) return <p className={styles.next}>{say('who.top-tier')}</p>;
  const [spend, missing] = [Number(tier.spend.amount), Number(tier.missing.amount)];
  const done = spend + missing <= 0 ? 0 : Math.max(0, Math.min(100, (spend / (spend + missing)) * 100));
  return (
    <div className={styles.next}>
      <p>
        <Icon of={TrendingUp} size="sm" />
        {say('who.next-missing', { money: text(tier.missing.amount), tier: apart(tier.next.name) })}
      </p>
      <Meter label={say('who.next')} value={done} />
    </div>
  );
};

const Known = ({ card }: { readonly card: MemberCard }) => {
  const say = useTillSay();
  const sayShared = useSay();
  return (
    <>
      <Head card={card} />
      <MemberNotes card={card} />
      <div className={styles.more}>
        <Facts card={card} />
      </div>
      <Purse card={card} />
      <div className={styles.more}>
        <MemberVouchers card={card} />
        <Offer card={card} />
        <NextTier card={card} />
      </div>
      {(card.failed !== undefined || card.isPartly === true) && (
        <Banner tone="bad" icon={UserRoundX} title={say('who.failed')}>
          {card.failed !== undefined && failureOf(card.failed, sayShared).cause}
        </Banner>
      )}
    </>
  );
};

interface MemberPaneProps {
  /** What was read last and shows no member. */
  readonly unfound: Unfound | undefined;
  /** Another member is looked for, though one is known. */
  readonly isChanging: boolean;
  readonly onChanging: (isChanging: boolean) => void;
  readonly onEnrol: (typed: string) => void;
}

/** Who buys: a search, then one card that says it all. */
export const MemberPane = ({ unfound, isChanging, onChanging, onEnrol }: MemberPaneProps) => {
  const say = useTillSay();
  const desk = useDesk();
  const { card, sale, isOnline } = useDeskState();
  const typed = useRef('');
  const isFinding = isChanging || sale.buyer === undefined;
  return (
    <section className={styles.pane} aria-label={say('who.pane')} data-known={card !== undefined && !isFinding}>
      {isFinding ? (
        <FindMember
          key={unfound?.turn ?? 0}
          unfound={unfound}
          typed={typed}
          onFound={() => onChanging(false)}
          onEnrol={onEnrol}
        />
      ) : card === undefined ? (
        <div className={styles.unknown}>
          <h2>
            <Ltr>{sale.buyer?.name}</Ltr>
          </h2>
          <p>{say('who.unknown')}</p>
        </div>
      ) : card.member === undefined && !isOnline ? (
        <div className={styles.unknown}>
          <h2>
            <bdi>{sale.buyer?.name}</bdi>
          </h2>
          <p>{say('who.unread')}</p>
        </div>
      ) : (
        <Known card={card} />
      )}
      <div className={styles.foot}>
        {isFinding ? (
          <Button wide isDisabled={!isOnline} onPress={() => onEnrol(typed.current.trim())}>
            <Icon of={UserRoundPlus} />
            {say('who.enrol')}
          </Button>
        ) : (
          <Button wide onPress={() => onChanging(true)}>
            <Icon of={UserRoundSearch} />
            {say('who.other')} <Key>F2</Key>
          </Button>
        )}
        {isChanging && sale.buyer !== undefined && (
          <>
            <Button
              kind="quiet"
              wide
              onPress={() => {
                desk.withoutMember();
                onChanging(false);
              }}
            >
              {say('who.remove')}
            </Button>
            <Button kind="quiet" wide onPress={() => onChanging(false)}>
              {say('panel.cancel')}
            </Button>
          </>
        )}
      </div>
    </section>
  );
};
