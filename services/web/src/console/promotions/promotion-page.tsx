import type { Promotion } from '@vafa/client';
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Pencil } from 'lucide-react';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatNumber } from '../../kit/formats/numbers.ts';
import { formatRelative } from '../../kit/formats/relative.ts';
import { Icon } from '../../kit/icon.tsx';
import { Ltr } from '../../kit/marks.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { Columns, Page, Stack } from '../parts/page.tsx';
import { promotionKey } from './keys.ts';
import { LifeCard } from './life-card.tsx';
import { PromotionUnread } from './promotion-unread.tsx';
import { usePromotionsSay } from './say.ts';
import { usePromotion } from './use-promotion.ts';
import { SaysCard } from './says-card.tsx';
import { StateMark } from './state-mark.tsx';
import { VersionsCard } from './versions-card.tsx';
import { writtenOf } from './written.ts';

const Known = ({ of, onStep }: { readonly of: Promotion; readonly onStep: (now: Promotion) => void }) => {
  const say = usePromotionsSay();
  const may = useMay();
  const days = useDays();
  const { language } = useClub();
  const version = formatNumber(of.version, language);
  const says = of.version === 0 ? 'promo.says.draft' : of.draft === null ? 'promo.says.runs' : 'promo.says.next';
  return (
    <Page
      title={of.name}
      mark={<StateMark state={of.state} />}
      scope={
        <>
          <Ltr>{of.code}</Ltr>
          <span>{of.version === 0 ? say('promo.scope.never') : say('promo.scope.version', { version })}</span>
          <span>{say('promo.scope.changed', { when: formatRelative(new Date(of.changed_at), new Date(), days) })}</span>
        </>
      }
      acts={
        may('savePromotion') && (
          <LinkButton to={`/promotions/${of.code}/edit`}>
            <Icon of={Pencil} size="sm" />
            {say(of.draft === null ? 'promo.edit-next' : 'promo.edit')}
          </LinkButton>
        )
      }
    >
      <Columns
        main={
          <Stack>
            <SaysCard title={say('promo.says')} scope={say(says, { version })} written={writtenOf(of)} />
            <VersionsCard of={of} />
          </Stack>
        }
        side={
          <div data-first>
            <LifeCard of={of} onStep={onStep} />
          </div>
        }
      />
    </Page>
  );
};

/** One promotion: what it says, what can be done with it, and what was published of it. */
export const PromotionPage = () => {
  const queries = useQueryClient();
  const { promotion: code = '' }: { readonly promotion?: string } = useParams({ strict: false });
  const read = usePromotion(code);
  if (read.data)
    return <Known key={read.data.id} of={read.data} onStep={(now) => queries.setQueryData(promotionKey(code), now)} />;
  return <PromotionUnread read={read} />;
};
