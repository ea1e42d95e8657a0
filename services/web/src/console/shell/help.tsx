import { CircleQuestionMark } from 'lucide-react';
import { DialogTrigger, Dialog, Heading, Popover } from 'react-aria-components';
import { IconButton } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Key } from '../../kit/marks.tsx';
import { useConsoleSay } from '../words/say.ts';
import styles from './help.module.css';

const keys = [
  ['Ctrl K', 'help.palette'],
  ['Tab', 'help.skip'],
  ['Enter', 'help.open'],
  ['Esc', 'help.close'],
] as const;

/** Which keys there are, and where more is written. */
export const HelpButton = () => {
  const say = useConsoleSay();
  return (
    <DialogTrigger>
      <IconButton label={say('help.title')}>
        <Icon of={CircleQuestionMark} />
      </IconButton>
      <Popover className={styles.popover ?? ''} placement="bottom end">
        <Dialog className={styles.dialog ?? ''}>
          <Heading slot="title">{say('help.title')}</Heading>
          <dl>
            {keys.map(([key, text]) => (
              <div key={key}>
                <dt>
                  <Key>{key}</Key>
                </dt>
                <dd>{say(text)}</dd>
              </div>
            ))}
          </dl>
          <p>
            <a href="/console/guide/owner">{say('guide.title')}</a>
            <a href="/docs">{say('help.rest')}</a>
            <a href="/till">{say('help.till')}</a>
          </p>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
};
