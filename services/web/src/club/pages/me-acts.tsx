import { ChevronRight, Download, LogOut, MessageCircleQuestion, ScrollText, UserX } from 'lucide-react';
import { useState } from 'react';
import { Button as Plain } from 'react-aria-components';
import { api } from '../../api/client.ts';
import { failureOf } from '../../api/failures.ts';
import { useWrite } from '../../api/use-write.ts';
import { Button } from '../../kit/button.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { FormProblem } from '../../kit/form-problem.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import { Icon } from '../../kit/icon.tsx';
import type { Failure } from '../../kit/states.tsx';
import styles from '../club.module.css';
import { download } from '../download.ts';
import { member } from '../member.ts';
import { PlaceLink } from '../parts/place-link.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useSay } from '../say.ts';
import { usePoints } from '../seen.ts';

const Leave = () => {
  const say = useSay();
  const { name, language } = useClub();
  const points = usePoints().data?.available ?? 0;
  const write = useWrite(
    () => api.call('leaveClub'),
    () => member.leave(),
  );
  return (
    <Sheet
      triggerClass={styles.link}
      isDanger
      trigger={
        <>
          <Icon of={UserX} />
          <span>{say('me.leave')}</span>
        </>
      }
      title={say('me.leave-title', { club: name })}
      text={say('me.leave-text', { points: formatPoints(Math.max(0, points), language) })}
      acts={(close) => (
        <>
          <Button onPress={close}>{say('me.stay')}</Button>
          <Button kind="kill" busy={write.isBusy ? say('me.leaving') : undefined} onPress={() => void write.run({})}>
            {say('me.leave')}
          </Button>
        </>
      )}
    >
      <FormProblem failure={write.failure} />
    </Sheet>
  );
};

/** Where else to go, one's data as a file, and the ways out. */
export const Acts = () => {
  const say = useSay();
  const [busy, setBusy] = useState<'data' | 'here' | 'everywhere'>();
  const [failure, setFailure] = useState<Failure>();
  const doing = (what: 'data' | 'here' | 'everywhere', work: () => Promise<void>) => async (): Promise<void> => {
    setBusy(what);
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      setFailure(failureOf(error, say));
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <>
      <ul className={styles.links}>
        <li>
          <PlaceLink to="rules" className={styles.link}>
            <Icon of={ScrollText} />
            <span>{say('rules.title')}</span>
            <span className={styles.go}>
              <Icon of={ChevronRight} size="sm" flip />
            </span>
          </PlaceLink>
        </li>
        <li>
          <PlaceLink to="complaints" className={styles.link}>
            <Icon of={MessageCircleQuestion} />
            <span>{say('complaint.title')}</span>
            <span className={styles.go}>
              <Icon of={ChevronRight} size="sm" flip />
            </span>
          </PlaceLink>
        </li>
        <li>
          <Plain
            className={styles.link ?? ''}
            isDisabled={busy !== undefined}
            onPress={() => void doing('data', async () => download(say('me.file')))()}
          >
            <Icon of={Download} />
            <span>{say(busy === 'data' ? 'me.collecting' : 'me.download')}</span>
          </Plain>
        </li>
      </ul>
      <FormProblem failure={failure} />
      <ul className={styles.links}>
        <li>
          <Plain
            className={styles.link ?? ''}
            isDisabled={busy !== undefined}
            onPress={() => void doing('here', () => member.end('here'))()}
          >
            <Icon of={LogOut} flip />
            <span>{say('me.out')}</span>
          </Plain>
        </li>
        <li>
          <Plain
            className={styles.link ?? ''}
            isDisabled={busy !== undefined}
            onPress={() => void doing('everywhere', () => member.end('everywhere'))()}
          >
            <Icon of={LogOut} flip />
            <span>{say('me.out-everywhere')}</span>
          </Plain>
        </li>
        <li>
          <Leave />
        </li>
      </ul>
    </>
  );
};
