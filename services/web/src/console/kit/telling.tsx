import { CircleAlert, CircleCheck, CloudOff, Gift, Hourglass } from 'lucide-react';
import { Banner } from '../../kit/banner.tsx';
import { Broken } from '../../kit/broken.tsx';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useDays } from '../../kit/club-settings.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { formatTime } from '../../kit/formats/dates.ts';
import { Meter } from '../../kit/marks.tsx';
import { Occasion } from '../../kit/occasion.tsx';
import { Empty, Failed, FilteredEmpty, Loading } from '../../kit/states.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useKitSay } from './say.ts';
import styles from './kit.module.css';

const nothing = (): void => undefined;

export const States = () => {
  const say = useKitSay();
  const acts = (
    <>
      <Button kind="primary" small>
        {say('empty.make')}
      </Button>
      <Button small>{say('empty.template')}</Button>
    </>
  );
  const failure = { cause: say('failed.cause'), isOffline: false, traceId: '7f3a91c2e04d' };
  const all = [
    <Loading key="loading" />,
    <Empty key="empty" icon={Gift} title={say('empty.title')} text={say('empty.text')} acts={acts} />,
    <FilteredEmpty key="filtered" filters={`${say('tag.tier')} · ${say('tag.branch')}`} onClear={nothing} />,
    <Failed key="failed" what={say('failed.what')} failure={failure} onRetry={nothing} />,
    <Broken key="broken" text={say('failed.cause')} />,
    <ul key="occasions">
      <Occasion kind="birthday" days={0} />
      <Occasion kind="joining" days={-2} />
    </ul>,
  ];
  return all.map((state) => (
    <div key={state.key} className={styles.c4}>
      <Card isBare>{state}</Card>
    </div>
  ));
};

export const Asking = () => {
  const say = useKitSay();
  return (
    <Card title={say('dialog.card')} scope={say('dialog.scope')}>
      <div className={styles.row}>
        <Dialog
          trigger={<Button kind="danger">{say('dialog.open')}</Button>}
          title={say('dialog.title')}
          text={say('dialog.text')}
          acts={(close) => (
            <>
              <Button onPress={close} autoFocus>
                {say('dialog.keep')}
              </Button>
              <Button kind="kill" onPress={close}>
                {say('dialog.stop')}
              </Button>
            </>
          )}
        >
          <Field label={say('dialog.reason')} hint={say('dialog.reason.hint')} />
        </Dialog>
        <Button onPress={() => tellDone(say('menu.removed'), () => tellDone(say('menu.back')))}>
          {say('toast.try')}
        </Button>
      </div>
    </Card>
  );
};

export const Banners = () => {
  const say = useKitSay();
  const since = formatTime(new Date('2026-11-26T15:05:00Z'), useDays());
  return (
    <div className={styles.tight}>
      <Banner tone="warn" icon={CloudOff} title={say('banner.offline')}>
        {say('banner.offline.text', { time: since })}
      </Banner>
      <Banner tone="bad" icon={CircleAlert} title={say('banner.denied')}>
        {say('banner.denied.text')}
      </Banner>
      <Banner tone="points" icon={Hourglass} title={say('banner.points')}>
        {say('banner.points.text')}
      </Banner>
      <Banner tone="good" icon={CircleCheck} title={say('banner.done')}>
        {say('banner.done.text')}
      </Banner>
    </div>
  );
};

export const Task = () => {
  const say = useKitSay();
  return (
    <Card>
      <div className={styles.task}>
        <div className={styles.between}>
          <b>{say('task.import')}</b>
          <small>{say('task.left')}</small>
        </div>
        <Meter label={say('task.import')} value={63} />
      </div>
    </Card>
  );
};
