import { NotebookPen } from 'lucide-react';
import { Banner } from '../kit/banner.tsx';
import { Button } from '../kit/button.tsx';
import { useDays } from '../kit/club-settings.tsx';
import { firstField, focusBeside } from '../kit/focus-beside.ts';
import { formatRelative } from '../kit/formats/relative.ts';
import { useSay } from '../kit/say.ts';
import type { Draft } from './use-draft.ts';

/** Says that what was begun before is here again, and takes it away on demand. */
export const LeftDraft = ({ draft }: { readonly draft: Pick<Draft<unknown>, 'leftAt' | 'discard'> }) => {
  const say = useSay();
  const days = useDays();
  const { leftAt, discard } = draft;
  if (leftAt === undefined) return null;
  return (
    <Banner
      tone="info"
      icon={NotebookPen}
      title={say('draft.title', { when: formatRelative(leftAt, new Date(), days) })}
    >
      {say('draft.text')}{' '}
      <Button
        kind="link"
        onPress={({ target }) => {
          focusBeside(target, firstField);
          discard();
        }}
      >
        {say('draft.discard')}
      </Button>
    </Banner>
  );
};
