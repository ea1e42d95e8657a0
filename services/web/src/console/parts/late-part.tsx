import { Unplug } from 'lucide-react';
import type { ComponentType } from 'react';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { useConsoleSay } from '../words/say.ts';
import { late, type Meanwhile } from './late.ts';

/** Says that a part of the page could not be fetched, and offers to load the page anew. */
export const PartFailed = () => {
  const say = useConsoleSay();
  return (
    <Banner tone="bad" icon={Unplug} title={say('part.failed')}>
      {say('part.failed-text')}{' '}
      <Button kind="link" onPress={() => location.reload()}>
        {say('page.reload')}
      </Button>
    </Banner>
  );
};

/** A part that comes after its page, and that the page can be without. */
export const latePart = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { waiting = null, failed = <PartFailed /> }: Partial<Meanwhile> = {},
): ComponentType<Props> => late(load, { waiting, failed });
