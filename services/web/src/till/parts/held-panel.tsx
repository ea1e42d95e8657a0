import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatTime } from '../../kit/formats/dates.ts';
import { withDigits } from '../../kit/formats/numbers.ts';
import { Button } from '../../kit/button.tsx';
import { Ltr } from '../../kit/marks.tsx';
import { useDesk, useDeskState, useMoney } from '../desk/use-desk.ts';
import { basketLines, totalOf } from '../sale/sale.ts';
import { useTillSay } from '../say.ts';
import { Panel } from './panel.tsx';
import styles from './panel.module.css';

/** Sales that were put aside, the oldest first. */
export const HeldPanel = ({ onClose }: { readonly onClose: () => void }) => {
  const say = useTillSay();
  const desk = useDesk();
  const { parked } = useDeskState();
  const { language } = useClub();
  const days = useDays();
  const { text } = useMoney();
  return (
    <Panel title={say('held.title')} onClose={onClose}>
      {parked.length === 0 ? (
        <p className={styles.lead}>{say('held.empty')}</p>
      ) : (
        <ul className={styles.list}>
          {parked.map((sale, at) => (
            <li key={sale.id}>
              <span className={styles.grow}>
                <bdi>{sale.buyer?.name ?? say('held.nobody')}</bdi>
                <small>
                  {formatTime(new Date(sale.openedAt), days)} · <Ltr>{withDigits(sale.receipt, language)}</Ltr>
                </small>
              </span>
              <span className={styles.amount}>
                {text(totalOf(basketLines(sale, say('sale.quick'), desk.counting), desk.counting))}
              </span>
              <Button autoFocus={at === 0} onPress={() => (desk.takeUp(sale.id), onClose())}>
                {say('held.take')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
};
