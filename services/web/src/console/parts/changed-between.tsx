import { Users } from 'lucide-react';
import { Button } from '../../kit/button.tsx';
import { firstField, focusBeside, sendButton } from '../../kit/focus-beside.ts';
import { Icon } from '../../kit/icon.tsx';
import { useConsoleSay } from '../words/say.ts';
import type { Between } from './use-settings-form.ts';
import styles from './changed-between.module.css';

/** A setting as people read it. */
export interface ShownSetting<Terms> {
  readonly name: string;
  readonly of: (terms: Terms) => string;
}

interface ChangedBetweenProps<Terms> {
  readonly between: Between<Terms> | undefined;
  readonly settings: readonly ShownSetting<Terms>[];
  readonly isBusy: boolean;
}

/** Told who saves over what somebody else has saved: both of each setting that differs, and the choice. */
export const ChangedBetween = <Terms,>({ between, settings, isBusy }: ChangedBetweenProps<Terms>) => {
  const say = useConsoleSay();
  if (between === undefined) return null;
  const { mine, theirs, keepMine, takeTheirs } = between;
  const rows = settings
    .map(({ name, of }) => ({ name, ours: of(mine), other: of(theirs) }))
    .filter(({ ours, other }) => ours !== other);
  const shown = (text: string) => <bdi>{text === '' ? say('changed.empty') : text}</bdi>;
  return (
    <div className={styles.box} role="alert">
      <p>
        <Icon of={Users} size="sm" />
        <span>
          <b>{say('changed.title')}</b> {say('changed.text')}
        </span>
      </p>
      <dl>
        {rows.map(({ name, ours, other }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <small>{say('changed.mine')}</small>
              {shown(ours)}
            </dd>
            <dd>
              <small>{say('changed.theirs')}</small>
              {shown(other)}
            </dd>
          </div>
        ))}
      </dl>
      <div className={styles.acts}>
        <Button
          small
          onPress={({ target }) => {
            focusBeside(target, firstField);
            takeTheirs();
          }}
          isDisabled={isBusy}
        >
          {say('changed.take')}
        </Button>
        <Button
          small
          onPress={({ target }) => {
            focusBeside(target, sendButton);
            keepMine();
          }}
          isDisabled={isBusy}
        >
          {say('changed.keep')}
        </Button>
      </div>
    </div>
  );
};
