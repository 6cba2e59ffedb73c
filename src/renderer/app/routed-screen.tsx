import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useReducer } from 'react';
import { router } from './router.tsx';

/** So many changes of the address pass before what they left behind is cleared away. */
const mostChanges = 50;

/**
 * The screen of the address. It is drawn anew every so many changes: with each of them the router sets a state to the
 * value that it has, and what React skips it still keeps, in a list that grows until whose state it is is drawn again.
 */
export function RoutedScreen() {
  const [, drawAnew] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    let changes = 0;
    return router.subscribe('onResolved', () => {
      changes += 1;
      if (changes % mostChanges === 0) drawAnew();
    });
  }, []);
  return <RouterProvider router={router} />;
}
