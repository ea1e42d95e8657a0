import type { EarningRule } from '@vafa/client';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { useClub, useDays } from '../../kit/club-settings.tsx';
import { formatDay } from '../../kit/formats/dates.ts';
import { formatNumber } from '../../kit/formats/numbers.ts';
import type { List } from '../parts/use-list.ts';
import { useRateText } from './rule-words.tsx';
import { useRulesSay } from './say.ts';
import styles from './rules.module.css';

interface VersionsCardProps {
  readonly versions: List<EarningRule>;
  /** The first one was published since the draft was begun. */
  readonly isNewer: boolean;
  readonly onUse: (rule: EarningRule) => void;
}

/** All versions of a rule; an old one can be taken as the next draft. */
export const VersionsCard = ({ versions: { items = [], more, isReadingMore }, isNewer, onUse }: VersionsCardProps) => {
  const say = useRulesSay();
  const days = useDays();
  const { language } = useClub();
  const rate = useRateText();
  return (
    <Card isBare title={say('versions.title')} scope={say('versions.scope')}>
      <ol className={styles.versions}>
        {items.map((rule, at) => (
          <li key={rule.version}>
            <div>
              <b>{say('versions.version', { version: formatNumber(rule.version, language) })}</b>
              <small>{rate(rule)}</small>
              <small>
                {rule.enabled
                  ? rule.holds_from === null
                    ? say('versions.holds.always')
                    : say('versions.holds', { day: formatDay(new Date(rule.holds_from), days) })
                  : say('rule.state.off')}
              </small>
            </div>
            {(at > 0 || isNewer) && (
              <Button small onPress={() => onUse(rule)}>
                {say('versions.use')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {more !== undefined && (
        <div className={styles.more}>
          <Button small onPress={more} isDisabled={isReadingMore}>
            {say('rules.filter.all')}
          </Button>
        </div>
      )}
    </Card>
  );
};
