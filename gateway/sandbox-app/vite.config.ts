import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `vite dev` finds a running gateway. */
const gateway = 'http://127.0.0.1:4000';

export default defineConfig({
  // Relative addresses: the gateway may serve the page below any path.
  base: './',
  plugins: [react()],
  build: {
    target: 'es2023',
    sourcemap: false,
    // The page's content security policy refuses data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Monaco is one chunk of this size, loaded after the page is drawn.
    chunkSizeWarningLimit: 3_000,
  },
  worker: { format: 'es' },
  server: { proxy: { '/graphql': gateway, '/sandbox/config.json': gateway } },
});
