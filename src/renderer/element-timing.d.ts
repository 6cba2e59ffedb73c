/* Chromium notes when an element with this attribute was first painted; `npm run bench` asks it afterwards. */
import 'react';

declare module 'react' {
  interface HTMLAttributes<T> {
    elementtiming?: (T extends never ? never : string) | undefined;
  }
}
