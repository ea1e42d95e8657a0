import { useState, type ReactNode } from 'react';
import { LanguageChoice, ThemeChoice } from '../../front/look-choice.tsx';
import { VafaMark } from '../../kit/brand.tsx';
import { classNames } from '../../kit/class-names.ts';
import { showBrandColour } from '../../kit/look.ts';
import { latePart } from '../parts/late-part.tsx';
import { Buttons, Colours, Filters, Names } from './controls.tsx';
import { Choices, Days, Fields, Numbers } from './forms.tsx';
import { Progress } from './progress.tsx';
import { useKitSay } from './say.ts';
import { Asking, Banners, States, Task } from './telling.tsx';
import styles from './kit.module.css';

/** They come after the rest, as charts and tables do. */
const moreForms = () => import('./more-forms.tsx');
const Dialogs = latePart(async () => (await moreForms()).Dialogs);
const MoreFields = latePart(async () => (await moreForms()).MoreFields);
const Picking = latePart(async () => (await moreForms()).Picking);

interface KitPartsProps {
  readonly strip: ReactNode;
  readonly main: ReactNode;
  readonly liability: ReactNode;
  readonly member: ReactNode;
}

/** Tries a club's colour on the whole page. */
const BrandChoice = () => {
  const say = useKitSay();
  const [brand, setBrand] = useState('#2747a8');
  return (
    <label className={styles.brand}>
      {say('kit.brand')}
      <input
        type="color"
        value={brand}
        onChange={({ target }) => {
          setBrand(target.value);
          showBrandColour(target.value);
        }}
      />
    </label>
  );
};

const Head = () => {
  const say = useKitSay();
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <VafaMark />
        <div>
          <h1>{say('kit.title')}</h1>
          <p>{say('kit.scope')}</p>
        </div>
      </div>
      <div className={styles.looks}>
        <BrandChoice />
        <ThemeChoice />
        <LanguageChoice />
      </div>
    </header>
  );
};

/** The parts, with charts and tables at their places. */
export const KitParts = ({ strip, main, liability, member }: KitPartsProps) => {
  const at = (width: string | undefined, part: ReactNode) => <div className={width}>{part}</div>;
  return (
    <main className={styles.kit}>
      <Head />
      <div className={styles.grid}>
        {at(styles.c4, <Colours />)}
        {at(styles.c4, <Buttons />)}
        {at(styles.c4, <Fields />)}
        {at(styles.c4, <Days />)}
        {at(styles.c4, <Numbers />)}
        {at(styles.c4, <Choices />)}
        {at(styles.c4, <MoreFields />)}
        {at(styles.c4, <Picking />)}
        {at(styles.c4, <Progress />)}
        <States />
        {at(styles.c12, strip)}
        <div className={classNames(styles.c8, styles.column)}>{main}</div>
        <div className={classNames(styles.c4, styles.column)}>
          {liability}
          <Filters />
          <Names />
          {member}
          <Asking />
          <Dialogs />
          <Task />
        </div>
        {at(styles.c12, <Banners />)}
      </div>
    </main>
  );
};
