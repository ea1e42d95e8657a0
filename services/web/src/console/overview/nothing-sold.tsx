import { Link } from '@tanstack/react-router';
import { ReceiptText } from 'lucide-react';
import { Card } from '../../kit/card.tsx';
import { Empty } from '../../kit/states.tsx';
import { useMay } from '../../sign-in/use-session.ts';
import { useConsoleSay } from '../words/say.ts';
import styles from './overview.module.css';

const ways = [
  { asks: 'createTillCode', to: '/tills', search: { new: 'yes' }, name: 'overview.pair' },
  { asks: 'importSales', to: '/imports/new', search: {}, name: 'overview.import' },
  { asks: 'publishEarningRule', to: '/rules', search: {}, name: 'overview.rules' },
] as const;

/** A club in which nothing was sold of late: what brings sales here, as far as the person may do it. */
export const NothingSold = () => {
  const say = useConsoleSay();
  const may = useMay();
  return (
    <Card isBare>
      <Empty
        icon={ReceiptText}
        title={say('overview.nothing')}
        text={say('overview.nothing-text')}
        acts={ways
          .filter(({ asks }) => may(asks))
          .map(({ to, search, name }) => (
            <Link key={name} to={to} search={search} className={styles.way}>
              {say(name)}
            </Link>
          ))}
      />
    </Card>
  );
};
