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
  /** What else is to be known of it. */
  readonly more?: string;
  readonly undo?: () => void;
}

const queue = new ToastQueue<Done>({ maxVisibleToasts: 3 });
/** Long enough to read it and to change one's mind. */
const shownMs = 10_000;

/** Of what is told next, as a form tells it when its write has come back; it waits for that but not long. */
let more: string | undefined;

/** Says that something is done, and for ten seconds offers to take it back. Errors are never told this way. */
export const tellDone = (text: string, undo?: () => void): void => {
  queue.add({ text, ...(more !== undefined && { more }), ...(undo && { undo }) }, { timeout: shownMs });
  more = undefined;
};

/** Says it with what the form is about to say is done, in one toast; alone where the form says nothing. */
export const tellWithNext = (text: string): void => {
  more = text;
  setTimeout(() => {
    if (more === text) {
      more = undefined;
      tellDone(text);
    }
  });
};

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
            {toast.content.more !== undefined && (
              <Text slot="description" className={styles.more ?? ''}>
                {toast.content.more}
              </Text>
            )}
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
