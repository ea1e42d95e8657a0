import { Unplug } from 'lucide-react';
import { useEffect, type ComponentType, type ReactNode } from 'react';
import { Banner } from '../../kit/banner.tsx';
import { Button } from '../../kit/button.tsx';
import { useConsoleSay } from '../words/say.ts';
import { useLate } from './use-late.ts';

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

interface Meanwhile {
  /** What stands there while it comes. */
  readonly waiting?: ReactNode;
  /** What stands there when it could not be fetched. */
  readonly failed?: ReactNode;
}

/** A part that comes after its page, and that the page can be without: `useLate`, opened as soon as it is shown. */
export const latePart = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { waiting = null, failed = <PartFailed /> }: Meanwhile = {},
): ComponentType<Props> => {
  let known: ComponentType<Props> | undefined;
  const read = async (): Promise<ComponentType<Props>> => (known = await load());
  return (props) => {
    const { Part = known, isFailed, open } = useLate<Props>();
    useEffect(() => {
      if (known === undefined) open(read);
      // Once, when it is shown.
    }, []);
    if (Part !== undefined) return <Part {...props} />;
    return isFailed ? failed : waiting;
  };
};
