import { RouterProvider } from '@tanstack/react-router';
import { start } from '../start.tsx';
import { router } from './router.tsx';

void start('console', <RouterProvider router={router} />, {
  fa: async () => (await import('./words/fa.ts')).consoleFa,
  en: async () => (await import('./words/en.ts')).consoleEn,
});
