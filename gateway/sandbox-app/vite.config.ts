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
    // These know light-dark(); for older ones it would be rewritten, and no longer follow the switch.
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    // Files, never data: addresses, which a content security policy does not like for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Monaco is one chunk of this size, loaded after the page is drawn.
    chunkSizeWarningLimit: 3_000,
    rolldownOptions: {
      onwarn(warning, warn) {
        // GraphiQL's sources carry hints for React's compiler, which has already run on them.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  // Its `?worker` imports are Vite's own syntax, which the bundling of dependencies does not know.
  optimizeDeps: {
    exclude: ['@graphiql/react/setup-workers/vite'],
    // CommonJS below the excluded workers.
    include: [
      '@graphiql/react > monaco-graphql > picomatch-browser',
      '@graphiql/react > graphql-language-service > debounce-promise',
      '@graphiql/react > graphql-language-service > nullthrows',
    ],
  },
  worker: { format: 'es' },
  server: { proxy: { '/graphql': gateway, '/sandbox/config.json': gateway } },
});
