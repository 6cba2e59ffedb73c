import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/**
 * The embedded platform is its own bundle: built together with main it would share a chunk with it, and
 * then require `electron` from a process that is plain Node.
 */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node18',
    outDir: 'out/platform',
    minify: false,
    rollupOptions: {
      input: {
        embedded: resolve(import.meta.dirname, 'src/platform/embedded.ts'),
        // Threads of main, but like the platform plain Node that runs from outside the archive.
        'audit-check': resolve(import.meta.dirname, 'src/main/audit/check-worker.ts'),
        keychain: resolve(import.meta.dirname, 'src/main/credentials/keychain-worker.ts'),
      },
      external: ['@napi-rs/keyring', '@node-rs/argon2', /^@electric-sql\/pglite(\/|$)/, 'pg', /^node:/],
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
    },
  },
  ssr: { noExternal: true, external: ['@napi-rs/keyring', '@node-rs/argon2', '@electric-sql/pglite', 'pg'] },
});
