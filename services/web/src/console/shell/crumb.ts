import { createContext, use, useEffect } from 'react';
import { useClub } from '../../kit/club-settings.tsx';

interface Crumbs {
  readonly setCrumb: (name: string | undefined) => void;
}

export const CrumbContext = createContext<Crumbs>({ setCrumb: () => undefined });

/** Names the page in the path of the top bar, and in the title of the window. */
export const useCrumb = (name: string): void => {
  const { setCrumb } = use(CrumbContext);
  const { name: club } = useClub();
  useEffect(() => {
    setCrumb(name);
    document.title = `${name} | ${club}`;
    return () => setCrumb(undefined);
  }, [name, club, setCrumb]);
};
