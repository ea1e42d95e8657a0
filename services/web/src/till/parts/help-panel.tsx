import { Button } from '../../kit/button.tsx';
import { Field, Switch } from '../../kit/field.tsx';
import { Key } from '../../kit/marks.tsx';
import { Segments } from '../../kit/segments.tsx';
import { LanguageChoice, ThemeChoice } from '../../front/look-choice.tsx';
import { useDesk, useDeskState } from '../desk/use-desk.ts';
import type { TillSettings } from '../store/till-store.ts';
import { useTillSay } from '../say.ts';
import type { TillWordId } from '../words-en.ts';
import { PracticeSwitch } from '../practice/practice-bar.tsx';
import { Panel } from './panel.tsx';
import styles from './panel.module.css';

const keys: readonly (readonly [key: string, does: TillWordId])[] = [
  ['F2', 'help.member'],
  ['F3', 'help.item'],
  ['F4', 'help.voucher'],
  ['F6', 'help.points'],
  ['F7', 'help.return'],
  ['F8', 'help.hold'],
  ['F9', 'help.pay'],
  ['F10', 'help.print'],
  ['Esc', 'help.back'],
  ['?', 'help.help'],
];

const readerKeys = ['Enter', 'Tab'] as const;

/** The keys, and what this till is set to. */
export const HelpPanel = ({ onClose }: { readonly onClose: () => void }) => {
  const say = useTillSay();
  const desk = useDesk();
  const { settings, isPractice } = useDeskState();
  const set = (change: Partial<TillSettings>): void => desk.keepSettings({ ...settings, ...change });
  return (
    <Panel title={say('help.title')} onClose={onClose}>
      <section className={styles.section}>
        <h3>{say('help.keys')}</h3>
        <dl className={styles.keys}>
          {keys.map(([key, does]) => (
            <div key={key}>
              <dt>{say(does)}</dt>
              <dd>
                <Key>{key}</Key>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section className={styles.section}>
        <h3>{say('help.settings')}</h3>
        <div className={styles.row}>
          <LanguageChoice />
          <ThemeChoice />
        </div>
        <Switch isSelected={settings.printsAll} onChange={(printsAll) => set({ printsAll })}>
          {say('help.prints')}
        </Switch>
        <Switch isSelected={settings.hasSingleKeys} onChange={(hasSingleKeys) => set({ hasSingleKeys })}>
          {say('help.single')}
        </Switch>
      </section>
      <section className={styles.section}>
        <h3>{say('help.reader')}</h3>
        <div className={styles.two}>
          <Field
            label={say('help.prefix')}
            value={settings.readerPrefix}
            onChange={(readerPrefix) => set({ readerPrefix })}
            isLtr
            isOptional
          />
          <div>
            <span className={styles.label}>{say('help.suffix')}</span>
            <Segments
              label={say('help.suffix')}
              options={readerKeys.map((id) => ({ id, name: id }))}
              value={settings.readerSuffix}
              onChoose={(suffix) => set({ readerSuffix: suffix as TillSettings['readerSuffix'] })}
            />
          </div>
        </div>
      </section>
      {!isPractice && (
        <section className={styles.section}>
          <h3>{say('practice.name')}</h3>
          <p className={styles.lead}>{say('practice.about')}</p>
          <div className={styles.row}>
            <PracticeSwitch />
          </div>
        </section>
      )}
      <div className={styles.acts}>
        <Button onPress={onClose}>{say('help.close')}</Button>
      </div>
    </Panel>
  );
};
