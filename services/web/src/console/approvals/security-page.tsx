import { useQuery } from '@tanstack/react-query';
import { ShieldAlert } from 'lucide-react';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { Banner } from '../../kit/banner.tsx';
import { Failed, Loading } from '../../kit/states.tsx';
import { Page, Stack } from '../parts/page.tsx';
import { whileWritten } from '../parts/while-written.ts';
import { useConsoleSay } from '../words/say.ts';
import { AskingCard } from './asking-card.tsx';
import { LimitCard } from './limit-card.tsx';

/** What needs a second person, and when the password is asked for again. */
export const SecurityPage = () => {
  const say = useConsoleSay();
  const settings = useQuery({
    queryKey: ['approval-settings', 'edit'],
    queryFn: () => api.call('getApprovalSettings'),
    ...whileWritten,
  });
  const units = useQuery({ queryKey: ['units', 'edit'], queryFn: () => api.call('listUnits'), ...whileWritten });
  const error = settings.error ?? units.error;
  const retry = (): void => {
    void settings.refetch();
    void units.refetch();
  };
  const points = units.data?.items.find(({ unit }) => unit === 'points');
  return (
    <Page title={say('security.title')} scope={say('security.scope')}>
      {error !== null ? (
        <Failed what={say('security.failed')} failure={failureOf(error, say)} onRetry={retry} />
      ) : settings.data === undefined || units.data === undefined ? (
        <Loading />
      ) : (
        <Stack>
          {settings.data.other_administrators === 0 && (
            <Banner tone="warn" icon={ShieldAlert} title={say('security.alone')}>
              {say('security.alone-text')}
            </Banner>
          )}
          {points !== undefined && <LimitCard unit={points} />}
          <AskingCard settings={settings.data} />
        </Stack>
      )}
    </Page>
  );
};
