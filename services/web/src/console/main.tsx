import { RouterProvider } from '@tanstack/react-router';
import { start } from '../start.tsx';
import { router } from './router.tsx';

void start('console', <RouterProvider router={router} />);
