import { useNavigate } from '@tanstack/react-router';
import { CircleUserRound, LogOut, MonitorOff } from 'lucide-react';
import { Button } from 'react-aria-components';
import { initialsOf } from '../../kit/formats/initials.ts';
import { Avatar } from '../../kit/marks.tsx';
import { Menu } from '../../kit/menu.tsx';
import { session } from '../../sign-in/session.ts';
import { useSignedIn } from '../../sign-in/use-session.ts';
import { useConsoleSay } from '../words/say.ts';
import styles from './shell.module.css';

/** Who works here, and the way out. */
export const AccountMenu = () => {
  const say = useConsoleSay();
  const navigate = useNavigate();
  const { person } = useSignedIn();
  const acts = {
    account: () => void navigate({ to: '/account' }),
    out: () => void session.end().catch(() => session.leave()),
    everywhere: () => void session.end('everywhere').catch(() => session.leave()),
  };
  return (
    <Menu
      trigger={
        <Button className={styles.foot ?? ''}>
          <Avatar initials={initialsOf(person.name)} />
          <span className={styles.clubName}>
            <b>
              <bdi>{person.name}</bdi>
            </b>
            <small>{person.roles.map((role) => say(`role.${role}`)).join(say('list.comma'))}</small>
          </span>
        </Button>
      }
      acts={[
        { id: 'account', name: say('account.title'), icon: CircleUserRound },
        { id: 'out', name: say('shell.sign-out'), icon: LogOut },
        { id: 'everywhere', name: say('shell.sign-out-everywhere'), icon: MonitorOff, isDangerous: true },
      ]}
      onAct={(id) => acts[id as keyof typeof acts]()}
    />
  );
};
