import { useQuery } from '@tanstack/react-query';
import { FilePlus } from 'lucide-react';
import { api } from '../../../api/client.ts';
import { failureOf } from '../../../api/failures.ts';
import { Card } from '../../../kit/card.tsx';
import { useClub } from '../../../kit/club-settings.tsx';
import { Icon } from '../../../kit/icon.tsx';
import { Failed, Loading } from '../../../kit/states.tsx';
import { useFilters } from '../../parts/filters.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { Page } from '../../parts/page.tsx';
import { usePromotionsSay } from '../say.ts';
import type { JsonObject } from '../terms/json.ts';
import { emptyWritten } from '../written.ts';
import { PromotionEditor } from './edit-page.tsx';
import { blank } from './use-editor.ts';
import styles from './editor.module.css';

const empty = 'empty';

/** A new promotion: first from what it is begun, then its form. The choice stands in the address. */
export const NewPage = () => {
  const say = usePromotionsSay();
  const { language } = useClub();
  const { values } = useFilters(['template']);
  const { data, error, refetch } = useQuery({
    queryKey: ['promotion-templates', language],
    queryFn: async () => (await api.call('listPromotionTemplates', { query: { language } })).items,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (values.template === empty) return <PromotionEditor key={empty} of={blank(emptyWritten)} name={`new/${empty}`} />;
  const chosen = data?.find(({ code }) => code === values.template);
  if (chosen !== undefined) {
    const { code, name, terms, to_fill: toFill } = chosen;
    const of = blank({ ...emptyWritten, code, name, terms: terms as JsonObject });
    return <PromotionEditor key={code} of={of} name={`new/${code}`} toFill={toFill} />;
  }
  return (
    <Page title={say('edit.title.new')} scope={say('new.scope-text')}>
      {data === undefined ? (
        <Card isBare>
          {error === null ? (
            <Loading lines={8} />
          ) : (
            <Failed what={say('new.failed')} failure={failureOf(error, say)} onRetry={() => void refetch()} />
          )}
        </Card>
      ) : (
        <ul className={styles.templates}>
          <li data-empty>
            <b>
              <Icon of={FilePlus} size="sm" /> {say('new.empty')}
            </b>
            <p>{say('new.empty.text')}</p>
            <LinkButton small to="/promotions/new" search={{ template: empty }}>
              {say('new.begin-empty')}
            </LinkButton>
          </li>
          {data.map(({ code, name, says }) => (
            <li key={code}>
              <b>
                <bdi>{name}</bdi>
              </b>
              <p>
                <bdi>{says}</bdi>
              </p>
              <LinkButton small to="/promotions/new" search={{ template: code }}>
                {say('new.begin', { name })}
              </LinkButton>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
};
