import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Built into `web/dist`, which the server serves; `vite web` proxies the API to a running server. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: {
      output: {
        // What every page needs comes in one piece that rarely changes; Ant Design is split by the pages that use it,
        // and the respondent's page uses none.
        codeSplitting: { groups: [{ name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|@tanstack)[\\/]/ }] },
      },
    },
  },
  server: {
    fs: { allow: ['..'] },
    proxy: { '/api': process.env['ASSIZE_URL'] ?? 'http://localhost:8080' },
  },
});
