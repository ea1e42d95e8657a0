import { useClub } from '../../kit/club-settings.tsx';
import { formatPoints } from '../../kit/formats/counts.ts';
import { KeyValues } from '../../kit/card.tsx';
import { useSetupSay } from './say.ts';
import type { Draft } from './draft.ts';
import { useShown } from './use-shown.ts';
import styles from './setup.module.css';

/** All answers once more, before the club is made. */
export const StartStage = ({ draft }: { readonly draft: Draft }) => {
  const say = useSetupSay();
  const { language } = useClub();
  const { money, unit } = useShown(draft);
  const { branches, tiers, reward, staff, earning } = draft;
  const lines = (texts: readonly string[]) =>
    texts.length === 0 ? (
      say('setup.sum.none')
    ) : (
      <ul>
        {texts.map((text) => (
          <li key={text}>
            <bdi>{text}</bdi>
          </li>
        ))}
      </ul>
    );
  return (
    <div className={styles.sum}>
      <KeyValues
        rows={[
          [say('setup.name'), <bdi key="name">{draft.name}</bdi>],
          [say('setup.sum.trade'), say(`setup.trade.${draft.trade}`)],
          [say('setup.sum.money'), [unit, say(`setup.calendar.${draft.calendar}`)].join(say('list.comma'))],
          [say('setup.sum.branches'), lines(branches.map(({ name }) => name))],
          [say('setup.sum.rule'), say('setup.rule', { points: earning.points, amount: money(earning.perAmount) })],
          [
            say('setup.sum.tiers'),
            lines(tiers.map(({ name, from }) => (from === 0 ? name : `${name}: ${money(from)}`))),
          ],
          [
            say('setup.sum.rewards'),
            lines(reward.points === 0 ? [] : [`${reward.name}: ${formatPoints(reward.points, language)}`]),
          ],
          [say('setup.sum.staff'), lines(staff.map(({ name, role }) => `${name}: ${say(`role.${role}`)}`))],
        ]}
      />
    </div>
  );
};
