import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { writeLicences } from './scripts/licences.ts'

export default defineConfig({
  main: {
    build: {
      // Finding a package's hundred small files takes longer than all they do, and the window waits for it. PGlite
      // stays outside, since it looks for its own files beside itself.
      externalizeDeps: { exclude: ['drizzle-orm', 'i18next', 'ollama', 'undici', 'zod'] },
      rollupOptions: {
        input: { index: 'src/main/index.ts', 'database-worker': 'src/core/database/embedded/worker.ts' },
      },
    },
  },
  // A sandboxed preload has to be one CommonJS file.
  preload: {
    build: {
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    plugins: [react(), tailwindcss(), writeLicences(import.meta.dirname)],
    build: {
      // Small fonts would become data: addresses, which the page's policy refuses.
      assetsInlineLimit: 0,
      minify: true,
      // It is read from the disk.
      chunkSizeWarningLimit: 2_000,
      rollupOptions: {
        input: {
          index: 'src/renderer/index.html',
          quick: 'src/renderer/quick.html',
          recovery: 'src/renderer/recovery.html',
        },
      },
    },
  },
})
