import { Send } from 'lucide-react';
import { useState, type RefObject } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Icon } from '../../kit/icon.tsx';
import { tellPartly } from '../../kit/partly-typed.tsx';
import { useRulesSay } from './say.ts';

/** The version that was seen when the question was put: a later one is told behind it, where nobody looks. */
const PublishButton = ({ seen, onPress }: { readonly seen: number; readonly onPress: (seen: number) => void }) => {
  const say = useRulesSay();
  const [asked] = useState(seen);
  return (
    <Button kind="primary" onPress={() => onPress(asked)}>
      {say('rule.publish.do')}
    </Button>
  );
};

interface PublishActProps {
  readonly name: string;
  /** The number that the version would get. */
  readonly next: string;
  /** The newest version that is known here; 0: none. */
  readonly latest: number;
  readonly consequences: string;
  readonly fields: RefObject<HTMLDivElement | null>;
  readonly isSame: boolean;
  readonly isBusy: boolean;
  /** Told instead of asking, where something is not right. */
  readonly onFaulty: (() => void) | undefined;
  readonly onPublish: (seen: number) => void;
}

/** Publishes a draft, once somebody has read what follows from it. */
export const PublishAct = (props: PublishActProps) => {
  const { name, next, latest, consequences, fields, isSame, isBusy, onFaulty, onPublish } = props;
  const say = useRulesSay();
  const isWhole = (): boolean => !tellPartly(fields.current);
  const tell = (): void => {
    onFaulty?.();
    isWhole();
  };
  const button = (
    <Button
      kind="primary"
      isDisabled={isSame}
      busy={isBusy ? say('rule.publishing') : undefined}
      {...(onFaulty !== undefined && { onPress: tell })}
    >
      <Icon of={Send} size="sm" flip />
      {say('rule.publish', { version: next })}
    </Button>
  );
  if (onFaulty !== undefined) return button;
  return (
    <Dialog
      trigger={button}
      mayOpen={isWhole}
      title={say('rule.publish.title', { name })}
      text={consequences}
      acts={(close) => (
        <>
          <Button autoFocus onPress={close}>
            {say('rule.publish.keep')}
          </Button>
          <PublishButton
            seen={latest}
            onPress={(seen) => {
              onPublish(seen);
              close();
            }}
          />
        </>
      )}
    />
  );
};
