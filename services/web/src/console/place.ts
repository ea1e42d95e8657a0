import type { OperationId } from '@vafa/client';
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { ConsoleWordId } from './words/en.ts';

/** Sections of the sidebar, in its order: daily work, then what is set up. */
export const sectionIds = [
  'overview',
  'approvals',
  'members',
  'promotions',
  'rules',
  'rewards',
  'service',
  'surveys',
  'catalogue',
  'tills',
  'imports',
  'ledger',
  'settings',
] as const;
export type SectionId = (typeof sectionIds)[number];

/** An address of the console. Its page is loaded when it is first gone to. */
export interface Place {
  /** Below `/console`; `$name` stands for an id. */
  readonly path: string;
  /** Places of one section stand side by side as tabs of it; one without is reached from elsewhere. */
  readonly section?: SectionId;
  readonly name: ConsoleWordId;
  /** What else people may call it, in both scripts, apart by blanks: the palette finds it by these. */
  readonly keywords: string;
  readonly icon: LucideIcon;
  /** What the page asks first. Who may not ask it neither sees nor finds the place. */
  readonly asks: OperationId;
  /** It concerns all clubs: who belongs to one alone does not see it. */
  readonly isOfAllClubs?: true;
  /** `tab`: of its section. `top`: a button of the top bar. `none`: a page of one thing. */
  readonly shown: 'tab' | 'top' | 'none';
  readonly load: () => Promise<ComponentType>;
}

/** Something that can be done from everywhere: it is begun on a page. */
export interface Act {
  readonly name: ConsoleWordId;
  readonly keywords: string;
  readonly icon: LucideIcon;
  readonly asks: OperationId;
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
}
