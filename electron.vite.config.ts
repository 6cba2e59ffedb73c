import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { asciiOnly } from './scripts/lib/ascii-only.mjs';
import { leaveOut } from './scripts/lib/leave-out.mjs';
import { preloadConsole } from './scripts/lib/preload-console.mjs';

// CommonJS and node18/chrome114, because the same bundle must run on the oldest runtime we start (Electron 25).
const nodeOutput = { format: 'cjs' as const, entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' };
// Less text to read at every start. Names stay, so that a stack in a log can be read.
const shorter = { compress: true, mangle: false, codegen: true };
// Everything else is bundled: ESM-only packages can't be required by a CommonJS main on that runtime.
const native = ['electron', /^node:/];

/** A screen's address can have any depth (`/invitations/some-id`), so the page must name its files from the root. */
const filesFromTheRoot = { name: 'files-from-the-root', config: () => ({ base: '/' }) };

/** Charts and codes to scan stay with the few that show some; what draws the frame stays with the page's first script. */
const apart = [
  '/echarts/',
  '/zrender/',
  '/tslib/',
  '/uqr/',
  '/ui/charts/',
  '/app/',
  '/ui/text/',
  '/remembered.ts',
  '/early-call.ts',
  '/data/kept.ts',
];

/** What several screens share is one file: each file is a question to main while the window opens. */
const sharedByScreens = {
  name: 'shared',
  minShareCount: 2,
  test: (id: string) => !apart.some((part) => id.replaceAll('\\', '/').includes(part)),
};

export default defineConfig({
  main: {
    plugins: [leaveOut(), asciiOnly()],
    build: {
      externalizeDeps: false,
      target: 'node18',
      outDir: 'out/main',
      rollupOptions: {
        // Two entries, so that what both need becomes a chunk of its own: with one, the window's chunk would load the
        // services' chunk at once, because that needs something of it.
        input: {
          index: resolve(import.meta.dirname, 'src/main/index.ts'),
          services: resolve(import.meta.dirname, 'src/main/services.ts'),
        },
        external: native,
        output: { ...nodeOutput, minify: shorter },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      target: 'node18',
      outDir: 'out/preload',
      lib: { entry: resolve(import.meta.dirname, 'src/preload/index.ts') },
      rollupOptions: { external: ['electron'], output: nodeOutput },
    },
  },
  renderer: {
    root: resolve(import.meta.dirname, 'src/renderer'),
    plugins: [react(), filesFromTheRoot, preloadConsole(), asciiOnly()],
    build: {
      target: 'chrome114',
      // Charts are one large chunk, loaded by the screens that draw some.
      chunkSizeWarningLimit: 700,
      // Half the text is half the work before the first screen.
      minify: true,
      outDir: resolve(import.meta.dirname, 'out/renderer'),
      rollupOptions: {
        input: resolve(import.meta.dirname, 'src/renderer/index.html'),
        output: { codeSplitting: { groups: [{ name: 'frame', tags: ['$initial'], priority: 1 }, sharedByScreens] } },
      },
    },
  },
});
