import type { ErrorComponentProps } from '@tanstack/react-router';
import { Unplug } from 'lucide-react';
import { Button } from '../../kit/button.tsx';
import { Empty } from '../../kit/states.tsx';
import { useConsoleSay } from '../words/say.ts';

/** A page that could not be loaded, as after an update of the club, or that broke. */
export const PageFailed = (_: ErrorComponentProps) => {
  const say = useConsoleSay();
  return (
    <Empty
      icon={Unplug}
      title={say('page.failed')}
      text={say('page.failed-text')}
      acts={
        <Button small onPress={() => location.reload()}>
          {say('page.reload')}
        </Button>
      }
    />
  );
};
