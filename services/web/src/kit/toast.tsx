import { CircleCheck, X } from 'lucide-react';
import {
  Button,
  Text,
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { Icon } from './icon.tsx';
import { useSay } from './say.ts';
import styles from './toast.module.css';

interface Done {
  readonly text: string;
  readonly undo?: () => void;
}

const queue = new ToastQueue<Done>({ maxVisibleToasts: 3 });
/** Long enough to read it and to change one's mind. */
const shownMs = 10_000;

/** Says that something is done, and for ten seconds offers to take it back. Errors are never told this way. */
export const tellDone = (text: string, undo?: () => void): void =>
  void queue.add({ text, ...(undo && { undo }) }, { timeout: shownMs });

/** Where toasts come up; once on a page. */
export const Toasts = () => {
  const say = useSay();
  return (
    <ToastRegion queue={queue} className={styles.region ?? ''}>
      {({ toast }) => (
        <AriaToast toast={toast} className={styles.toast ?? ''}>
          <Icon of={CircleCheck} />
          <ToastContent className={styles.text ?? ''}>
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.undo !== undefined && (
            <Button
              className={styles.undo ?? ''}
              onPress={() => {
                toast.content.undo?.();
                queue.close(toast.key);
              }}
            >
              {say('toast.undo')}
            </Button>
          )}
          <Button slot="close" className={styles.close ?? ''}>
            <Icon of={X} size="sm" />
          </Button>
        </AriaToast>
      )}
    </ToastRegion>
  );
};
