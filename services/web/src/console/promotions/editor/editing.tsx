import { createContext, use, type ReactNode } from 'react';
import { useClub } from '../../../kit/club-settings.tsx';
import { formatNumber } from '../../../kit/formats/numbers.ts';
import { useSignedIn } from '../../../sign-in/use-session.ts';
import { useFlaw } from '../say.ts';
import { pointerOf, type Path } from '../terms/json.ts';
import type { Says } from '../use-says.ts';
import { codeOfRow, codeWithin } from './flaws.ts';

interface Editing {
  readonly flaws: ReadonlyMap<string, string>;
  readonly says: Says;
}

const Context = createContext<Editing | undefined>(undefined);

/** What every field of the editor needs: names, words, and what is wrong where. */
export const WithEditing = ({ flaws, says, children }: Editing & { readonly children: ReactNode }) => (
  <Context value={{ flaws, says }}>{children}</Context>
);

const useEditingContext = (): Editing => {
  const editing = use(Context);
  if (editing === undefined) throw new Error('this part stands outside of WithEditing');
  return editing;
};

export const useEditing = () => {
  const { flaws, says } = useEditingContext();
  const { club } = useSignedIn();
  const { language } = useClub();
  const flaw = useFlaw();
  const said = (code: string | undefined): string | undefined => (code === undefined ? undefined : flaw(code));
  return {
    says,
    names: says.speaking.names,
    /** The number of a row, as people count. */
    nth: (at: number) => formatNumber(at + 1, language),
    currency: { currency: club.currency, digits: club.currency_digits },
    /** What is wrong in a place or within it, in words. */
    errorWithin: (path: Path) => said(codeWithin(flaws, pointerOf(path))),
    /** What is wrong with a row itself, of which these fields show theirs. */
    errorOfRow: (path: Path, fields: readonly string[]) => said(codeOfRow(flaws, pointerOf(path), fields)),
  };
};
