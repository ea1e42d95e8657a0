import { PartyPopper } from 'lucide-react';
import { Card, KeyValues } from '../../kit/card.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Ltr } from '../../kit/marks.tsx';
import { Button } from '../../kit/button.tsx';
import { useClub } from '../../kit/club-settings.tsx';
import { useSetupSay } from './say.ts';
import type { Told } from './build-club.ts';
import styles from './setup.module.css';

interface DoneProps {
  readonly name: string;
  readonly code: string;
  readonly told: Told;
  readonly onLeave: () => void;
}

/** The club runs: what is told once, and where to go on. */
export const Done = ({ name, code, told: { passwords, tillCode }, onLeave }: DoneProps) => {
  const say = useSetupSay();
  const { language } = useClub();
  return (
    <>
      <span className={styles.party}>
        <Icon of={PartyPopper} />
      </span>
      <h1>{say('setup.done', { name })}</h1>
      <p className={styles.lead}>{say('setup.done.text')}</p>
      {tillCode !== undefined && (
        <Card title={say('setup.done.till')} scope={say('setup.done.till.hint')}>
          <p className={styles.till}>
            <Ltr>{tillCode}</Ltr>
          </p>
        </Card>
      )}
      {passwords.length > 0 && (
        <Card title={say('setup.done.passwords')} scope={say('setup.done.passwords.hint')}>
          <KeyValues
            rows={passwords.map(({ name: person, username, password }) => [
              `${person} (${username})`,
              <Ltr key={username}>
                <code>{password}</code>
              </Ltr>,
            ])}
          />
        </Card>
      )}
      <Card title={say('setup.done.members')} scope={say('setup.done.members.hint')}>
        <a href={`/club/${code}`} target="_blank" rel="noopener">
          <Ltr>{`${location.origin}/club/${code}`}</Ltr>
        </a>
      </Card>
      <div className={styles.ways}>
        <Button
          kind="primary"
          onPress={() => window.open(`/till?lang=${language}#${tillCode ?? ''}`, '_blank', 'noopener')}
        >
          {say('setup.done.open-till')}
        </Button>
        <Button onPress={onLeave}>{say('setup.done.open-console')}</Button>
      </div>
    </>
  );
};
