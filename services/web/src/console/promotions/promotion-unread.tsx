import { SearchX } from 'lucide-react';
import { failureOf } from '../../api/failures.ts';
import { Card } from '../../kit/card.tsx';
import { Empty, Failed, Loading } from '../../kit/states.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { Page } from '../parts/page.tsx';
import { usePromotionsSay } from './say.ts';
import type { usePromotion } from './use-promotion.ts';

/** In place of a promotion that is not there, not yet read, or could not be. */
export const PromotionUnread = ({ read }: { readonly read: ReturnType<typeof usePromotion> }) => {
  const say = usePromotionsSay();
  return (
    <Page title={say('promos.title')}>
      <Card isBare>
        {read.data === null ? (
          <Empty
            icon={SearchX}
            title={say('promo.missing')}
            text={say('promo.missing.text')}
            acts={<LinkButton to="/promotions">{say('promo.to-list')}</LinkButton>}
          />
        ) : read.error === null ? (
          <Loading lines={8} />
        ) : (
          <Failed
            what={say('promo.read-failed')}
            failure={failureOf(read.error, say)}
            onRetry={() => void read.refetch()}
          />
        )}
      </Card>
    </Page>
  );
};
