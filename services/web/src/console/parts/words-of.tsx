import { useState, type ReactNode } from 'react';
import { Field } from '../../kit/field.tsx';
import type { Option } from '../../kit/option.tsx';
import { Tags } from '../../kit/tags.tsx';
import styles from './words-of.module.css';

interface ChosenProps {
  readonly label: string;
  readonly tags: readonly Option[];
  readonly all: string;
  readonly onRemove: (id: string) => void;
  readonly children: ReactNode;
}

/** What was chosen so far, below the part that chooses. */
export const Chosen = ({ label, tags, all, onRemove, children }: ChosenProps) => (
  <div className={styles.some}>
    {children}
    {tags.length === 0 ? <p className={styles.hint}>{all}</p> : <Tags label={label} tags={tags} onRemove={onRemove} />}
  </div>
);

interface WordsOfProps {
  readonly label: string;
  /** What it means that none is chosen. */
  readonly all: string;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly hint: string;
  readonly most: number;
  readonly lengthMax: number;
  readonly chosenLabel: string;
}

/** Words that are typed, several at once. */
export const WordsOf = ({ label, hint, all, chosen, onChange, most, lengthMax, chosenLabel }: WordsOfProps) => {
  const [typed, setTyped] = useState('');
  const add = (): void => {
    const words = typed
      .split(/[,،\n\t;]/)
      .map((word) => word.trim().slice(0, lengthMax))
      .filter((word) => word !== '');
    setTyped('');
    if (words.length > 0) onChange([...new Set([...chosen, ...words])].slice(0, most));
  };
  return (
    <Chosen
      label={chosenLabel}
      all={all}
      tags={chosen.map((id) => ({ id, name: id }))}
      onRemove={(id) => onChange(chosen.filter((each) => each !== id))}
    >
      <div
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          add();
        }}
      >
        <Field label={label} hint={hint} isOptional isLtr value={typed} onChange={setTyped} onBlur={add} />
      </div>
    </Chosen>
  );
};
