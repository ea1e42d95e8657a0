import { Unplug } from 'lucide-react';
import { Button } from './button.tsx';
import { useSay } from './say.ts';
import { Empty } from './states.tsx';

/** A page that could not be loaded, as after an update of the club, or that broke. `text` says what may be why. */
export const Broken = ({ text }: { readonly text: string }) => {
  const say = useSay();
  return (
    <Empty
      icon={Unplug}
      title={say('page.failed')}
      text={text}
      acts={
        <Button small onPress={() => location.reload()}>
          {say('page.reload')}
        </Button>
      }
    />
  );
};
