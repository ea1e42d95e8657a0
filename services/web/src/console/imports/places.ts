import { BookMarked, FileUp, Upload } from 'lucide-react';
import type { Act, Place } from '../place.ts';

export const importsPlaces: readonly Place[] = [
  {
    path: '/imports',
    section: 'imports',
    name: 'imports.title',
    keywords: 'import upload csv excel file tasks ورود بارگذاری فایل اکسل کارها',
    icon: Upload,
    asks: 'listTasks',
    shown: 'tab',
    load: async () => (await import('./imports-page.tsx')).ImportsPage,
  },
  {
    path: '/imports/sources',
    section: 'imports',
    name: 'imports.sources',
    keywords: 'mapping template columns source الگو ستون منبع',
    icon: BookMarked,
    asks: 'listImportSources',
    shown: 'tab',
    load: async () => (await import('./sources-page.tsx')).SourcesPage,
  },
  {
    path: '/imports/new',
    section: 'imports',
    name: 'imports.new',
    keywords: '',
    icon: FileUp,
    asks: 'importSales',
    shown: 'none',
    load: async () => (await import('./new-import-page.tsx')).NewImportPage,
  },
  {
    path: '/imports/$task',
    section: 'imports',
    name: 'imports.title',
    keywords: '',
    icon: Upload,
    asks: 'getTask',
    shown: 'none',
    load: async () => (await import('./task-page.tsx')).TaskPage,
  },
];

export const importActs: readonly Act[] = [
  {
    name: 'imports.new',
    keywords: 'import upload new ورود فایل تازه',
    icon: FileUp,
    asks: 'importSales',
    to: '/imports/new',
  },
];
